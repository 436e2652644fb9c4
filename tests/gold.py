#!/usr/bin/env python3
"""Runs the shared scorers over the development sets and holds the figures against tests/BASELINE.

usage: gold.py PROGRAM SHARED [--raise] [--only SET]

A line of BASELINE: SET METRIC LEAST. A figure below LEAST fails; --raise rewrites the lines that have risen.
The archive sets unpack into a temporary folder.
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BASELINE = os.path.join(HERE, "BASELINE")


class Gold:
    def __init__(self, program, shared, tmp):
        self.program, self.shared, self.tmp = os.path.abspath(program), os.path.abspath(shared), tmp
        self.data = os.path.join(self.shared, "data")

    def read(self, name, *args, stdin=None):
        path = os.path.join(self.tmp, name + ".jsonl")
        with open(path, "wb") as out:
            done = subprocess.run([self.program, *args], stdout=out, stderr=subprocess.PIPE, stdin=stdin)
        if done.returncode not in (0, 65):
            raise SystemExit(f"{name}: {' '.join(args[:3])} … exited {done.returncode}: {done.stderr.decode()[-400:]}")
        return path

    def score(self, scorer, *args):
        out = subprocess.run([sys.executable, os.path.join(self.shared, "eval", scorer), *args], capture_output=True, text=True)
        if out.returncode:
            raise SystemExit(f"{scorer}: {out.stderr[-400:]}")
        rows = (line.split() for line in out.stdout.splitlines())
        return {r[0]: float(r[1]) for r in rows if len(r) >= 2 and r[1].replace(".", "", 1).lstrip("-").isdigit()}

    def unpack(self, archive):
        subprocess.run(["tar", "--zstd", "-xf", os.path.join(self.data, archive), "-C", self.tmp], check=True)

    # Each set: a function that returns {metric: figure}.
    def times(self, name):
        r = self.read(name, "read", "--in", "jsonl", f"{self.data}/time/{name}.input.jsonl")
        return self.score("timex.py", f"{self.data}/time/{name}.gold.jsonl", r)

    def record(self):
        r = self.read("gold", "read", *sorted(glob.glob(f"{self.shared}/gold/documents/*.txt")))
        return self.score("record.py", "--gold", f"{self.shared}/gold", "--records", r, "--sources", f"{self.shared}/gold/documents")

    def quotes(self, name):
        r = self.read(name, "read", "--in", "jsonl", f"{self.data}/quotes/{name}.input.jsonl")
        return self.score("quotes.py", f"{self.data}/quotes/{name}", r)

    def pages(self, name):
        self.unpack(f"articles/{name}.tar.zst")
        r = self.read(name, "read", "--in", "html", *sorted(glob.glob(f"{self.tmp}/{name}/*.html")))
        return self.score("article.py", "--gold", f"{self.data}/articles/{name}.json", r)

    def tokens(self, name):
        with open(f"{self.data}/ud/{name}.txt", "rb") as text:
            r = self.read(name, "parse", "--conllu", stdin=text)
        return self.score("ud.py", f"{self.data}/ud/{name}.conllu", r)

    def phrases(self):
        store, found = os.path.join(self.tmp, "wh.demarche"), os.path.join(self.tmp, "phrases.jsonl")
        self.read("wh", "read", "--store", store, f"{self.data}/archive/wh-briefings.tar.zst")
        with open(f"{self.data}/phrases/gold.tsv", encoding="utf-8") as f:
            formulas = [line.split("\t")[0] for line in f][1:]
        with open(found, "wb") as out:
            for formula in formulas:
                for variants in ([], ["--variants"]):
                    subprocess.run([self.program, "search", "--store", store, "--format", "json", *variants, formula], stdout=out, check=True)
            subprocess.run([self.program, "list", "--store", store, "--duplicates", "--format", "json"], stdout=out, check=True)
        return self.score("phrases.py", found)

    def sets(self):
        for name in ("timebank", "aquaint", "wikiwars-train", "recognizers", "gum-dev"):
            yield "times." + name, lambda n=name: self.times(n)
        yield "record", self.record
        yield "quotes.polnear-dev", lambda: self.quotes("polnear-dev")
        yield "pages.trafilatura-en", lambda: self.pages("trafilatura-en")
        for name in ("ewt-dev", "gum-dev"):
            yield "tokens." + name, lambda n=name: self.tokens(n)
        yield "phrases", self.phrases


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("shared")
    ap.add_argument("--raise", dest="raise_", action="store_true")
    ap.add_argument("--only")
    args = ap.parse_args()
    with open(BASELINE, encoding="utf-8") as f:
        lines = f.read().splitlines()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as tmp:
        gold = Gold(args.program, args.shared, tmp)
        for name, run in gold.sets():
            if args.only and name != args.only:
                continue
            if not any(line.split()[:1] == [name] for line in lines):
                continue
            figures = run()
            for i, line in enumerate(lines):
                parts = line.split()
                if parts[:1] != [name] or len(parts) != 3:
                    continue
                got, least = figures.get(parts[1]), float(parts[2])
                ok = got is not None and got >= least - 1e-9
                passed, failed = passed + ok, failed + (not ok)
                print(f"{'ok  ' if ok else 'FAIL'} {name} {parts[1]} {got} (least {least})", flush=True)
                if args.raise_ and got is not None and got > least:
                    lines[i] = f"{name} {parts[1]} {got}"
    if args.raise_:
        with open(BASELINE, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
    print(f"scores: {passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())

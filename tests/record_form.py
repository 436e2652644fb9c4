#!/usr/bin/env python3
"""Records against docs/record.schema.json, and the laws that a schema cannot say: spans lie inside the text and on characters,
blocks and sentences are ordered and apart, references point at items that exist, and the output is the same bytes at any number
of jobs and, document by document, in any order of the input.

usage: record_form.py PROGRAM SCHEMA FILE|FOLDER...
"""
import json
import os
import random
import subprocess
import sys

import jsonschema

passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL", what)


def run(program, *args):
    done = subprocess.run([program, "read", "--quiet", "--allow-bad", "100", *args], capture_output=True)
    check(done.returncode == 0, f"read {args[:4]}: exit {done.returncode}: {done.stderr.decode()[-300:]}")
    return done.stdout


def spans(value, path=""):
    """Every span of a record: two-integer lists under a key that holds spans."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from spans(v, f"{path}.{k}")
    elif isinstance(value, list):
        leaf = path.rsplit(".", 1)[-1]
        if len(value) == 2 and all(isinstance(x, int) for x in value) and not leaf.startswith(("actors", "recipients", "speakers", "by", "to", "holders", "asserted", "members")) or (
                len(value) == 2 and all(isinstance(x, int) for x in value) and ".words." in path):
            yield path, value
        else:
            for i, v in enumerate(value):
                yield from spans(v, f"{path}[{i}]")


def references(r):
    n = {k: len(r[k]) for k in ("actors", "times", "statements", "events")}
    for e in r["events"]:
        yield from ((x, n["actors"]) for x in e["actors"] + e["recipients"] + e["asserted_by"])
        yield from ((x, m) for x, m in ((e["time"], n["times"]), (e["statement"], n["statements"])) if x is not None)
    for s in r["statements"]:
        yield from ((x, n["actors"]) for x in s["speakers"] + [v["actor"] for v in s["via"] if v["actor"] is not None])
    for f in r["formulas"]:
        yield from ((x, n["actors"]) for x in f["holders"] + f["asserted_by"])
        yield from ((x, n["events"]) for x in [f["occasion"]] if x is not None)
    for c in r["commitments"]:
        yield from ((x, n["actors"]) for x in c["by"] + c["to"])
    for t in r["times"]:
        yield from ((x, n["times"]) for x in [t["anchor"]] if isinstance(x, int))


def laws(r):
    source, text = r["doc"]["source"], r["text"].encode()
    starts = {0, len(text)} | {i for i, b in enumerate(text) if b & 0xC0 != 0x80}
    bad = [(p, s) for p, s in spans(r) if not (0 <= s[0] < s[1] <= len(text) and s[0] in starts and s[1] in starts)]
    check(not bad, f"{source}: spans outside the text or inside a character: {bad[:3]}")
    for key in ("sentences", "blocks"):
        at = [x["span"] if key == "blocks" else x for x in r[key]]
        check(all(a[1] <= b[0] for a, b in zip(at, at[1:])), f"{source}: {key} overlap or are out of order")
    check(all(0 <= x < n for x, n in references(r)), f"{source}: a reference to an item that is not there")


def main():
    program, schema, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    validator = jsonschema.Draft7Validator(json.load(open(schema)))
    out = run(program, "--jobs", "1", *paths)
    check(out.endswith(b"\n"), "output without a last line end")
    for jobs in ("2", "5"):
        check(run(program, "--jobs", jobs, *paths) == out, f"other bytes with --jobs {jobs}")
    lines = out.splitlines()
    check(lines, "no records at all")
    for line in lines:
        r = json.loads(line)
        errors = [f"{list(e.absolute_path)}: {e.message[:120]}" for e in validator.iter_errors(r)]
        check(not errors, f"{r['doc']['source']}: {errors[:3]}")
        laws(r)
    files = sorted(os.path.join(d, f) for p in paths for d, _, fs in (os.walk(p) if os.path.isdir(p) else [(os.path.dirname(p), [], [os.path.basename(p)])]) for f in fs)
    random.Random(7).shuffle(files)
    check(sorted(run(program, *files).splitlines()) == sorted(lines), "a shuffled input gives other records")
    print(f"record-form: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

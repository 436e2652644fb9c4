#!/usr/bin/env python3
"""The command line as a person meets it: help, exit codes, messages that name file, place and remedy, and pages.

usage: face.py PROGRAM EXAMPLES
"""
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL", what)


def run(*args, stdin=b"", env=None):
    return subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, env={**os.environ, "NO_COLOR": "1", **(env or {})})


def expect(code, *args, out=None, err=None, stdin=b""):
    done = run(*args, stdin=stdin)
    name = "demarche " + " ".join(args)
    check(done.returncode == code, f"{name}: exit {done.returncode}, not {code}: {done.stderr.decode()[-200:]}")
    if out:
        check(re.search(out, done.stdout.decode(), re.S), f"{name}: stdout lacks {out!r}: {done.stdout.decode()[:200]}")
    if err:
        check(re.search(err, done.stderr.decode(), re.S), f"{name}: stderr lacks {err!r}: {done.stderr.decode()[:200]}")
    return done.stdout.decode()


def help_texts():
    overview = expect(0, "--help", out="Commands")
    commands = re.findall(r"^  (\w+) +\S", overview[overview.index("Commands"):overview.index("demarche COMMAND")], re.M)
    check(len(commands) >= 6, f"commands found in the overview: {commands}")
    for c in commands:
        expect(0, c, "--help", out=r"usage: demarche " + c + r".*Examples")
        expect(64, c, "--no-such-option", err="has no option")
    expect(0, "man", out=r"\.Nm demarche")
    for shell in ("bash", "zsh", "fish"):
        expect(0, "completion", shell, out="demarche")
    expect(64, "completion", "tcsh", err="bash")
    expect(64, "frobnicate", err="--help")
    expect(0, "--version", out=r"\d+\.\d+")


def bad_input(tmp):
    path = lambda name: os.path.join(tmp, name)
    with open(path("empty.txt"), "wb"):
        pass
    with open(path("nul.txt"), "wb") as f:
        f.write(b"The ministers met.\x00\x00 They talked.\xff\xfe\n")
    with open(path("good.txt"), "w") as f:
        f.write("The two ministers met in Seoul on Monday. They agreed to meet again.\n")
    with open(path("lines.jsonl"), "w") as f:
        f.write('{"id": "one", "text": "They met."}\n{"id": \nnot json\n{"id": "four", "text": "They met again."}\n')
    expect(66, "read", path("none.txt"), err="none.txt")
    expect(66, "show", path("none.txt"))
    done = run("read", path("none.txt"), path("empty.txt"), path("good.txt"), path("nul.txt"), path("lines.jsonl"))
    sources = [json.loads(x)["doc"]["source"] for x in done.stdout.splitlines()]
    check("four" in sources and "one" in sources and any(s.endswith("good.txt") for s in sources), f"the good ones are read: {sources}")
    check(done.returncode == 65, f"too many bad ones exit 65, not {done.returncode}")
    for place in ("none.txt", "lines.jsonl:2", "lines.jsonl:3"):
        check(place in done.stderr.decode(), f"{place} is named on stderr")
    check(b"\\u0000" not in done.stdout, "no NUL in the output")
    check(run("read", "--allow-bad", "100", path("good.txt"), path("lines.jsonl")).returncode == 0, "--allow-bad 100 exits 0")
    expect(0, "read", "-", stdin=b"They met on Monday.\n", out="They met on Monday")
    for words in (["read", "--jobs", "many"], ["read", "--allow-bad", "-3"], ["show", "--width", "wide"], ["search", "--limit", ""]):
        expect(64, *words, path("good.txt"), err="whole number")
    expect(64, "read", "--in", "pdf", path("good.txt"), err="text")
    with open(path("states.tsv"), "w") as f:
        f.write("one field\n")
    expect(78, "read", "--knowledge", tmp, path("good.txt"), err=r"states\.tsv:1")


def store(tmp):
    db = os.path.join(tmp, "a.demarche")
    expect(66, "list", "--store", db, err="a.demarche")
    expect(0, "read", "--store", db, EXAMPLES, err=r"\d+ read, 0 known already, 0 refused")
    first = expect(0, "export", "--store", db)
    expect(0, "read", "--store", db, EXAMPLES, err=r"0 read, \d+ known already")
    check(expect(0, "export", "--store", db) == first, "reading twice changes nothing")
    expect(0, "read", "--store", db, "--again", EXAMPLES, err=r"0 read, [1-9]\d* read again, \d+ known already")
    check(expect(0, "export", "--store", db) == first, "the same program reads again to the same records")
    ids = expect(0, "list", "--store", db, "--format", "ids").split()
    check(len(ids) == len(first.splitlines()) >= 8, f"{len(ids)} documents of the examples")
    for one in ids:
        expect(0, "show", "--store", db, one[:12], out="Participants.*Contacts.*Who said what")
        html = expect(0, "show", "--store", db, "--format", "html", one, out="^<!doctype html>")
        check(not re.search(r'(?:src|href)="(?!#)', html), "the HTML page refers to nothing outside")
        links = set(re.findall(r'href="#(w\d+)"', html))
        check(links <= set(re.findall(r'id="(w\d+)"', html)), "every line of the page leads to words")
        json.loads(expect(0, "show", "--store", db, "--format", "json", one))
    expect(0, "search", "--store", db, "--variants", "iron-clad", out=r"\d+ uses in \d+ of \d+ documents")
    json.loads(expect(0, "search", "--store", db, "--format", "json", "ironclad"))
    expect(0, "search", "--store", db, "a phrase that nobody ever wrote", out="0 uses")
    expect(64, "search", "--store", db, err="phrase")
    expect(64, "search", "--store", db, "...")
    expect(0, "list", "--store", db, "--sound", out="sound")
    for table in ("documents", "actors", "times", "statements", "events", "contacts", "formulas", "commitments"):
        expect(0, "export", "--store", db, "--format", "csv", table, out=r"^\w+,")
    expect(64, "export", "--store", db, "--format", "csv", "nonsense", err="contacts")
    other = os.path.join(tmp, "notes.demarche")
    with open(other, "w") as f:
        f.write("this is no store\n" * 100)
    expect(65, "list", "--store", other, err="notes.demarche")
    expect(65, "read", "--store", other, EXAMPLES)
    check(open(other).read().startswith("this is no store"), "a file that is no store is left alone")



def read_again(tmp):
    """--again leaves a store as if it were read today; without it nothing changes. The day of publication stands for what an update changes."""
    note, twin = os.path.join(tmp, "note.txt"), os.path.join(tmp, "twin.txt")
    for name in (note, twin):
        with open(name, "w") as f:
            f.write("Foreign Minister Ana Silva will visit Oslo on Thursday. Our commitment is ironclad, she said.\n")
    old, new = os.path.join(tmp, "old.demarche"), os.path.join(tmp, "new.demarche")
    expect(0, "read", "--store", old, "--published", "2025-01-20", note, twin)
    before = expect(0, "export", "--store", old, out="2025-01-23")
    expect(0, "read", "--store", old, "--published", "2024-05-06", note, twin, err="0 read, 2 known already")
    check(expect(0, "export", "--store", old) == before, "what is known is left alone")
    expect(0, "read", "--store", old, "--published", "2024-05-06", "--again", twin, note, err="0 read, 1 read again, 1 known already")
    expect(0, "read", "--store", new, "--published", "2024-05-06", note, twin)
    check(expect(0, "export", "--store", old) == expect(0, "export", "--store", new, out="2024-05-09"), "read again is as read anew")
    search = lambda db: expect(0, "search", "--store", db, "ironclad", out="1 use")
    check(search(old) == search(new), "the index has the document once")
    expect(0, "list", "--store", old, "--sound", out="The store is sound")
    expect(64, "read", "--again", note, err="--store")


def main():
    help_texts()
    with tempfile.TemporaryDirectory() as tmp:
        bad_input(tmp)
        store(tmp)
        read_again(tmp)
    print(f"face: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Rejects an include against the flow of the folders: a folder may include itself and the folders to its left."""
import os
import re
import sys

FLOW = ["base", "know", "ingest", "language", "record", "store", "findings", "face"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def wrong_includes(root):
    checked = 0
    for folder, _, files in os.walk(os.path.join(root, "src")):
        for name in sorted(files):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            here = os.path.relpath(path, os.path.join(root, "src")).split(os.sep)[0]
            if here not in FLOW:
                yield path, f"the folder {here} is not in the flow: {' '.join(FLOW)}"
                continue
            checked += 1
            for target in INCLUDE.findall(open(path, encoding="utf-8").read()):
                there = target.split("/")[0]
                if target == "demarche.h":
                    continue
                if there not in FLOW:
                    yield path, f'"{target}": includes are written from src/, as "folder/file.h"'
                elif FLOW.index(there) > FLOW.index(here):
                    yield path, f'"{target}": {here} lies left of {there} and must not include it'
    if not checked:
        yield root, "no source files found"


def main():
    bad = list(wrong_includes(sys.argv[1]))
    for path, why in bad:
        print(f"{path}: {why}")
    print(f"includes: {0 if bad else 1} passed, {len(bad)} failed")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Reads the conformance inputs of ../shared (feedparser's feeds, broken and whole WARC files) with the built program.

usage: conformance.py DEMARCHE [DATA]

DATA is the folder `data/articles` of the shared material; without it there, the test is skipped (exit 77). Fails if the program
crashes, keeps silent about an input that gave no document, or maps fewer of the expected titles, links, dates, authors and texts than the floors below.
"""
import collections, html, json, os, re, subprocess, sys, tempfile
from email.utils import parsedate_to_datetime

# Shares of feedparser's expectations that must come out. Texts that do not: a summary beside the full content, words in drawings.
FLOORS = {"title": .99, "link": .99, "date": .99, "author": .99, "text": .88, "outlet": .99}
# WARC files by what must come out of them: documents, or a refusal with its reason.
WARC_DOCUMENTS = {
    "resiliparse/clueweb-quirk.warc.gz": 29, "resiliparse/warcfile.warc": 16, "resiliparse/warcfile.warc.gz": 16,
    "resiliparse/warcfile.warc.lz4": 16, "warcio/example.warc": 1, "warcio/example.warc.gz": 1, "warcio/example.arc": 1,
    "warcio/example.arc.gz": 1, "warcio/example-bad-non-chunked.warc.gz": 1, "warcio/example-bad.warc.gz.bad": 1,
    "warcio/example-iana.org-chunked.warc": 1, "warcio/example-resource.warc.gz": 1, "warcio/example-wrong-chunks.warc.gz": 1,
    "warcio/example-wget-bad-target-uri.warc.gz": 1, "warcio/example-trunc.warc": 1, "warcio/example-space-in-url.arc": 1,
}
WARC_REFUSED = ["resiliparse/clipped.warc.gz", "warcio/bad.arc", "warcio/example-trunc.warc"]

SANITIZER = re.compile(r"(AddressSanitizer|LeakSanitizer|runtime error):?.*")


def read(program, *args):
    """Records and what was said, or the reason why the run itself failed."""
    run = subprocess.run([program, "read", *args], capture_output=True, timeout=600)
    said = run.stderr.decode("utf-8", "replace")
    if run.returncode < 0 or run.returncode == 70 or SANITIZER.search(said):
        raise SystemExit(f"conformance: {args} crashed ({run.returncode}):\n{said[-3000:]}")
    records = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines() if line.startswith("{")]
    return [r for r in records if "doc" in r], said


def letters(text):
    return "".join(c for c in text.casefold() if c.isalnum())


def words(markup):
    """Letters and digits alone, of what may be markup, and that escaped once more."""
    return letters(html.unescape(html.unescape(re.sub(r"<[a-zA-Z/!][^>]*>", " ", markup))))


def day(text):
    """The day a date of any feed falls on, as printed; None where this script cannot tell."""
    iso = re.match(r"\s*(\d{4})-(\d\d)(?:-(\d\d))?", text or "")
    if iso:
        return "-".join(p for p in iso.groups() if p)
    try:
        return parsedate_to_datetime(text).strftime("%Y-%m-%d")
    except (ValueError, TypeError):
        return None


def compare(path, want, record):
    """(what is compared, whether it holds), or None if a record has no place for it."""
    doc, field = record["doc"], path[2]
    if field == "title" or path[2:] == ["title_detail", "value"]:
        return "title", letters(doc["title"] or "") in (words(want), letters(want))
    if field in ("link", "id", "guid"):
        if field != "link" and not re.match(r"https?://", str(want)):
            return None
        return ("link", doc.get("url") == want) if field == "link" else None
    if field in ("published", "updated", "created") and len(path) == 3:
        found = [doc[k] or "" for k in ("published", "updated")]
        return ("date", any(f.startswith(day(want)) for f in found)) if day(want) else None
    if field == "author_detail" and path[-1] == "name":
        return "author", want in doc["bylines"]
    if (field in ("summary", "description") and len(path) == 3) or (field == "content" and path[-1] == "value"):
        return "text", any(w in letters(record["text"]) for w in (words(want), letters(want)))
    return None


def check_file(item, got, count, failures):
    """Counts the expectations of one feed that its records meet."""
    for check in item["checks"]:
        path, want = check["path"], check["equals"]
        if not isinstance(want, str):
            continue
        result = None
        if path == ["feed", "title"] and got:
            result = "outlet", letters(got[0]["doc"]["outlet"] or "") == words(want)
        elif path[0] == "entries" and len(path) > 2 and path[1] < len(got):
            result = compare(path, want, got[path[1]])
        elif path[0] == "entries" and len(path) > 2 and words(want) and path[2] in ("title", "summary", "description"):
            result = "title" if path[2] == "title" else "text", False
        if result:
            count[result[0], result[1]] += 1
            if not result[1]:
                failures.append(f"{item['file']}: {path}: {want!r:.100}")


def put_titles(folder):
    """Most feeds test one element, so that their entries have neither title nor text and make no document, or there is no entry:
    gives them an entry and a title."""
    for path, _, names in os.walk(folder):
        for name in names:
            file = os.path.join(path, name)
            text = open(file, "rb").read()
            whole, end = text, re.search(rb"</(channel|feed|CHANNEL)>", text)
            if end and not re.search(rb"<(\w+:)?(entry|item|ITEM)\b", text):
                tag = {b"channel": b"item", b"CHANNEL": b"ITEM"}.get(end.group(1), b"entry")
                text = text[:end.start()] + b"<" + tag + b"><title>A title</title></" + tag + b">" + text[end.start():]
            elif re.search(rb"<(entry|item|ITEM)\b", text) and not re.search(rb"<title|<TITLE|:title", text):
                text = re.sub(rb"(<(?:entry|item|ITEM)\b[^>]*[^/>]?>)", rb"\1<title>A title</title>", text)
            if text != whole:
                open(file, "wb").write(text)


def feeds(program, data):
    items = [json.loads(line) for line in open(os.path.join(data, "feeds-expect.jsonl"), encoding="utf-8")]
    items = [i for i in items if "/http_" not in i["file"]]  # what must come out hangs on an HTTP header that a file does not have
    count, failures = collections.Counter(), []
    pack = os.path.join(data, "feeds.tar.zst")
    records, said = read(program, pack)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "--zstd", "-xf", pack, "-C", folder], check=True)
        put_titles(folder)
        titled, more = read(program, os.path.join(folder, "feeds"))
    for kept, only in ((records, ("title", "text")), (titled, ("link", "date", "author", "outlet"))):
        by_file, here, wrong = collections.defaultdict(list), collections.Counter(), []
        for r in kept:
            by_file[re.search(r"feeds/[^!]*\.xml", r["doc"]["source"]).group()].append(r)
        for item in items:
            check_file(item, by_file[item["file"]], here, wrong)
        count.update({k: v for k, v in here.items() if k[0] in only})
        failures += wrong
    ok = True
    for what in FLOORS:
        held, missed = count[what, True], count[what, False]
        share = held / max(1, held + missed)
        print(f"feeds {what}: {held} of {held + missed} ({share:.3f})")
        ok &= share >= FLOORS[what]
    if not ok or os.environ.get("VERBOSE"):
        print("\n".join(sorted(set(failures))))
    print(f"feeds: {len(records)} documents, {len(titled)} when every entry has a title")
    return ok


def warc(program, data):
    ok = True
    for line in open(os.path.join(data, "warc.tsv"), encoding="utf-8").read().splitlines()[1:]:
        name = line.split("\t")[0]
        short = name.split("/", 1)[1]
        records, said = read(program, os.path.join(data, name))
        want = WARC_DOCUMENTS.get(short, 0)
        if len(records) < want:
            ok = False
            print(f"{name}: {len(records)} documents, {want} expected\n{said}")
        if short in WARC_REFUSED and os.path.basename(short) not in said:
            ok = False
            print(f"{name}: broken, but nothing is said of it")
    print("warc:", "as expected" if ok else "see above")
    return ok


def main():
    program = os.path.abspath(sys.argv[1])
    here = os.path.dirname(os.path.abspath(__file__))
    data = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "..", "..", "shared", "data", "articles")
    if not os.path.isdir(data):
        print(f"skipped: no folder {data}; the conformance inputs are not part of the project")
        return 77
    good = [feeds(program, data), warc(program, data)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

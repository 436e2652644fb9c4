#!/usr/bin/env python3
"""Writes the broken inputs of this folder. expect.tsv says what the program must say of each."""
import gzip, io, os, struct, tarfile, zipfile

here = os.path.dirname(os.path.abspath(__file__))


def put(name, data):
    with open(os.path.join(here, name), "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def pack(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return out.getvalue()


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data.encode()))
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def record(kind, uri, block, length=None, extra=""):
    block = block if isinstance(block, bytes) else block.encode()
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype=response\r\n{extra}"
    if length != "none":
        head += f"Content-Length: {len(block) if length is None else length}\r\n"
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body, extra="", status="200 OK"):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{extra}\r\n".encode() + body


PAGE = "<html><head><title>Ministers meet</title></head><body><p>The two foreign ministers met in the capital on Tuesday and agreed to meet again.</p></body></html>"
TEXT = "The two foreign ministers met in the capital on Tuesday.\n"
good = record("response", "http://a.example/good", response(PAGE))

put("empty.txt", "")
put("zeros.tar", bytes(2048))
put("lines.jsonl", '{"id": "one", "text": "%s"}\n{"id": "two", "text": "cut of\n{"id": "three"}\n[1, 2]\n\n{"id": "six", "text": "%s"}\n' % (TEXT[:-1], TEXT[:-1]))
put("array.json", '[{"text": "%s"},\n "no object",\n {"text": "%s"}' % (TEXT[:-1], TEXT[:-1]))
put("open.json", '{\n  "text": "%s",\n  "more": {\n' % TEXT[:-1])
put("cut.txt.gz", pack(TEXT * 200)[:-30])
damaged = bytearray(pack(good))
damaged[60] ^= 0xFF
put("damaged.warc.gz", bytes(damaged) + pack(good))
put("between.warc.gz", pack(good) + b"no member at all" + pack(good))
put("lies.warc", record("response", "http://a.example/lies", response(PAGE), length=900) + good)
put("short.warc", record("response", "http://a.example/short", response(PAGE), length=40) + good)
put("nolength.warc", record("response", "http://a.example/x", response(PAGE), length="none") + good)
put("cut.warc", good + record("response", "http://a.example/cut", response(PAGE))[:-60])
put("nohead.warc", good + b"WARC/1.0\r\nWARC-Type: response\r\nContent-Le")
put("segment.warc", record("continuation", "http://a.example/s", "rest") + good)
put("coding.warc", record("response", "http://a.example/br", response(b"\x8b\x03\x80abc", "Content-Encoding: br\r\n")) + good)
put("gzip.warc", record("response", "http://a.example/gz", response(b"\x1f\x8b\x08\x00nothing of that kind", "Content-Encoding: gzip\r\n")) + good)
put("http.warc", record("response", "http://a.example/http", "no head of HTTP") + good)
put("lines.arc", "filedesc://x.arc 0.0.0.0 20250101000000 text/plain 10\n1 0 Test\n\nnot a record line\nhttp://a.example/ 1.2.3.4 20250101000000 text/html %d\n%s\n" % (len(PAGE), PAGE))
put("cut.tar", tar([("one.txt", TEXT), ("two.txt", TEXT * 40)])[:1536 + 300])
put("member.tar", tar([("one.txt", TEXT), ("two.txt", "")]))
deep = TEXT.encode()
for _ in range(9):
    deep = pack(deep)
put("deep.gz", deep)
put("word.docx", zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]))
put("page.pdf", "%PDF-1.4\n%\xe2\xe3\n")
put("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
put("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40))
put("binary.txt", bytes(range(32)) * 30)
put("pack.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30))
put("saved.mhtml", "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n")
put("strange.xml", '<?xml version="1.0"?><invoice><line>1</line></invoice>')
put("none.xml", '<rss version="2.0"><channel><title>An empty feed</title></channel></rss>')
put("broken.rss", "1 < 2")
put("notext.csv", "id,colour,size\n1,red,2\n")
put("open.csv", 'id,text\n1,"%s\n2,no end\n' % TEXT[:-1])
put("wide.csv", "id,text\n1,abc\n".encode("utf-16"))
put("blank.txt", " \n\t\n")
put("head.csv", "id,title,text\n")
put("none.json", "[ ]\n")

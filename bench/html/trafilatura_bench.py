"""Reads pages with trafilatura: trafilatura_bench.py FILE... ; prints the seconds spent on parsing and extraction."""
import sys
import time

import trafilatura

pages = [open(f, 'rb').read() for f in sys.argv[1:]]
for page in pages[:20]:
    trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
start = time.perf_counter()
for page in pages:
    try:
        trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    except Exception:  # a page it cannot read still took its time
        pass
print(time.perf_counter() - start)

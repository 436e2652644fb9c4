"""Kills `demarche read --store` at random moments, runs it again, and holds the store against one that nobody disturbed:
the exports must be the same bytes, and after each kill the store must open, be sound and hold whole documents only.

    store_kill.py DEMARCHE [KILLS]
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

DOCUMENTS, KILLS, SEED = 2600, 24, 20250123
NAMES = ['Ana Silva', 'Per Holm', 'Cho Min-ji', 'Omar Haddad', 'Lena Fischer', 'Kenji Mori']
ACTS = ['met', 'spoke by telephone with', 'will visit', 'called on', 'agreed with']


def write_documents(folder):
    rnd = random.Random(SEED)
    with open(os.path.join(folder, 'archive.jsonl'), 'w', encoding='utf-8') as out:
        for i in range(DOCUMENTS):
            a, b = rnd.sample(NAMES, 2)
            text = ' '.join(f'Foreign Minister {a} {rnd.choice(ACTS)} Foreign Minister {b} on the matter number {rnd.randrange(9999)}.'
                            for _ in range(rnd.randrange(1, 12)))
            day = f'20{rnd.randrange(10, 26)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}'
            out.write(json.dumps({'id': f'doc-{i}', 'title': f'Talks {i}', 'published': day, 'text': text}) + '\n')
        out.write('{"broken": \n')
    for name in ('one.txt', 'two.txt'):  # the same bytes at two places
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as out:
            out.write('A note\n\nForeign Minister Ana Silva met Foreign Minister Per Holm in Oslo on 3 March 2025. They agreed to go on.\n')


def read(program, store, folder):
    return subprocess.Popen([program, 'read', '--store', store, '--quiet', '--jobs', '2', folder], stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)


def export(program, store):
    out = b''
    for words in (['export', '--store', store], ['list', '--store', store, '--bad']):
        done = subprocess.run([program, *words], capture_output=True, check=False)
        if done.returncode:
            sys.exit(f'{" ".join(words)}: exit {done.returncode}: {done.stderr.decode()}')
        out += done.stdout
    return out


def sound(program, store, whole):
    """After a kill: no store yet, or a sound one with whole records only."""
    if not os.path.exists(store) or os.path.getsize(store) == 0:
        return 0
    done = subprocess.run([program, 'export', '--store', store], capture_output=True, check=False)
    if done.returncode and b'is empty' in done.stderr:
        return 0
    if done.returncode:
        sys.exit(f'after a kill: export: exit {done.returncode}: {done.stderr.decode()}')
    lines = done.stdout.splitlines()
    strange = [line for line in lines if line not in whole]
    if strange:
        sys.exit(f'after a kill: {len(strange)} records that a whole run does not have, such as {strange[0][:200]}')
    checked = subprocess.run([program, 'list', '--store', store, '--sound'], capture_output=True, check=False)
    if checked.returncode:
        sys.exit(f'after a kill: the check says {checked.stdout.decode()[:500]}{checked.stderr.decode()[:500]}')
    return len(lines)


def main():
    program, kills = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else KILLS
    rnd = random.Random(SEED)
    with tempfile.TemporaryDirectory() as home:
        folder = os.path.join(home, 'in')
        os.mkdir(folder)
        write_documents(folder)
        calm = os.path.join(home, 'calm')
        start = time.monotonic()
        if read(program, calm, folder).wait() != 0:
            sys.exit('the undisturbed run failed')
        took = time.monotonic() - start
        want = export(program, calm)
        whole = set(want.splitlines())
        hit, partly = 0, 0
        for i in range(kills):
            store = os.path.join(home, f'killed-{i // 4}')  # a store is killed four times over, then finished
            run = read(program, store, folder)
            time.sleep(took * rnd.random())
            if run.poll() is None:
                run.kill()
                hit += 1
            else:
                took *= 0.7  # it ran on a busier machine when it was timed
            run.wait()
            partly += 0 < sound(program, store, whole) <= DOCUMENTS
            if i % 4 == 3 or i == kills - 1:
                last = read(program, store, folder)
                said = last.communicate()[1].decode()
                if last.returncode:
                    sys.exit(f'the run after kill {i + 1} failed: exit {last.returncode}: {said}')
                if export(program, store) != want:
                    sys.exit(f'after kill {i + 1} and a whole run the export is not that of an undisturbed run')
        if hit < kills // 2 or not partly:
            sys.exit(f'only {hit} of {kills} runs were killed, {partly} of them part of the way: the test says nothing')
        print(f'{hit} of {kills} runs killed, {partly} part of the way; every export the same {len(want)} bytes')


main()

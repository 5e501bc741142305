"""How long a volume takes to scan, against what lxml alone needs to parse it and to take out the words of its notes.

    python benchmarks/scan.py VOLUME.xml.xz [--runs N]

Both sides run on one core, in turn, in this process; the processor's time is taken, and the best of all runs counts.
The aim: at most 3 times.
"""

import argparse
import gc
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from provenance.corpus.scanning import Share, scan_share
from provenance.sources.guard import read_bytes


def notes_by_lxml(path: Path) -> int:
    """What lxml alone needs: the tree of the whole volume, and the words of each note."""
    tree = etree.fromstring(path.read_bytes(), etree.XMLParser(recover=True, huge_tree=True))
    return len(["".join(str(words) for words in note.itertext()) for note in tree.iter("{*}note")])


def notes_by_scan(path: Path) -> int:
    """The whole way: parse, read the notes, resolve what they say against the text."""
    return scan_share(Share(path, 0, 1)).notes


def timed(run: Callable[[Path], int], path: Path) -> float:
    """The seconds of the processor that one run takes."""
    gc.collect()
    start = time.process_time()
    run(path)
    return time.process_time() - start


def peak(path: Path, volumes: int) -> int:
    """The most memory that Python held while scanning the volume so many times over."""
    tracemalloc.start()
    for _ in range(volumes):
        scan_share(Share(path, 0, 1))
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("volume", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / asked.volume.name.removesuffix(".xz")
        path.write_bytes(read_bytes(asked.volume))
        found = scan_share(Share(path, 0, 1))
        rounds = [(timed(notes_by_lxml, path), timed(notes_by_scan, path)) for _ in range(asked.runs)]
        alone, ours = (min(times) for times in zip(*rounds, strict=True))
        claims = sum(len(rows) for _, rows in found.rows)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {size:.1f} MB, {found.documents} documents, {found.notes} notes, {claims} claims")
        print(
            f"lxml alone: {1000 * alone:.0f} ms    scan: {1000 * ours:.0f} ms    {ours / alone:.2f} times (at most 3)"
        )
        one, four = peak(path, 1) / 1e6, peak(path, 4) / 1e6
        print(f"peak of Python's memory: {one:.1f} MB for one volume, {four:.1f} MB for four")


if __name__ == "__main__":
    main()

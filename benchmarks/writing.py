"""Writing of which every keystroke is known: how many words have the right origin, with us and with WikiWho.

    pip install "draft-provenance[bench]"
    python -m benchmarks.writing [--traces ../shared/data/traces] [--seeds 2]

Each line gives the share of right words in two senses: as carried (what was cut and put back keeps its origin) and as
typed. Without `--traces` only what `keystroke_generator` makes up is measured.
"""

import argparse
import json
import lzma
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.histories import Records, has_wikiwho, read_records, run_ours, wikiwho_origins
from benchmarks.history_scores import right_words
from benchmarks.keystroke_generator import KINDS, write


def made_up(seeds: int) -> Iterator[tuple[str, Records, Mapping[str, Any]]]:
    for kind in KINDS:
        for seed in range(1, seeds + 1):
            page = write(kind, seed)
            yield f"{kind} {seed}", page.records, page.truth()


def recorded(folder: Path) -> Iterator[tuple[str, Records, Mapping[str, Any]]]:
    for path in sorted(folder.glob("*.truth.json.xz")):
        name = path.name.removesuffix(".truth.json.xz")
        records = [{"comment": "", **record} for record in read_records(folder, name)]
        yield name, records, json.loads(lzma.decompress(path.read_bytes()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the origins of words in writing whose keystrokes are known.")
    parser.add_argument("--traces", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    wish = parser.parse_args()
    ratios: list[float] = []
    cases = [*(recorded(wish.traces) if wish.traces else ()), *made_up(wish.seeds)]
    for name, records, truth in cases:
        words, carried, typed = right_words(truth, run_ours(records).origins(records[-1]["rev"]))
        line = f"{name:24}{words:7,} words  {100 * carried / words:6.2f} / {100 * typed / words:5.2f} %"
        if has_wikiwho():
            _, other = wikiwho_origins(records)
            _, theirs, theirs_typed = right_words(truth, other)
            ratios.append((words - carried) / max(1, words - theirs))
            line += (
                f"  WikiWho {100 * theirs / words:6.2f} / {100 * theirs_typed / words:5.2f} %  errors {ratios[-1]:.2f}"
            )
        print(line, flush=True)
    if ratios:
        print(
            f"our errors (as carried) in parts of WikiWho's: {mean(ratios):.2f} in the mean, {max(ratios):.2f} at most"
        )


if __name__ == "__main__":
    main()

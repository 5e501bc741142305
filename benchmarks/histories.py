"""Every figure on histories, in one run: truth, agreement, speed, memory, the shortest word difference.

    pip install "draft-provenance[bench]"
    python -m benchmarks.histories [--data ../shared/data/histories] [--rounds 5]

The two programs take turns in one process, on one core, on the same texts; the best of the rounds counts, so that a
busy machine hurts both alike, and what the other left in memory is put out of the way before each. Give the ratios, not
the seconds. Peak memory is that of a process of its own for each.
"""

import argparse
import gc
import json
import lzma
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.history_generator import MIXES, simulate
from benchmarks.history_scores import Origins, right_tokens
from provenance.lineage.lineage import Lineage
from provenance.lineage.subsequence import align_sequences
from provenance.model.histories import Revision
from provenance.store.entering import History
from provenance.store.history_shelf import create_shelf

TIMED = ("adam_himebauch", "pep0008")
Records = list[dict[str, Any]]


def read_records(data: Path, name: str) -> Records:
    with lzma.open(data / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


# ---- the two programs


def run_ours(records: Records) -> Lineage:
    lineage = Lineage()
    for record in records:
        lineage.add(record["rev"], record["text"], record.get("parents"))
        lineage.origin_numbers(record["rev"])
    return lineage


def run_into_sqlite(records: Records) -> None:
    with tempfile.TemporaryDirectory() as folder, create_shelf(f"{folder}/histories.db") as shelf:
        _clear()
        started = process_time()
        source = (
            Revision(
                one["rev"], one["text"], one.get("parents"), (one["author"],), one["timestamp"], one.get("comment")
            )
            for one in records
        )
        for _ in shelf.enter(History("timed", "timed", "timed"), source):
            pass
        run_into_sqlite.seconds = process_time() - started  # type: ignore[attr-defined]


def run_wikiwho(records: Records) -> Any:
    from WikiWho.utils import iter_rev_tokens
    from WikiWho.wikiwho import Wikiwho

    page = []
    for number, one in enumerate(records):
        entry = {"revid": number, "timestamp": one["timestamp"], "user": one["author"], "userid": "1"}
        entry |= {"*": one["text"], "comment": one.get("comment", "")}
        page.append(entry | ({"minor": ""} if one.get("minor") == "True" else {}))
    found = Wikiwho("timed")
    found.analyse_article(page)
    for revision in found.ordered_revisions:
        [word.origin_rev_id for word in iter_rev_tokens(found.revisions[revision])]
    return found


def wikiwho_origins(records: Records) -> tuple[int, Origins]:
    """The last revision that WikiWho did not take for vandalism, and the origins of its words."""
    from WikiWho.utils import iter_rev_tokens

    found = run_wikiwho(records)
    last = found.ordered_revisions[-1]
    words = iter_rev_tokens(found.revisions[last])
    return last, [(word.value, records[word.origin_rev_id]["rev"]) for word in words]


def has_wikiwho() -> bool:
    try:
        import WikiWho.wikiwho  # noqa: F401
    except ImportError:
        return False
    return True


# ---- figures


def truth_figures(data: Path) -> Iterator[tuple[str, str]]:
    records = read_records(data, "synth_150")
    with lzma.open(data / "synth_150.truth.json.xz", "rt", encoding="utf-8") as file:
        tokens, origins, _ = json.load(file)
    truth = list(zip(tokens, origins, strict=True))
    yield "truth on synth_150", _percent(*right_tokens(truth, run_ours(records).origins(records[-1]["rev"])))
    for mix in MIXES:
        right = total = 0
        for seed in range(1, 7):
            simulator = simulate(mix, seed, 150)
            tokens, origins, _ = simulator.truth()
            last: Any = simulator.records[-1]["rev"]
            found = run_ours(simulator.records).origins(last)
            one, of = right_tokens(list(zip(tokens, origins, strict=True)), found)
            right, total = right + one, total + of
        yield f"truth on made-up histories, {mix.replace('_', ' ')}", _percent(right, total)


def agreement_figure(data: Path) -> tuple[str, str]:
    records = read_records(data, "adam_himebauch")
    last, theirs = wikiwho_origins(records)
    ours = run_ours(records).origins(records[last]["rev"])
    return "agreement with WikiWho on adam_himebauch", _percent(*right_tokens(theirs, ours))


def speed_figures(data: Path, rounds: int) -> Iterator[tuple[str, str]]:
    for name in TIMED:
        records = read_records(data, name)
        ours, stored, theirs = [], [], []
        for _ in range(rounds):
            ours.append(_seconds(partial(run_ours, records)))
            run_into_sqlite(records)
            stored.append(run_into_sqlite.seconds)  # type: ignore[attr-defined]
            if has_wikiwho():
                theirs.append(_seconds(partial(run_wikiwho, records)))
        yield f"{name}: text to origins", _against(min(ours), theirs)
        yield f"{name}: text into SQLite", _against(min(stored), theirs)


def growth_figure() -> tuple[str, str]:
    simulator = simulate("vandalised", 3, 500, paragraphs=40)
    lineage = Lineage()
    costs: list[float] = []
    for record in simulator.records:
        started = process_time()
        lineage.add(str(record["rev"]), str(record["text"]), record["parents"])  # type: ignore[arg-type]
        lineage.origin_numbers(str(record["rev"]))
        costs.append((process_time() - started) / len(str(record["text"])))
    ratio = statistics.median(costs[-100:]) / statistics.median(costs[5:55])
    return f"cost of revision {len(costs)} against revision 10, same length", f"{ratio:.2f} times"


def memory_figures(data: Path) -> Iterator[tuple[str, str]]:
    for name in TIMED:
        peaks = [_peak(data, name, program) for program in ("ours", *(["wikiwho"] if has_wikiwho() else []))]
        ratio = f" ({peaks[0] / peaks[1]:.2f} of WikiWho's {peaks[1]:.1f} MB)" if len(peaks) > 1 else ""
        yield f"{name}: peak memory", f"{peaks[0]:.1f} MB{ratio}"


def difference_figure(data: Path, rounds: int) -> tuple[str, str]:
    from rapidfuzz.distance import Indel

    records = read_records(data, "pep0008")
    first, last = (re.findall(r"\w+|\s+|[^\w\s]", records[at]["text"]) for at in (0, -1))
    first, last = ([token for token in tokens if not token.isspace()] for tokens in (first, last))
    ours = min(_seconds(lambda: align_sequences(first, last)) for _ in range(4 * rounds))
    theirs = min(_seconds(lambda: Indel.opcodes(first, last)) for _ in range(4 * rounds))
    kept = sum(size for _, _, size in align_sequences(first, last))
    edits = len(first) + len(last) - 2 * kept, Indel.distance(first, last)
    same = "the same number" if edits[0] == edits[1] else f"Indel {edits[1]:,}"
    return (
        "shortest word difference, first to last pep0008",
        f"{edits[0]:,} edits ({same}), {ours / theirs:.2f} of the time",
    )


# ---- measuring


def _clear() -> None:
    """Throw away what earlier runs left; what is still held is not searched for rubbish while the next is timed."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _seconds(work: Callable[[], object]) -> float:
    _clear()
    started = process_time()
    work()
    return process_time() - started


def _against(ours: float, theirs: list[float]) -> str:
    if not theirs:
        return f"{ours:.3f} s"
    return f"{min(theirs) / ours:.1f} times as fast as WikiWho ({ours:.3f} s against {min(theirs):.3f} s)"


def _percent(right: int, total: int) -> str:
    return f"{100 * right / total:.2f} % of {total:,} tokens"


def _peak(data: Path, name: str, program: str) -> float:
    command = [sys.executable, "-m", "benchmarks.histories", "--data", str(data), "--peak", program, name]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}
    return float(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)


def _measure_peak(data: Path, program: str, name: str) -> None:
    """Print the peak megabytes of a process that has read the texts and found the origins, all told."""
    records = read_records(data, name)
    kept = (run_ours if program == "ours" else run_wikiwho)(records)
    print(_own_peak())
    del kept


def _own_peak() -> float:
    """The peak of this process alone: on Linux `ru_maxrss` counts that of the process which started it as well."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure lineages of many revisions.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/histories"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peak", nargs=2, metavar=("PROGRAM", "HISTORY"), help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.peak:
        _measure_peak(wish.data, *wish.peak)
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    if not has_wikiwho():
        print('WikiWho is not installed (pip install "draft-provenance[bench]"): nothing is compared with it')
    figures: list[tuple[str, str]] = [*truth_figures(wish.data)]
    figures += [agreement_figure(wish.data)] if has_wikiwho() else []
    figures += [*speed_figures(wish.data, wish.rounds), growth_figure(), *memory_figures(wish.data)]
    figures.append(difference_figure(wish.data, wish.rounds))
    for label, figure in figures:
        print(f"{label:62}{figure}")


if __name__ == "__main__":
    main()

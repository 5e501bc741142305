"""How fast the letter is: `python benchmarks/letter.py` prints each figure beside the bound that it must keep.

Cold start: a command as a whole process, against `python -c "import sqlalchemy.orm, typer"` in the same run,
alternating, the least of each taken; beside it the median of the ratios of neighbours, which a busy machine disturbs
less. Inside one process: from the file to the attributions, lexicon included, in processor time. Memory: the peak of
the children.
"""

import argparse
import compileall
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from provenance import resources, stages
from provenance.model.attributions import dossier_of

PROGRAM = str(Path(sys.executable).parent / "provenance")
COMMANDS = ("redline", "who", "changes", "evidence", "list")
BASELINE = [sys.executable, "-c", "import sqlalchemy.orm, typer"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long the process takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def cold_starts(rounds: int, environment: dict[str, str]) -> dict[str, list[float]]:
    """How long each command and the baseline took, round by round, in seconds."""
    runs = {"baseline": BASELINE, **{name: [PROGRAM, *name.split()] for name in COMMANDS}}
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, command in runs.items():
            times[name].append(seconds(command, environment))
    return times


def inside(rounds: int) -> float:
    """The least processor time from the file to the attributions, in seconds."""
    times = []
    for _ in range(rounds):
        resources.lexicon.cache_clear()
        start = time.process_time()
        received, claims = stages.read(resources.example_files()[0])
        stages.attribute_versions(dossier_of(received.works[1], claims, received.people))
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the figures; leave with 1 if one of them breaks its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    compileall.compile_dir(Path(resources.__file__).parent, quiet=1)  # as it is where the program is installed
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PROVENANCE_DB": str(Path(folder) / "letter.db")}
        subprocess.run([PROGRAM, "init"], env=environment, stderr=subprocess.DEVNULL, check=True)
        times = cold_starts(rounds, environment)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    once = inside(rounds)
    least = min(times["baseline"])
    figures = [
        *(
            (f"cold {name} against importing sqlalchemy.orm and typer", min(times[name]) / least, 1.5, "times")
            for name in COMMANDS
        ),
        ("file to attribution in one process", once * 1000, 100, "ms"),
        ("peak memory of init and redline", memory, 100, "MB"),
    ]
    for name, taken in times.items():
        beside = median(one / base for one, base in zip(taken, times["baseline"], strict=True))
        print(f"{name:9} least {min(taken) * 1000:5.0f} ms, median of the ratios {beside:.2f}")
    for name, figure, bound, unit in figures:
        print(f"{name:58} {figure:8.2f} {unit:6} at most {bound}: {'kept' if figure <= bound else 'BROKEN'}")
    sys.exit(any(figure > bound for _, figure, bound, _ in figures))


if __name__ == "__main__":
    main()

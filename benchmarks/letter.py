"""How fast the letter is: `python benchmarks/letter.py` prints each figure beside the bound that it must keep.

Cold start: `provenance redline` as a whole process, against `python -c "import sqlalchemy.orm, typer"` in the same
run, alternating, the least of each taken. Inside one process: from the file to the attributions, nothing cached.
Memory: the peak of the redline's process.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from provenance import pipeline, resources
from provenance.model.attributions import dossier_of

PROGRAM = str(Path(sys.executable).parent / "provenance")
BASELINE = [sys.executable, "-c", "import sqlalchemy.orm, typer"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long the process takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def cold_start(rounds: int, environment: dict[str, str]) -> tuple[float, float]:
    """The least time of the redline and of the baseline, in seconds."""
    redline, baseline = [], []
    for _ in range(rounds):
        redline.append(seconds([PROGRAM, "redline"], environment))
        baseline.append(seconds(BASELINE, environment))
    return min(redline), min(baseline)


def inside(rounds: int) -> float:
    """The least time from the file to the attributions, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        received, claims = pipeline.read(resources.example_files()[0])
        pipeline.attribute_versions(dossier_of(received.works[1], claims, received.people))
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the figures; leave with 1 if one of them breaks its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PROVENANCE_DB": str(Path(folder) / "letter.db")}
        subprocess.run([PROGRAM, "init"], env=environment, stderr=subprocess.DEVNULL, check=True)
        redline, baseline = cold_start(rounds, environment)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    once = inside(rounds)
    figures = [
        ("cold redline against importing sqlalchemy.orm and typer", redline / baseline, 1.5, "times"),
        ("file to attribution in one process", once * 1000, 100, "ms"),
        ("peak memory of init and redline", memory, 100, "MB"),
    ]
    print(f"redline {redline * 1000:.0f} ms, baseline {baseline * 1000:.0f} ms")
    for name, figure, bound, unit in figures:
        print(f"{name:58} {figure:8.2f} {unit:6} at most {bound}: {'kept' if figure <= bound else 'BROKEN'}")
    sys.exit(any(figure > bound for _, figure, bound, _ in figures))


if __name__ == "__main__":
    main()

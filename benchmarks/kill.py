"""Builds killed at random moments: `python -m benchmarks.kill [KILLS]`, 100 by default.

A build of made-up articles (benchmarks/growth.py) in a process of its own is ended with SIGKILL after a random time and
started again on the same store, until it comes to its end; then the store must be, byte for byte, that of a build that
nobody disturbed. So on with new stores until the number of kills is reached. Ends with code 1 on any difference.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import kg.pipeline
from benchmarks.growth import open_made
from kg.articles.copies import Copies
from kg.graph.store import open_store

ARTICLES = 400
STARTED = "started"


def build(folder: Path) -> None:
    """What the process that is killed does."""
    made = open_made(folder.parent, ARTICLES)
    made.take_the_place_of_reading()
    with open_store(folder, create=True) as store, Copies(folder / "copies.sqlite") as copies:
        print(STARTED, flush=True)
        kg.pipeline.build(copies.mark(made.articles(0, ARTICLES)), store, made)


def run(folder: Path, after: float | None) -> tuple[bool, float]:
    """Build in a process, killed `after` seconds from its first write; whether it ended by itself, and its seconds."""
    command = [sys.executable, "-m", "benchmarks.kill", "--build", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == STARTED
        begin = time.perf_counter()
        try:
            code = process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False, time.perf_counter() - begin
    if code:
        raise SystemExit(f"the build ended with code {code}")
    return True, time.perf_counter() - begin


def lines(folder: Path) -> list[bytes]:
    """The graph in a folder."""
    with open_store(folder) as store:
        return store.lines()


def main() -> None:
    """Kill, resume, compare; print the counts."""
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]))
        return
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    dice = random.Random(kills)
    outcome: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as root:
        reference = Path(root) / "reference"
        _, seconds = run(reference, None)
        expected = lines(reference)
        print(f"{ARTICLES} articles, {len(expected):,} quads, undisturbed in {seconds:.1f} s")
        number = 0
        while outcome["kills"] < kills:
            number += 1
            folder = Path(root) / str(number)
            while not run(folder, dice.uniform(0, seconds))[0]:
                outcome["kills"] += 1
            outcome["same" if lines(folder) == expected else "DIFFERENT"] += 1
    print(f"{outcome['kills']} kills in {number} builds: {outcome['same']} graphs the same, {outcome['DIFFERENT']} not")
    raise SystemExit(1 if outcome["DIFFERENT"] else 0)


if __name__ == "__main__":
    main()

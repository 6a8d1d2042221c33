"""Builds that are killed, and disks that fill: said in a sentence, nothing lost, the same graph in the end."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph.store import open_store

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "data" / "articles"


def command(store: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(ARTICLES), "--store", str(store), "--quiet", *more]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}


def lines(store: Path) -> list[bytes]:
    with open_store(store) as graph:
        return graph.lines()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[bytes], float]:
    store = tmp_path_factory.mktemp("reference") / "store"
    begin = time.perf_counter()
    subprocess.run(command(store), check=True, env=environment(), capture_output=True)
    return lines(store), time.perf_counter() - begin


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_build_killed_again_and_again_gives_the_same_graph(
    workers: str, undisturbed: tuple[list[bytes], float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    dice = random.Random(workers)
    for _ in range(2):
        process = subprocess.Popen(
            command(tmp_path / "store", "--workers", workers),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(0.6, 1.1) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command(tmp_path / "store"), check=True, env=environment(), capture_output=True)
    assert lines(tmp_path / "store") == expected


def test_a_stop_by_the_user_is_a_sentence(undisturbed: tuple[list[bytes], float], tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(tmp_path / "store", "--workers", "2"), env=environment(), stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.6 * undisturbed[1])
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert process.returncode == 0 or "run the same command again" in told
    assert "Traceback" not in told


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(undisturbed: tuple[list[bytes], float], tmp_path: Path) -> None:
    """No file may grow beyond a few kilobytes more than an empty store needs: what a full disk says."""
    with open_store(tmp_path / "store", create=True):
        pass
    limit = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        " import kg.cli; sys.argv = ['kg', *sys.argv[1:]]; kg.cli.main()"
    )
    arguments = command(tmp_path / "store")[3:]
    full = subprocess.run(
        [sys.executable, "-c", limit, *arguments], env=environment(), capture_output=True, text=True, check=False
    )
    assert full.returncode == 2, full.stderr[-2000:]
    assert "Traceback" not in full.stderr
    assert "Make room on the disk" in full.stderr
    subprocess.run(command(tmp_path / "store"), check=True, env=environment(), capture_output=True)
    assert lines(tmp_path / "store") == undisturbed[0]


def test_the_index_of_copies_may_be_lost(undisturbed: tuple[list[bytes], float], tmp_path: Path) -> None:
    store = tmp_path / "store"
    subprocess.run(command(store), check=True, env=environment(), capture_output=True)
    (store / "copies.sqlite").unlink()
    subprocess.run(command(store), check=True, env=environment(), capture_output=True)
    assert lines(store) == undisturbed[0]
    assert json.loads((store / "newskg.json").read_text())["base"]

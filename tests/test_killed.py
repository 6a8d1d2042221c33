"""A process that is killed for good (SIGKILL) leaves a store that opens; running again finishes it, byte for byte."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_workshop import TinyWorkshop, article

from kg.graph.store import memory_store, open_store
from kg.graph.validation import validate
from kg.model import Article, Decision
from kg.pipeline import build, put_decision
from kg.review import By, same_event

TESTS = Path(__file__).parent
COUNT = 150

# The child: the same articles, and a decision about two of them when they are there.
CHILD = f"""
import sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
from pathlib import Path
from test_killed import articles, decided
from tiny_workshop import TinyWorkshop
from kg.graph.store import open_store
from kg.pipeline import build, put_decision
print("begun", flush=True)
with open_store(Path(sys.argv[1]), create=True) as store:
    build(articles(), store, TinyWorkshop())
    put_decision(store, decided(), TinyWorkshop())
print("done", flush=True)
"""


def articles() -> list[Article]:
    """Articles that touch each other: tolls, plans and deeds, statements, by ten days."""
    lines = (
        "Bombing Mossoul deaths={} @2016-07-{:02}",
        "Attack Tall-Afar agent:Daech deaths={} @2016-07-{:02}\nCondemnation agent:Hollande",
        "Capture Mossoul agent:Daech deaths={} @2016-07-{:02}",
        "Visit [planned] Irak agent:Hollande deaths={} @2016-07-{:02}",
    )
    return [
        article(f"{number:03}", lines[number % 4].format(number % 7 + 1, number % 10 + 1)) for number in range(COUNT)
    ]


def decided() -> Decision:
    """Two bombings of different days are one."""
    store = memory_store()
    build(articles()[:5], store, TinyWorkshop())
    ids = [event.id for event in store.events() if event.type == "Bombing"]
    return same_event(store, ids, By("Ada", "2026-01-02T03:04:05Z"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_build_leaves_a_valid_store_and_the_next_one_finishes(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    killed = 0
    for pause in (0.05, 0.2, 0.5, 0.9, 60.0):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        try:
            child.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            child.kill()
            killed += 1
        child.stdout.close()
        child.wait()
        time.sleep(0.05)
        if (folder / "newskg.json").is_file():
            with open_store(folder, create=True) as store:
                assert validate(store).state != "not valid"
    assert killed
    alone = memory_store()
    build(articles(), alone, TinyWorkshop())
    put_decision(alone, decided(), TinyWorkshop())
    with open_store(folder) as store:
        assert store.lines() == alone.lines()

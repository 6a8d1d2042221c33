"""A process that is killed for good (SIGKILL) leaves a valid store; running again finishes it, byte for byte."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_workshop import TinyWorkshop, article

from kg.graph.store import Store, memory_store, open_store
from kg.graph.validation import validate
from kg.model import Article, Decision
from kg.pipeline import build, delete, put_decision
from kg.review import By, same_event, undo, wrong_report

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


# ---------------------------------------------------------------- after each single write

FIRST = (
    article("a", "Bombing Mossoul deaths=12 @2016-07-04\nCondemnation agent:Hollande"),
    article("b", "Bombing Mossoul deaths=23 @2016-07-04\nClaimOfResponsibility agent:Daech"),
    article("c", "Visit [planned] Irak agent:Hollande @2016-07-09"),
    article("d", "Visit Irak agent:Hollande @2016-07-09\nAnnouncement agent:Hollande"),
    article("e", "Capture Zarkoun agent:Daech @2016-07-04"),
)
SECOND = (
    article("a", "Bombing Mossoul deaths=12 @2016-07-04\nCondemnation agent:Hollande", title="The same, with a title"),
    article("b", "Shooting Tall-Afar deaths=9 @2016-07-02"),
    article("c", "Visit [planned] Irak agent:Hollande @2016-07-09\nVisit [planned] Mossoul agent:Hollande @2016-07-12"),
    FIRST[3],
    article("e", "Capture Zarkoun agent:Karim @2016-07-04"),
)


class Watched:
    """The quads of a store, which is watched after each write: that is where a kill can leave it."""

    def __init__(self, quads: object, after: Callable[[], None]) -> None:
        self._quads = quads
        self._after = after

    def __getattr__(self, name: str) -> object:
        found = getattr(self._quads, name)
        if name not in ("update", "add", "extend", "remove", "remove_graph", "clear_graph"):
            return found

        def write(*arguments: object) -> None:
            found(*arguments)
            self._after()

        return write

    def __len__(self) -> int:
        return len(self._quads)  # type: ignore[arg-type]


def replace_all(store: Store) -> None:
    """Read again what has another text or title."""
    build(SECOND, store, TinyWorkshop())


def reread_all(store: Store) -> None:
    """Read all again with other words."""
    build(FIRST, store, TinyWorkshop(run="tiny-2"))


def delete_some(store: Store) -> None:
    """Delete what others share events with."""
    delete(store, [FIRST[0].id, FIRST[2].id, FIRST[4].id], TinyWorkshop())


def decide_and_undo(store: Store) -> None:
    """Strike a report out, and take that back."""
    report = next(event for event in store.events() if event.type == "Bombing").reports[0]
    decision = wrong_report(store, report.id, By("Ada", "2026-01-02T03:04:05Z"))
    put_decision(store, decision, TinyWorkshop())
    undo(store, decision.id, By("Ada", "2026-01-02T03:04:06Z"), TinyWorkshop())


@pytest.mark.parametrize("work", [replace_all, reread_all, delete_some, decide_and_undo])
@pytest.mark.parametrize("lines_at_once", [20_000, 40])
def test_the_store_is_valid_after_each_single_write(work: Callable[[Store], None], lines_at_once: int) -> None:
    store = memory_store()
    build(FIRST, store, TinyWorkshop())
    watched: list[str] = []

    def look() -> None:
        found = validate(Store(quads, store.names))
        watched.append(found.state)
        assert not found.violations, "\n".join(map(str, found.violations))

    quads = store.quads
    store._lines_at_once = lines_at_once
    store.quads = Watched(quads, look)  # type: ignore[assignment]
    work(store)
    assert len(watched) > 5


# The child kills itself at one of its writes.
KILLED_CHILD = f"""
import os, signal, sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
from pathlib import Path
import test_killed
from kg.graph.store import open_store
work, left = getattr(test_killed, sys.argv[2]), int(sys.argv[3])
def count():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
with open_store(Path(sys.argv[1])) as store:
    store.quads = test_killed.Watched(store.quads, count)
    work(store)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("work", [replace_all, delete_some])
def test_killed_while_linked_articles_are_replaced_or_deleted(work: Callable[[Store], None], tmp_path: Path) -> None:
    alone = memory_store()
    build(FIRST, alone, TinyWorkshop())
    work(alone)
    for writes in (2, 4, 6):
        folder = tmp_path / f"{writes}"
        with open_store(folder, create=True) as store:
            build(FIRST, store, TinyWorkshop())
        child = subprocess.run(
            [sys.executable, "-c", KILLED_CHILD, str(folder), work.__name__, str(writes)], check=False
        )
        assert child.returncode == -signal.SIGKILL
        with open_store(folder) as store:
            assert not validate(store).violations
            work(store)
            build(() if work is delete_some else SECOND, store, TinyWorkshop())
            assert store.lines() == alone.lines()

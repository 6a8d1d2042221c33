"""What a build holds does not grow with the corpus: what was given is remembered on the disk, what was written leaves the memory.

How much is held is measured by `python -m benchmarks.growth ARTICLES`.
"""

import pytest

import kg.graph.store.writing
from kg.graph.store import Store, StoreError, memory_store
from kg.model import Article
from kg.pipeline import each_once
from kg.seen import Seen


def test_a_key_is_new_once() -> None:
    seen = Seen()
    assert [seen.add(key) for key in ("a", b"a", "b", "a", b"a")] == [True, True, True, False, False]


def test_a_key_is_there_once_it_was_added() -> None:
    seen = Seen()
    seen.add("a")
    assert ("a" in seen, "b" in seen) == (True, False)


def test_an_article_is_given_once() -> None:
    articles = [Article(id, source, "fr", None, "texte", None) for id, source in ("ax", "ay", "ax", "bx")]
    assert [f"{item.id}{item.source_id}" for item in each_once(articles) if isinstance(item, Article)] == [
        "ax",
        "ay",
        "bx",
    ]


class _Counted:
    """The quads of a store, with a count of the flushes."""

    def __init__(self, store: Store, fails: bool = False) -> None:
        self.quads, self.flushed, self.fails = store.quads, 0, fails

    def __getattr__(self, name: str) -> object:
        return getattr(self.quads, name)

    def flush(self) -> None:
        if self.fails:
            raise OSError("no space left on device")
        self.flushed += 1


def write(store: Store, count: int) -> None:
    for number in range(count):
        store.put_article(Article(f"{number:016x}", f"{number}.txt", "fr", None, "mot " * 100, None), ())


def test_what_was_written_leaves_the_memory_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.graph.store.writing, "_CHARACTERS_A_FLUSH", 2_000)  # two articles
    store = memory_store()
    store.quads = counted = _Counted(store)  # type: ignore[assignment]
    write(store, 10)
    assert 3 <= counted.flushed <= 6


def test_a_disk_that_fills_while_it_is_flushed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.graph.store.writing, "_CHARACTERS_A_FLUSH", 2_000)
    store = memory_store()
    store.quads = _Counted(store, fails=True)  # type: ignore[assignment]
    with pytest.raises(StoreError, match="Make room on the disk"):
        write(store, 10)


def test_an_old_run_goes_when_no_article_was_read_by_it() -> None:
    store = memory_store()
    article = Article("a" * 16, "a.txt", "fr", None, "texte", None)
    for run in ("one", "two", "three"):
        store.put_run(run, "newskg 1")
    store.put_article(article, (), "two")
    store.drop_old_runs(keep="three")
    runs = {line.split()[0] for line in map(bytes.decode, store.lines()) if "graph/runs" in line and "/run/" in line}
    assert {run.rpartition("/")[2] for run in runs if "/run/" in run} == {"two>", "three>"}

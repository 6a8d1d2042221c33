"""A build in several processes is, byte for byte, the build in one: also when processes are killed under it."""

import os
import signal
from pathlib import Path

import pytest

from kg.articles import Article, Skipped
from kg.graph.store import memory_store
from kg.pipeline import Summary, Tellers, Workshop, build, find_articles

ARTICLES = Path(__file__).parents[1] / "data" / "articles"


@pytest.fixture(scope="module")
def alone() -> tuple[list[bytes], Summary]:
    store = memory_store()
    summary = build(find_articles([ARTICLES]), store, Workshop(gated=True))
    return store.lines(), summary


def test_two_processes_give_the_same_bytes_though_they_are_killed(alone: tuple[list[bytes], Summary]) -> None:
    workshop, store = Workshop(gated=True), memory_store()
    with Tellers(workshop, 2) as tellers:

        def kill(article: Article) -> None:
            if article.source_id.startswith(("mali", "sahel-r")):
                os.kill(tellers.processes[0], signal.SIGKILL)

        summary = build(find_articles([ARTICLES]), store, workshop, kill, tellers)
    assert store.lines() == alone[0]
    assert summary == alone[1]


def test_what_is_there_is_not_read_again(alone: tuple[list[bytes], Summary]) -> None:
    workshop, store = Workshop(gated=True), memory_store()
    articles = list(find_articles([ARTICLES]))
    build(articles[:9], store, workshop)
    with Tellers(workshop, 2) as tellers:
        summary = build(articles, store, workshop, None, tellers)
    assert store.lines() == alone[0]
    assert (summary.unchanged, summary.new) == (9, len(articles) - 9)


def test_an_article_given_twice_among_others_is_read_as_one_process_reads_it() -> None:
    """A text that goes and comes back while it is read ahead: what the store holds decides, when its turn comes."""
    workshop = Workshop(gated=True)
    first, second, *rest = [item for item in find_articles([ARTICLES]) if isinstance(item, Article)]
    from dataclasses import replace

    again = replace(second, source_id=first.source_id)
    order = [first, again, first, second, *rest[:3], first]
    alone, together = memory_store(), memory_store()
    build([first], alone, workshop)
    build([first], together, workshop)
    build(order, alone, workshop)
    with Tellers(workshop, 2) as tellers:
        build(order, together, workshop, None, tellers)
    assert together.lines() == alone.lines()


def test_pages_of_an_archive_are_cut_by_the_processes(tmp_path: Path) -> None:
    """In the same order and with the same reasons; a killed process costs no page."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))[:4]]
    records = b"".join(
        archived(
            f"https://journal.example/{number}", "" if number % 9 == 5 else f"{texts[number % 4]}\n\nPage {number}."
        )
        for number in range(45)
    )
    (tmp_path / "crawl.warc").write_bytes(records)
    (tmp_path / "plain.txt").write_text(texts[0], encoding="utf-8")
    here = list(find_articles([tmp_path]))
    assert sum(isinstance(item, Skipped) for item in here) == 5
    with Tellers(Workshop(gated=True), 2) as tellers:
        there = []
        for number, item in enumerate(find_articles([tmp_path], tellers.cut_all)):
            if number == 3:
                os.kill(tellers.processes[0], signal.SIGKILL)
            there.append(item)
    assert there == here


def archived(url: str, text: str) -> bytes:
    """A record of an archive with a page that says this."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    page = f"<html lang='fr'><head><title>Une page</title></head><body><article><h1>Une page</h1>{paragraphs}</article></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"

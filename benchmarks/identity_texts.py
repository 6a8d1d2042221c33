"""Pairwise precision, recall and F1 of “the same event”, end to end from the texts of tests/identity/articles.toml.

    python benchmarks/identity_texts.py [--misses]

A pair of passages counts as found when the reports that tell them are of one event. A passage of which the reading made
no report is in no pair that is found: it costs recall.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.articles import make_article
from kg.graph.store import memory_store
from kg.model import Article
from kg.pipeline import Understanding, Workshop, build

ARTICLES = Path(__file__).parents[1] / "tests" / "identity" / "articles.toml"
_TELLS = re.compile(r"(\S+) « (.+) »")

Passage = tuple[str, str, str]  # source id, event meant, words


@dataclass(frozen=True)
class Measured:
    """Counts of passages, of those that a report tells, and of pairs; the pairs that are wrong or missed."""

    articles: int
    passages: int
    read: int
    wanted: int
    found: int
    right: int
    wrong: tuple[tuple[Passage, Passage], ...]
    missed: tuple[tuple[Passage, Passage], ...]
    unread: tuple[Passage, ...]

    @property
    def precision(self) -> float:
        """Of the pairs found, those that are one event."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Of the pairs that are one event, those found."""
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        """Of both."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def read_gold(path: Path = ARTICLES) -> list[tuple[Article, list[Passage]]]:
    """The articles, and what each tells."""
    found = []
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["article"]:
        article = make_article({key: table[key] for key in ("id", "published", "text")} | {"language": "fr"}, "")
        passages = []
        for line in table["tells"]:
            match = _TELLS.fullmatch(line)
            assert match is not None, f"{article.source_id}: {line}"
            assert match[2] in article.text, f"{article.source_id}: {match[2]}"
            passages.append((article.source_id, match[1], match[2]))
        found.append((article, passages))
    return found


def measure(gold: Iterable[tuple[Article, list[Passage]]], workshop: Understanding) -> Measured:
    """Build a graph of the articles and compare."""
    gold = list(gold)
    store = memory_store()
    build([article for article, _ in gold], store, workshop)
    event_of = store.event_of_reports()
    told: dict[Passage, str | None] = {}
    for article, passages in gold:
        reports = list(store.reports(article.id))
        for passage in passages:
            start = article.text.index(passage[2])
            end = start + len(passage[2])
            told[passage] = next(
                (
                    event_of[report.id]
                    for report in reports
                    for item in report.evidence
                    if item.about == "trigger" and item.anchor.start < end and start < item.anchor.end
                ),
                None,
            )
    pairs = list(combinations(told, 2))
    wanted = [(a, b) for a, b in pairs if a[1] == b[1]]
    found = [(a, b) for a, b in pairs if told[a] is not None and told[a] == told[b]]
    return Measured(
        articles=len(gold),
        passages=len(told),
        read=sum(event is not None for event in told.values()),
        wanted=len(wanted),
        found=len(found),
        right=sum(a[1] == b[1] for a, b in found),
        wrong=tuple((a, b) for a, b in found if a[1] != b[1]),
        missed=tuple(pair for pair in wanted if pair not in set(found)),
        unread=tuple(passage for passage, event in told.items() if event is None),
    )


def main() -> None:
    """Print the figures; with --misses, what is wrong."""
    result = measure(read_gold(), Workshop())
    print(f"{result.articles} articles, {result.passages} passages, {result.read} of them read, {result.wanted} pairs.")
    print(f"same event: precision {result.precision:.3f}, recall {result.recall:.3f}, F1 {result.f1:.3f}")
    if "--misses" in sys.argv:
        for title, rows in (("wrong", result.wrong), ("missed", result.missed), ("unread", result.unread)):
            for row in rows:
                print(f"{title}: {row}")


if __name__ == "__main__":
    main()

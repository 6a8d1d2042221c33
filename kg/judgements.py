"""What people decided about identity, as gold: `[[same]]` and `[[different]]` tables against what linking finds.

`kg review export` writes them with the articles they are about (`[[article]]`), so that a file can be scored by itself:
its articles are read and linked anew, without any decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.articles import make_article
from kg.graph.store import Store, memory_store
from kg.model import Article
from kg.pipeline import Understanding, build
from kg.resources import ResourceError, read_toml


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an article that tell an event: where they begin and end; `side` parts what is not one event."""

    article_id: str
    start: int
    end: int
    side: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Passages that tell one event (`same`), or events of which those of one side are not those of the other."""

    name: str
    same: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of a file, and the articles they are about."""

    articles: tuple[Article, ...]
    judgements: tuple[Judgement, ...]


def read_judgements(path: Path) -> Iterator[Judged]:
    """The judgements of a file or folder. Raises ResourceError naming the file and the table."""
    if path.is_dir():
        for file in sorted(path.rglob("*.toml")):
            yield from read_judgements(file)
        return
    told = read_toml(path)
    articles = {table["id"]: make_article(table, path.name) for table in told.get("article", []) if "text" in table}
    judgements = tuple(
        _judgement(f"{path.name}, {table} {number}", table == "same", passages, articles)
        for table in ("same", "different")
        for number, passages in enumerate((entry.get("passages", []) for entry in told.get(table, [])), 1)
    )
    if judgements:
        yield Judged(tuple(articles.values()), judgements)


def _judgement(name: str, same: bool, rows: Sequence[dict[str, Any]], articles: dict[str, Article]) -> Judgement:
    places = []
    for row in rows:
        source, quote, sentence = (str(row.get(key, "")) for key in ("source", "quote", "sentence"))
        article = articles.get(source)
        if article is None:
            raise ResourceError(
                f"{name}: the article “{source}” is not in the file; add it as [[article]] with id and text."
            )
        start = article.text.find(sentence)
        within = sentence.find(quote)
        if start < 0 or within < 0 or not quote:
            raise ResourceError(
                f"{name}: « {quote or sentence} » is not in the article “{source}”; correct the passage."
            )
        places.append(Place(article.id, start + within, start + within + len(quote), int(row.get("side", 0))))
    return Judgement(name, same, tuple(places))


def score_judgements(files: Sequence[Judged], workshop: Understanding, misses: bool = False) -> Iterator[str]:
    """The lines of a report: how many pairs of passages are one event, or are not, as people decided."""
    right = {True: 0, False: 0}
    wanted = {True: 0, False: 0}
    wrong: list[str] = []
    for file in files:
        store = memory_store()
        build(file.articles, store, workshop)
        event_of = store.event_of_reports()
        for judgement in file.judgements:
            events = [_event_at(store, event_of, place) for place in judgement.places]
            for (p, one), (q, two) in combinations(zip(judgement.places, events, strict=True), 2):
                if not judgement.same and p.side == q.side:
                    continue
                wanted[judgement.same] += 1
                if (one is not None and one == two) == judgement.same:
                    right[judgement.same] += 1
                else:
                    unread = " (not read)" if None in (one, two) else ""
                    wrong.append(f"{judgement.name}: {'kept apart' if judgement.same else 'joined'}{unread}")
    for same, words in ((True, "the same event"), (False, "different events")):
        if wanted[same]:
            yield f"{words}: {right[same]} of {wanted[same]} pairs as people decided"
    if misses:
        yield from wrong


def _event_at(store: Store, event_of: dict[str, str], place: Place) -> str | None:
    """The event that words tell: that of the report whose trigger they hold."""
    for report in store.reports(place.article_id):
        for item in report.evidence:
            if item.about == "trigger" and item.anchor.start < place.end and place.start < item.anchor.end:
                return event_of.get(report.id)
    return None

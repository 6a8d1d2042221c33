"""The articles of files and folders, each once; an error that nobody foresaw ends one file, page or article alone."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.articles import Page, Skipped, find_article_files, read_pages_file
from kg.model import Article
from kg.seen import Seen

CutAll = Callable[[Iterator[Page | Article | Skipped]], Iterator[Article | Skipped]]


def cut(page: Page) -> Article | Skipped:
    """The article on a page."""
    try:
        return page.cut()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one page's
        return Skipped(page.path, page.where, unforeseen(error))


def cut_here(items: Iterator[Page | Article | Skipped]) -> Iterator[Article | Skipped]:
    """The items, pages cut in this process."""
    return (cut(item) if isinstance(item, Page) else item for item in items)


def find_articles(paths: Iterable[Path], cut_all: CutAll = cut_here) -> Iterator[Article | Skipped]:
    """The articles of files and folders, each once, one at a time, with what had to be left out."""
    return each_once(cut_all(item for path in paths for file in find_article_files(path) for item in _items_of(file)))


def each_once(items: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
    """The items without articles that were given before with the same text, day and source."""
    seen = Seen()
    for item in items:
        if isinstance(item, Article):
            key = hashlib.sha256(f"{item.id} {item.source_id}".encode()).digest()[:12]
            if not seen.add(key):
                continue
        yield item


def _items_of(file: Path) -> Iterator[Page | Article | Skipped]:
    """The pages and articles of one file; an error that no reader foresaw ends this file alone."""
    try:
        yield from read_pages_file(file)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one file's
        yield Skipped(file, "", unforeseen(error))


def unforeseen(error: Exception) -> str:
    told = " ".join(str(error).split())[:200]
    return (
        f"could not be read: {type(error).__name__}{f': {told}' if told else ''}. This is a fault of the program, not of"
        " the article; please report it with the article. The rest is built."
    )

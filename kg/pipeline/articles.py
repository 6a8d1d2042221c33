"""The articles of files and folders, each once; an error that nobody foresaw ends one file or article alone."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.articles import Skipped, find_article_files, read_article_file
from kg.model import Article
from kg.seen import Seen


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
        yield Skipped(file, "", unforeseen(error))


def unforeseen(error: Exception) -> str:
    told = " ".join(str(error).split())[:200]
    return (
        f"could not be read: {type(error).__name__}{f': {told}' if told else ''}. This is a fault of the program, not of"
        " the article; please report it with the article. The rest is built."
    )

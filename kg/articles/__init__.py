"""Files of articles as `Article` values: nothing is lost without a sentence that says why."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.articles.dates import parse_published
from kg.articles.feed import read_feed
from kg.articles.jsonl import read_jsonl
from kg.articles.page import Page, read_saved
from kg.articles.plain import read_plain
from kg.articles.record import BadArticleError, Skipped, article_id, make_article
from kg.articles.table import count_parquet, read_csv, read_parquet
from kg.articles.warc import read_warc
from kg.model import Article

__all__ = [
    "Article",
    "BadArticleError",
    "Page",
    "Skipped",
    "article_id",
    "count_articles",
    "find_article_files",
    "make_article",
    "parse_published",
    "read_article_file",
    "read_articles",
    "read_pages_file",
]

# Every format is one file of this folder; a new one is a line here.
READERS: dict[str, Callable[[Path], Iterator[Page | Article | Skipped]]] = {
    ".txt": read_plain,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".html": read_saved,
    ".htm": read_saved,
    ".xhtml": read_saved,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".wet": read_warc,
    ".wet.gz": read_warc,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}


def read_articles(path: Path) -> Iterator[Article | Skipped]:
    """Every article of a file or of a folder and the folders in it, files in the order of their paths.

    Whatever gives no article gives a `Skipped` with its reason; hidden files and folders are passed over.
    """
    for file in find_article_files(path):
        yield from read_article_file(file)


def find_article_files(path: Path) -> Iterator[Path]:
    """The files under `path` (or `path` itself) in the order of their paths, one at a time.

    Those whose name or folder begins with a dot are left out.
    """
    if not path.is_dir():
        yield path
        return
    with os.scandir(path) as entries:
        here = [(entry.name + "/" * entry.is_dir(), Path(entry.path)) for entry in entries if entry.name[0] != "."]
    for name, entry_path in sorted(here):
        if name.endswith("/") and not entry_path.is_symlink():
            yield from find_article_files(entry_path)
        elif not name.endswith("/"):
            yield entry_path


def count_articles(paths: Iterable[Path]) -> int | None:
    """How many articles files and folders hold, about: a file is one, a row or line is one; None where only reading tells."""
    count = 0
    for path in paths:
        for file in find_article_files(path):
            name = file.name.lower()
            number: int | None = 1
            if name.endswith((".jsonl", ".ndjson", ".csv", ".tsv")):
                number = _count_lines(file)
            elif name.endswith(".parquet"):
                number = count_parquet(file)
            elif name.endswith((".warc", ".wet", ".gz", ".xml", ".rss", ".atom")):
                number = None
            if number is None:
                return None
            count += number
    return count


def _count_lines(file: Path) -> int:
    try:
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1  # reading it will say what is wrong


def read_article_file(path: Path) -> Iterator[Article | Skipped]:
    """The articles of one file, by the end of its name."""
    return (item.cut() if isinstance(item, Page) else item for item in read_pages_file(path))


def read_pages_file(path: Path) -> Iterator[Page | Article | Skipped]:
    """The same, pages as they are."""
    if not path.exists():
        yield Skipped(
            path, "", "does not exist. Check the path; a folder or a .txt, .jsonl, .html or .warc.gz file is expected."
        )
        return
    if path.is_dir():
        yield Skipped(path, "", "is a folder, not a file. Give it to `kg build`, which reads folders.")
        return
    name = path.name.lower()
    for ending, reader in sorted(READERS.items(), key=lambda item: -len(item[0])):
        if name.endswith(ending):
            yield from reader(path)
            return
    yield Skipped(
        path,
        "",
        f"is in a format that kg does not read; it reads {', '.join(READERS)}. Convert it, or move it elsewhere.",
    )

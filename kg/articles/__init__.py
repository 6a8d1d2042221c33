"""Files of articles as `Article` values: nothing is lost without a sentence that says why."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.articles.dates import parse_published
from kg.articles.html import read_html
from kg.articles.jsonl import read_jsonl
from kg.articles.plain import read_plain
from kg.articles.record import BadArticleError, Skipped, article_id, make_article
from kg.model import Article

__all__ = [
    "Article",
    "BadArticleError",
    "Skipped",
    "article_id",
    "count_articles",
    "find_article_files",
    "make_article",
    "parse_published",
    "read_article_file",
    "read_articles",
]

# Every format is one file of this folder; a new one is a line here.
READERS: dict[str, Callable[[Path], Iterator[Article | Skipped]]] = {
    ".txt": read_plain,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}


def read_articles(path: Path) -> Iterator[Article | Skipped]:
    """Every article of a file or of a folder and the folders in it, files in the order of their paths.

    Whatever gives no article gives a `Skipped` with its reason; hidden files and folders are passed over.
    """
    for file in find_article_files(path):
        yield from read_article_file(file)


def find_article_files(path: Path) -> list[Path]:
    """The files under `path` (or `path` itself), sorted; without those whose name or folder begins with a dot."""
    if not path.is_dir():
        return [path]
    files = (file for file in path.rglob("*") if file.is_file() or file.is_symlink())
    shown = (file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts))
    return sorted(shown, key=lambda file: file.relative_to(path).as_posix())


def count_articles(paths: Iterable[Path]) -> int:
    """How many articles files and folders hold, about: a file is one, and so is each line of a .jsonl file."""
    count = 0
    for path in paths:
        for file in find_article_files(path):
            count += _count_lines(file) if file.suffix.lower() in (".jsonl", ".ndjson") else 1
    return count


def _count_lines(file: Path) -> int:
    try:
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1  # reading it will say what is wrong


def read_article_file(path: Path) -> Iterator[Article | Skipped]:
    """The articles of one file, by the end of its name."""
    if not path.exists():
        yield Skipped(path, "", "does not exist. Check the path; a folder or a .txt, .jsonl or .html file is expected.")
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

"""Tables (.csv, .tsv, .parquet): one article a row, in columns named as the fields of an article, or as tables are wont."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.articles.record import FIELDS, MAX_FILE_BYTES, BadArticleError, Skipped, make_article
from kg.model import Article

ROWS_AT_ONCE = 256  # of a Parquet file: some megabytes
# What columns of article tables are called elsewhere; the fields' own names come first.
_ALSO = {
    "id": ("article_id", "uid", "guid"),
    "title": ("headline", "titre"),
    "published": ("date", "publish_date", "published_at", "publication_date", "pubdate"),
    "publisher": ("source", "media", "outlet", "site"),
    "url": ("link", "uri", "href"),
    "language": ("lang",),
    "text": ("body", "content", "article", "texte", "maintext"),
}


def read_csv(path: Path) -> Iterator[Article | Skipped]:
    """The articles of a table of text, row by row; the separator is the most frequent of , ; and tab in the first line."""
    csv.field_size_limit(MAX_FILE_BYTES)
    try:
        with path.open("r", encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            rows = csv.DictReader(file, delimiter=max(",;\t", key=head.count))
            columns = _columns(rows.fieldnames or ())
            if columns is None:
                yield Skipped(path, "", _no_text(rows.fieldnames or ()))
                return
            yield from _articles(path, _numbered(path, rows), columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield Skipped(
            path,
            "",
            f"cannot be read to its end as a table in UTF-8 ({getattr(error, 'strerror', None) or error}). Save it again"
            " as CSV in UTF-8; the rows before are read.",
        )


def read_parquet(path: Path) -> Iterator[Article | Skipped]:
    """The articles of a Parquet file, a few hundred rows at a time."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        yield Skipped(path, "", "is Parquet, and its reader is not installed. Type: pip install 'newskg[parquet]'")
        return
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            columns = _columns(names)
            if columns is None:
                yield Skipped(path, "", _no_text(names))
                return
            batches = file.iter_batches(batch_size=ROWS_AT_ONCE, columns=sorted(columns.values()))
            rows = (row for batch in batches for row in batch.to_pylist())
            yield from _articles(path, enumerate(rows, 1), columns)
    except (OSError, pyarrow.ArrowException) as error:
        yield Skipped(path, "", f"cannot be read to its end as Parquet ({error}). Check that it is a whole file.")


def count_parquet(path: Path) -> int | None:
    """How many rows a Parquet file has; None where it cannot be told."""
    try:
        import pyarrow
        import pyarrow.parquet

        return int(pyarrow.parquet.read_metadata(path).num_rows)
    except (ImportError, OSError, ValueError):
        return None  # reading it will say what is wrong


def _numbered(path: Path, rows: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for row in rows:
        yield rows.line_num, row


def _articles(
    path: Path, rows: Iterator[tuple[int, Mapping[str, Any]]], columns: Mapping[str, str]
) -> Iterator[Article | Skipped]:
    for number, row in rows:
        try:
            yield make_article(_fields(row, columns), f"{path.name}:{number}")
        except BadArticleError as error:
            yield Skipped.of(path, f"row {number}", error)


def _fields(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, object]:
    fields = {field: row.get(column) for field, column in columns.items()}
    published = fields.get("published")
    if published is not None and not isinstance(published, str):
        fields["published"] = str(published)  # a Parquet date or time
    return fields


def _columns(names: Any) -> dict[str, str] | None:
    """Which column holds which field; None where none holds a text."""
    by_name = {str(name).strip().lower(): name for name in names}
    found = {field: by_name[name] for field in FIELDS for name in reversed((field, *_ALSO[field])) if name in by_name}
    return found if "text" in found else None


def _no_text(names: Any) -> str:
    given = io.StringIO()
    csv.writer(given, lineterminator="").writerow(list(names)[:12])
    return f"has no column “text” (it has {given.getvalue()}); the columns of an article are {', '.join(FIELDS)}."

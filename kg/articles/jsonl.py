"""JSON lines (.jsonl, .jsonl.gz): one article a line, an object with `text` and, where known, the other fields."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from kg.articles.encoding import decode
from kg.articles.record import MAX_FILE_BYTES, BadArticleError, Skipped, make_article
from kg.model import Article


def read_jsonl(path: Path) -> Iterator[Article | Skipped]:
    """The articles of a file, line by line: a broken line is skipped and the rest is read.

    The source id is the field `id`, else the file's name and the line's number: « news.jsonl:12 ».
    """
    found = False
    try:
        with _open(path) as lines:
            for number, line in _numbered(lines):
                if isinstance(line, bytes) and not line.strip(b"\xef\xbb\xbf \t\r\n"):
                    continue
                found = True
                try:
                    yield make_article(_parse(line), f"{path.name}:{number}")
                except BadArticleError as error:
                    yield Skipped.of(path, f"line {number}", error)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        yield Skipped(path, "", f"cannot be read ({reason}). Check that it is a whole file and that you may read it.")
        return
    if not found:
        yield Skipped(path, "", "is empty: it holds no line. Remove it, or write one JSON object a line into it.")


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _numbered(lines: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) with None for a line that is too long, read through without being kept."""
    number = 0
    while line := lines.readline(MAX_FILE_BYTES):
        number += 1
        whole = line.endswith(b"\n") or len(line) < MAX_FILE_BYTES
        while not whole:
            rest = lines.readline(MAX_FILE_BYTES)
            whole = not rest or rest.endswith(b"\n")
            line = b""
        yield number, line or None


def _parse(line: bytes | None) -> dict[str, object]:
    if line is None:
        raise BadArticleError(
            f"has more than the {MAX_FILE_BYTES:,} bytes that a line with one article may have. Split it."
        )
    try:
        value = json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise BadArticleError(
            f"is not JSON: {error.msg} at column {error.colno}. Correct the line; the others are read."
        ) from error
    except RecursionError as error:
        raise BadArticleError(
            "is nested too deeply. Write one flat JSON object a line, with the field “text”."
        ) from error
    if not isinstance(value, dict):
        raise BadArticleError("is no JSON object. Write one a line, with at least the field “text”.")
    return value

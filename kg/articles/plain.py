"""Plain text (.txt): one article a file, with a YAML header between `---` lines or without."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from kg.articles.encoding import decode, read_bytes
from kg.articles.record import FIELDS, BadArticleError, Skipped, make_article
from kg.model import Article

_HEADER = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)(?:^|(?<=\n))---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD_LINE = re.compile(rf"(?P<name>{'|'.join(FIELDS)})[ \t]*:[ \t]*(?P<value>.*)")


def read_plain(path: Path) -> Iterator[Article | Skipped]:
    """The article of a .txt file; its source id is the header's id, else the file's name."""
    try:
        header, text = split_header(decode(read_bytes(path)))
        yield make_article({**header, "text": text}, path.name)
    except BadArticleError as error:
        yield Skipped.of(path, "", error)


def split_header(content: str) -> tuple[dict[str, object], str]:
    """The header's fields and the text that begins at the first line after it that is not blank.

    A file whose first lines are no header is all text. Raises BadArticleError on a header that cannot be read.
    """
    match = _HEADER.match(content)
    if match is None:
        return {}, content
    fields = _read_fields(match["yaml"])
    if fields is None:
        return {}, content
    unknown = sorted(set(fields) - set(FIELDS))
    if len(unknown) == len(fields):
        return {}, content  # a text that happens to begin with a rule of dashes
    blank_lines = re.match(r"(?:[ \t]*\r?\n)*", content[match.end() :])
    return fields, content[match.end() + (blank_lines.end() if blank_lines else 0) :]


def _read_fields(header: str) -> dict[str, object] | None:
    """The header as fields; None when it is no table of fields.

    Values stay as written: YAML would read 2016_10_14 as a number. A colon in a title, which YAML refuses, is taken as
    meant.
    """
    lines = [line for line in header.splitlines() if line.strip()]
    try:
        loaded = yaml.load(header, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        matches = [_FIELD_LINE.fullmatch(line.strip()) for line in lines]
        plain = {match["name"]: match["value"].strip().strip("\"'") for match in matches if match}
        if plain and all(matches):
            return dict(plain)
        if not plain:
            return None
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise BadArticleError(
            f"has a header that is not YAML{line}: {getattr(error, 'problem', error)}. "
            "Write each field on its own line as “title: …”, between two lines of ---."
        ) from error
    return {str(name): value for name, value in loaded.items()} if isinstance(loaded, dict) and loaded else None

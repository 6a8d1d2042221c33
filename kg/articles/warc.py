"""Web archives (.warc, .warc.gz, .wet): the pages of a crawl, one record after the other, read by FastWARC.

Pages answered with status 200 are read as saved pages are; records of plain text (WET) as text. The address of a page
is its source id, so that a later crawl of the same address replaces it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from kg.articles.encoding import decode
from kg.articles.page import Page
from kg.articles.record import MAX_FILE_BYTES, BadArticleError, Skipped, make_article
from kg.model import Article

_PAGES = ("text/html", "application/xhtml+xml")
_CUT = (
    "ends in the middle of a record ({where}): the file is cut. What came before is read; fetch the file again and build"
    " once more, and only the rest will be read."
)


def read_warc(path: Path) -> Iterator[Page | Article | Skipped]:
    """The pages of a web archive, its articles where it holds plain text."""
    where = "at its beginning"
    found = False
    try:
        with path.open("rb") as stream:
            records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False)
            for record in records:
                found = True
                where = f"after byte {record.stream_pos:,}"
                length = int(record.headers.get("Content-Length") or -1)
                if length > MAX_FILE_BYTES:
                    continue
                record.freeze()
                if length < 0 or record.content_length < length:
                    yield Skipped(path, "", _CUT.format(where=where))
                    return
                yield from _read_record(path, record)
    except (OSError, EOFError, ValueError) as error:
        if found:
            yield Skipped(path, "", _CUT.format(where=where))
        else:
            told = getattr(error, "strerror", None) or error
            yield Skipped(path, "", f"cannot be read as a web archive ({told}). Check that it is a whole WARC file.")
        return
    if not found:
        yield Skipped(path, "", "holds no record. Check that it is a whole WARC file.")


def _read_record(path: Path, record: WarcRecord) -> Iterator[Page | Article | Skipped]:
    address = record.headers.get("WARC-Target-URI") or record.headers.get("WARC-Record-ID") or ""
    try:
        if record.record_type == WarcRecordType.conversion:
            yield make_article({"text": decode(record.reader.read()), "url": address}, address)
        elif (page := _page(path, address, record)) is not None:
            yield page
    except BadArticleError as error:
        yield Skipped.of(path, address, error)


def _page(path: Path, address: str, record: WarcRecord) -> Page | None:
    """The page in a record; None where the record is no page that was there."""
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return None
    charset = None
    kind: Any = record.headers.get("Content-Type")
    if record.record_type == WarcRecordType.response:
        try:
            record.parse_http(auto_decode="all")
            if record.http_headers.status_code != 200:
                return None
        except (OSError, ValueError, AttributeError) as error:
            raise BadArticleError(f"is no answer of a web server that can be read ({error}).") from error
        kind, charset = record.http_content_type, record.http_charset
    if (kind or "").split(";")[0].strip().lower() not in _PAGES:
        return None
    return Page(path, address, address, record.reader.read(MAX_FILE_BYTES), charset, address)

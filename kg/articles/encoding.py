"""From the bytes of a file to text: UTF-8, or UTF-16 and UTF-32 with their mark. Nothing is guessed silently."""

import codecs
import re
from pathlib import Path

from kg.articles.record import MAX_FILE_BYTES, BadArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes of French letters in Windows-1252 and Latin-1: à â ç è é ê ë î ï ô ù û œ, capitals, « », ’ and –.
_FRENCH_CP1252 = re.compile(rb"[A-Za-z][\xe0\xe2\xe7-\xeb\xee\xef\xf4\xf9\xfb\x9c]|[\xc0\xc7-\xca][a-z]|[\xab\xbb\x92]")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises BadArticleError when it is empty, too large, or may not be read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise BadArticleError(
                f"has {size:,} bytes, more than the {MAX_FILE_BYTES:,} that a file with one article may have. "
                "Split it into articles: one file each, or one line each of a .jsonl file."
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadArticleError(
            f"cannot be read ({error.strerror}). Check that it is a file and that you may read it."
        ) from error
    if not data:
        raise BadArticleError("is empty: it holds no text. Remove it, or write an article into it.")
    return data


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that `data` encodes; `declared` is the encoding that a page itself names, tried after UTF-8.

    Raises BadArticleError that names the first wrong byte and how to convert the file.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise BadArticleError(
                    f"begins as {name.removesuffix('-sig').upper()} and breaks at byte {error.start + 1}. "
                    "Save it again as UTF-8."
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared:
            try:
                return data.decode(declared)
            except (LookupError, UnicodeDecodeError) as second:
                raise BadArticleError(
                    f"is neither UTF-8 nor the “{declared}” it declares. Save it again as UTF-8."
                ) from second
        if b"\x00" in data[:4096] or len(re.findall(rb"[\x00-\x08\x0e-\x1f]", data)) > len(data) / 100:
            raise BadArticleError(
                "is binary data, not text. Give articles as .txt, .jsonl or .html in UTF-8."
            ) from error
        where = f"is not UTF-8 (byte {error.start + 1} is {data[error.start]:#04x})"
        if _FRENCH_CP1252.search(data):
            raise BadArticleError(
                f"{where}; it looks like Windows-1252. Convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
            ) from error
        raise BadArticleError(f"{where}, and its encoding is not declared. Save it again as UTF-8.") from error

"""From the fields that any source format gives to one Article, with a sentence for what is wrong."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.articles.dates import find_published, parse_published
from kg.articles.language import (
    DEFAULT_LANGUAGE,
    MIN_SCORE_TO_REFUSE,
    detect_language,
    load_language_words,
    supported_languages,
)
from kg.articles.lines import find_title, join_wrapped
from kg.model import Article

FIELDS = ("id", "title", "published", "publisher", "url", "language", "text")
# The longest press article is some 100,000 characters; the parser needs about 1 GB of memory for a million.
MAX_ARTICLE_CHARACTERS = 1_000_000
# Nothing that holds an article is larger, pages of HTML included.
MAX_FILE_BYTES = 20_000_000

_CHARACTERS_ABOVE_A_TITLE = 300  # a date, a name of a section, a byline
_ID_HEX_DIGITS = 16
# Soft hyphens, marks of no width and of direction are dropped; hyphens that never break are hyphens.
_UNSEEN = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff")), 0x2010: "-", 0x2011: "-"}


class BadArticleError(Exception):
    """An article that cannot be read: the message ends the sentence « FILE … » and says what to do."""


class ForeignLanguageError(BadArticleError):
    """An article in a language that is not read: `language` is its code."""

    def __init__(self, language: str, message: str) -> None:
        super().__init__(message)
        self.language = language


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article: the file, where in it ("" for the whole, else "line 12"), and why.

    `language` is the code of an article's language, where this is why.
    """

    path: Path
    where: str
    why: str
    language: str | None = None

    @classmethod
    def of(cls, path: Path, where: str, error: BadArticleError) -> "Skipped":
        """What was skipped because of an error."""
        return cls(path, where, str(error), error.language if isinstance(error, ForeignLanguageError) else None)

    def __str__(self) -> str:
        """The sentence to print: « news.jsonl, line 12: is not JSON … »."""
        return f"{self.path}{', ' + self.where if self.where else ''}: {self.why}"


def article_id(language: str, published: date | None, text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of language, day and text: the same content has the same id."""
    content = "\n".join((language, published.isoformat() if published else "", text))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_HEX_DIGITS]


def make_article(fields: Mapping[str, object], source_id: str) -> Article:
    """The article that `fields` (see FIELDS) describe; `source_id` is used where they give no id.

    The text is made NFC, without marks that nobody sees, and with the lines of wrapped paragraphs joined, and else left
    as it is; a title that it does not begin with becomes its headline. A declared language wins over the detected one;
    the date comes from a dateline when `published` is empty, and is None when there is none. Raises BadArticleError.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise BadArticleError(
            f"has no “text”{_which(fields)}; the fields of an article are {', '.join(FIELDS)}, and only text is needed."
        )
    text = join_wrapped(unicodedata.normalize("NFC", text).translate(_UNSEEN))
    check_text(text)
    title = _string(fields, "title")
    if title is not None:
        title = " ".join(unicodedata.normalize("NFC", title).translate(_UNSEEN).split())
        text = text if _begins_with(text, title) else f"{title}\n\n{text}"
    language = choose_language(_string(fields, "language"), text)
    words = load_language_words(language)
    try:
        published = parse_published(fields.get("published"))
    except ValueError as error:
        raise BadArticleError(f"{error}.") from error
    published = published or find_published(text, words)
    return Article(
        id=article_id(language, published, text),
        source_id=_string(fields, "id") or source_id,
        language=language,
        title=title or find_title(text, words),
        text=text,
        published=published,
        publisher=_string(fields, "publisher"),
        url=_string(fields, "url"),
    )


def _begins_with(text: str, title: str) -> bool:
    """Whether a title stands among the first lines of a text, however it is spaced and cut."""
    letters = re.sub(r"[^\w]+", "", title.casefold())
    return letters in re.sub(r"[^\w]+", "", text[: 2 * len(title) + _CHARACTERS_ABOVE_A_TITLE].casefold())


def check_text(text: str) -> None:
    """Raise BadArticleError when `text` holds no words, is no text, or is too long for one article."""
    if not text.strip("\ufeff \t\r\n\v\f\u00a0\u2028\u2029"):
        raise BadArticleError("is empty: it holds no text. Remove it, or write an article into it.")
    strange = re.search(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]", text)
    if strange:
        raise BadArticleError(
            f"is not text: character {strange.start() + 1} is the control code {ord(strange[0]):#04x}. "
            "Give the article as plain text in UTF-8."
        )
    if not re.search(r"[^\W\d_]", text):
        raise BadArticleError("holds no word, only digits and signs. Give the article as plain text in UTF-8.")
    if len(text) > MAX_ARTICLE_CHARACTERS:
        raise BadArticleError(
            f"has {len(text):,} characters, more than the {MAX_ARTICLE_CHARACTERS:,} that one article may have. "
            "Split it into articles: one file each, or one line each of a .jsonl file."
        )


def choose_language(declared: str | None, text: str) -> str:
    """The declared language if there is one, else the detected one; a text too short to tell is taken as French."""
    supported = supported_languages()
    if declared:
        code = re.split(r"[-_]", declared.lower())[0]
        code = {"fra": "fr", "fre": "fr", "french": "fr", "français": "fr", "francais": "fr"}.get(code, code)
        if code not in supported:
            raise ForeignLanguageError(
                code,
                f"is declared to be in the language “{declared}”, which kg cannot read yet; it reads: "
                f"{', '.join(supported)}.",
            )
        return code
    guess = detect_language(text)
    if guess is None or guess[0] in supported:
        return guess[0] if guess else DEFAULT_LANGUAGE
    if guess[1] >= MIN_SCORE_TO_REFUSE:
        raise ForeignLanguageError(
            guess[0],
            f"seems to be in the language “{guess[0]}” (score {guess[1]:.2f}), which kg cannot read yet; it reads: "
            f"{', '.join(supported)}. If that is wrong, declare the language in the header or the field “language”.",
        )
    return DEFAULT_LANGUAGE


def _string(fields: Mapping[str, object], name: str) -> str | None:
    """The field as a string without white space around it, None when absent or empty; numbers become digits."""
    value = fields.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadArticleError(f"has a “{name}” that is no text ({type(value).__name__}); write it as text in quotes.")
    return str(value).strip()


def _which(fields: Mapping[str, object]) -> str:
    given = ", ".join(str(name) for name in list(fields)[:8])
    return f" (it has {given})" if given else ""

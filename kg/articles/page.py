"""A saved web page as it lies in a file or an archive, before its article is cut out of it.

Reading it is cheap, cutting it is not (a hundredth of a second): so a build lets the processes that read articles do it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.articles.encoding import read_bytes
from kg.articles.html import page_fields
from kg.articles.record import BadArticleError, Skipped, make_article
from kg.model import Article


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: `charset` is what it said of it, `url` the address it was asked at, `where` its place in the file."""

    path: Path
    where: str
    source_id: str
    data: bytes
    charset: str | None = None
    url: str | None = None

    def cut(self) -> Article | Skipped:
        """The article on it."""
        try:
            fields = page_fields(self.data, self.charset)
            fields["url"] = fields.get("url") or self.url
            return make_article(fields, self.source_id)
        except BadArticleError as error:
            return Skipped.of(self.path, self.where, error)


def read_saved(path: Path) -> Iterator[Page | Skipped]:
    """The page in a file."""
    try:
        yield Page(path, "", path.name, read_bytes(path))
    except BadArticleError as error:
        yield Skipped.of(path, "", error)

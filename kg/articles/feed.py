"""Feeds (.rss, .atom, .xml): the entries of RSS and Atom dumps, read by feedparser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

from kg.articles.encoding import read_bytes
from kg.articles.record import BadArticleError, Skipped, make_article
from kg.model import Article

_BLOCKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr")


def read_feed(path: Path) -> Iterator[Article | Skipped]:
    """The entries of a feed, in its order; the source id is the entry's id, else its link, else file and number.

    The text begins with the title; the whole text is taken where the feed gives it, else the summary.
    """
    import feedparser  # a tenth of a second: only for feeds

    try:
        feed = feedparser.parse(read_bytes(path), sanitize_html=False, resolve_relative_uris=False)
    except BadArticleError as error:
        yield Skipped.of(path, "", error)
        return
    if not feed.entries:
        why = f" ({feed.get('bozo_exception')})" if feed.get("bozo") else ""
        yield Skipped(path, "", f"holds no entry of an RSS or Atom feed{why}. Give a feed as its site serves it.")
        return
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield make_article(_fields(entry, feed.feed), f"{path.name}:{number}")
        except BadArticleError as error:
            yield Skipped.of(path, f"entry {number}", error)


def _fields(entry: Any, feed: Any) -> dict[str, object]:
    title = _plain(entry.get("title", ""))
    contents = [content.get("value", "") for content in entry.get("content", ())]
    body = _plain(max([*contents, entry.get("summary", "")], key=len))
    source = entry.get("source", {})
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": title or None,
        "published": entry.get("published") or entry.get("updated"),
        "publisher": (source.get("title") if isinstance(source, dict) else None) or feed.get("title"),
        "url": entry.get("link"),
        "language": entry.get("language") or feed.get("language"),
        "text": "\n\n".join(part for part in (title, body) if part),
    }


def _plain(markup: str) -> str:
    """The words of a piece of HTML, a line for each block."""
    if "<" not in markup and "&" not in markup:
        return "\n\n".join(" ".join(line.split()) for line in markup.split("\n") if line.strip())
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError) as error:
        raise BadArticleError(f"holds markup that cannot be read ({error}).") from error
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)

"""Web pages (.html): the main text by trafilatura; what the page says of itself is read here, for dates need care."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import lxml.html

from kg.articles.dates import find_dates, find_published, is_date_line, parse_published
from kg.articles.encoding import decode
from kg.articles.language import DEFAULT_LANGUAGE, LanguageWords, load_language_words
from kg.articles.lines import read_lines
from kg.articles.record import BadArticleError, choose_language

_ARTICLE_TYPES = re.compile(r"(?:\w*News\w*|\w*Article|\w*Posting|Report)$")
_PUBLISHED_METAS = tuple(
    """
    article:published_time article:published og:article:published_time og:published_time datepublished date_published
    publishdate publish_date publish-date publication_date pubdate parsely-pub-date sailthru.date dc.date.issued
    dc.date.created dcterms.created dcterms.issued dcterms.date dc.date cxenseparse:recs:publishtime date
    """.split()  # noqa: SIM905
)
# Parts that are no news whatever they say, by element or by the words of their class and id.
_DROPPED = "script|style|template|noscript|svg|iframe|form|button|nav|aside|figure|figcaption|footer|dialog|select"
_DROPPED_WORDS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|newsletter|subscribe|paywall|cookies?|consent|gdpr|comments?|commentaires?|share|sharing|social|"
    r"advert\w*|ads?|adv|pub|publicite|sponsor\w*|promo|breadcrumbs?|byline|author|auteur|signature|caption|legende|credits?|"
    r"a-lire|lire-aussi|read-?more|readalso|see-?also|tags?|toolbar|outbrain|taboola|most-?read|plus-lus)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEXT_BLOCKS = ("head", "p", "item", "quote", "cell")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself, before anything is believed: strings as written, None where it is silent."""

    title: str | None
    published: str | None
    publisher: str | None
    url: str | None
    language: str | None


def page_fields(data: bytes, charset: str | None = None) -> dict[str, object]:
    """The fields of the article on a page as a server sends it; `charset` is what the server said of it.

    Its text begins with the headline; paragraphs are set off by blank lines.
    """
    return read_page(decode(data, _declared_encoding(data) or charset))


def read_page(content: str) -> dict[str, object]:
    """The fields of the article on a page (see `kg.articles.record.FIELDS`). Raises BadArticleError when there is none.

    The date is taken from JSON-LD, then metas, then `<time>`, then a visible « Publié le », then a dateline; the date
    of an update only where nothing else is given.
    """
    tree = _parse(content)
    facts = read_facts(tree)
    if facts.language:
        choose_language(facts.language, "")  # before the text is sought, which is dear
    words = load_language_words(DEFAULT_LANGUAGE)
    published = _first_date(facts.published, words) or _visible_date(tree, words)
    for element in tree.xpath("//h1"):
        element.set("class", "")  # « article-title-share » must not cost the headline
    _drop_noise(tree)
    paragraphs = _extract(tree, facts)
    published = published or _iso(find_published("\n\n".join(paragraphs), words))
    body = _without_noise(paragraphs, words)
    if facts.title:
        body = [facts.title, *(part for part in body if _squeeze(part) != _squeeze(facts.title))]
    if len(body) < (2 if facts.title else 1):
        raise BadArticleError(
            "holds no article that could be told from menus and links. "
            "Save the page of one article, or give its text as .txt."
        )
    return {
        "title": facts.title,
        "published": published,
        "publisher": facts.publisher,
        "url": facts.url,
        "language": facts.language,
        "text": "\n\n".join(body),
    }


def read_facts(tree: Any) -> PageFacts:
    """What JSON-LD, metas and visible elements of a page say of title, date, publisher, address and language."""
    linked = _linked_article(tree)
    metas = _metas(tree)
    publisher = linked.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    address = linked.get("url") or linked.get("mainEntityOfPage")
    if isinstance(address, dict):
        address = address.get("@id")
    site = metas.get("og:site_name") or _text(publisher.get("name") if isinstance(publisher, dict) else publisher)
    headings = [_words(element) for element in tree.xpath("//article//h1") or tree.xpath("//h1")]
    title = _text(linked.get("headline")) or (headings[0] if len(headings) == 1 else None) or metas.get("og:title")
    title = (
        title or metas.get("twitter:title") or next((_words(element) for element in tree.xpath("//head/title")), None)
    )
    return PageFacts(
        title=_without_site(title, site) if title else None,
        published=_text(linked.get("datePublished")) or _published_meta(tree, metas),
        publisher=site or metas.get("dc.publisher") or metas.get("application-name"),
        url=next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or metas.get("og:url") or _text(address),
        language=_text(linked.get("inLanguage"))
        or next(iter(tree.xpath("/html/@lang")), None)
        or metas.get("og:locale"),
    )


def _parse(content: str) -> Any:
    try:
        # An XML declaration with an encoding is refused in a str.
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", content))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise BadArticleError(
            f"cannot be read as HTML ({error}). Save the page again, or give its text as .txt."
        ) from error
    return tree


def _declared_encoding(data: bytes) -> str | None:
    match = re.search(
        rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", data[:4096], re.IGNORECASE
    )
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    # What pages call Latin-1 is Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
    return "cp1252" if name in ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "windows-1252") else name


def _linked_article(tree: Any) -> dict[str, Any]:
    """The JSON-LD object of the page's article, {} when there is none; blocks that are not JSON are passed over."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(block.strip().rstrip(";"), strict=False)]
        except json.JSONDecodeError:
            continue  # a block that the page's own maker broke tells nothing
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                types = value.get("@type")
                names = types if isinstance(types, list) else [types]
                if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
                    return value
                waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)
    return {}


def _metas(tree: Any) -> dict[str, str]:
    """The page's metas by lower-case property, name or itemprop; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            key, content = element.get(attribute), _text(element.get("content"))
            if key and content:
                metas.setdefault(key.strip().lower(), content)
    return metas


def _published_meta(tree: Any, metas: dict[str, str]) -> str | None:
    for name in _PUBLISHED_METAS:
        if name in metas:
            return metas[name]
    return next(
        iter(tree.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content")), None
    )


def _first_date(written: str | None, words: LanguageWords) -> str | None:
    """The day of a date as a page writes it, in ISO 8601; None when it is no date."""
    if written is None:
        return None
    try:
        day = parse_published(written)
    except ValueError:
        day = next((found for _, _, found in find_dates(written, words) if found), None)
    return _iso(day)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _visible_date(tree: Any, words: LanguageWords) -> str | None:
    """The day that the reader sees: a `<time>` that says no update, else a « Publié le » above the text."""
    times = [
        element
        for element in tree.xpath("//time[@datetime]")
        if not element.xpath("ancestor::aside|ancestor::nav|ancestor::footer")
    ]
    inside = [
        element for element in times if element.xpath("ancestor::article|ancestor::main|ancestor::header")
    ] or times
    fresh = []
    for element in inside:
        around = " ".join(
            (element.get("class") or "", element.get("itemprop") or "", _words(element), _words_before(element))
        )
        if not words.updated.search(around) and not re.search(r"updat|modif", around, re.IGNORECASE):
            fresh.append(element)
    for element in fresh or inside:
        day = _first_date(element.get("datetime"), words)
        if day:
            return day
    blocks = tree.xpath(
        "//body//*[self::p or self::div or self::span or self::li or self::address][not(*[self::p or self::div])]"
    )
    lines = [line for line in (_words(block) for block in blocks) if 6 <= len(line) <= 160]
    for line in lines:
        if words.published.search(line):
            day = _iso(find_published(line, words))
            if day:
                return day
    return None


def _words_before(element: Any) -> str:
    """The text between an element and the one before it: « Mis à jour le <time> »."""
    previous = element.getprevious()
    before = previous.tail if previous is not None else element.getparent().text
    return (before or "")[-40:]


def _drop_noise(tree: Any) -> None:
    body = tree.xpath("//body//*")
    whole = len(tree.text_content())
    for element in body:
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        dropped = re.fullmatch(_DROPPED, element.tag) or (
            _DROPPED_WORDS.search(names) and element.tag not in ("body", "article", "main", "h1")
        )
        # A wrapper of most of the page that is called « social-page » is no share bar.
        if dropped and len(element.text_content()) < 0.5 * whole:
            element.drop_tree()


def _extract(tree: Any, facts: PageFacts) -> list[str]:
    """The paragraphs, headings and list items of the main text, each on one line."""
    import trafilatura  # half a second: only for pages

    main = trafilatura.extract(
        lxml.html.tostring(tree, encoding="unicode"),
        output_format="xml",
        include_comments=False,
        include_tables=False,
        favor_precision=True,
    )
    if not main:
        return []
    blocks = lxml.etree.fromstring(main.encode("utf-8")).xpath("//main//*")
    found: list[str] = []
    for block in blocks:
        if block.tag in _TEXT_BLOCKS:
            is_innermost = next(block.iterdescendants(*_TEXT_BLOCKS), None) is None
            words = "".join(_with_breaks(block)) if is_innermost else block.text or ""
            if block.getparent().tag in _TEXT_BLOCKS:
                words += f"\n{block.tail or ''}"
            found.extend(" ".join(line.split()) for line in words.split("\n") if line.strip())
    return found


def _with_breaks(block: Any) -> Iterator[str]:
    yield block.text or ""
    for child in block:
        yield "\n" if child.tag == "lb" else "".join(_with_breaks(child))
        yield child.tail or ""


def _without_noise(paragraphs: list[str], words: LanguageWords) -> list[str]:
    text = "\n\n".join(paragraphs)
    kept = [line for line in read_lines(text, words) if line.kind != "noise"]
    lines = [_whole_line(text, line.start, line.end) for line in kept]
    return [line for line in lines if not is_date_line(line, words)]  # its date is in `published`


def _whole_line(text: str, start: int, end: int) -> str:
    """The line with its bullet, which `read_lines` leaves out."""
    return text[text.rfind("\n", 0, start) + 1 : end]


def _without_site(title: str, site: str | None) -> str:
    """« Headline | Le Monde » without the publisher's name, which browsers want at the end."""
    match = re.fullmatch(r"(?P<title>.{15,}?)\s+[|–—-]\s+(?P<site>[^|]{2,40})", title)
    if match is None:
        return title
    is_site = _squeeze(match["site"]).startswith(_squeeze(site)[:6]) if site else "|" in title
    return match["title"] if is_site else title


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _text(value: object) -> str | None:
    """A string with HTML entities read and white space squeezed; None when it is none or empty."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _squeeze(value: str) -> str:
    return re.sub(r"\W+", "", value).lower()

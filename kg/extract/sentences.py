"""Where sentences begin and end: line breaks first, then the stops that no abbreviation explains; no parser."""

import re
from dataclasses import dataclass
from typing import Literal

from kg.articles.dates import match_dateline
from kg.articles.language import LanguageWords, load_language_words
from kg.articles.lines import read_lines
from kg.model import Anchor

__all__ = ["LanguageWords", "Segment", "SegmentKind", "find_ends", "load_language_words", "split_sentences"]

SegmentKind = Literal["headline", "heading", "prefix", "body", "dateline"]

MAX_WORDS_IN_A_PREFIX = 5

# A stop, the closing quotes, brackets and footnote marks after it, then white space or a lost space.
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closed>(?:\s?\[\d{1,3}\])*(?:\s?[»”]|[’')\]])*)")
_CLOSED_LATER = re.compile(r"(?:\s?\[\d{1,3}\])+(?:\s?[»”])*")
_OPENING = r"[«“‘\"'(\[–—-]"
_NEXT = re.compile(rf"\s+(?P<opening>(?:{_OPENING}\s*)*)(?P<first>\w[\w’'-]*)?(?P<second>\s+[a-zà-öø-ÿœ\d])?")
_LOST_SPACE = re.compile(r"(?<=[a-zà-öø-ÿœ]{3})\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]*[\s’'])")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu)[’']", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[^\s\"«»“”()\[\]/,;:!?…]+$")
_COLON_PREFIX = re.compile(r"(?P<prefix>[^:«»\"“”()]{1,60}?)\s*:\s+(?=\S+\s+\S)")
_DASH_PREFIX = re.compile(r"(?P<prefix>[^\s:«»\"“”()]{2,30})\s*(?:\s[–—|/-]\s|\.\s)\s*(?=(?P<first>[A-ZÀ-ÖØ-Þ\d]\w*))")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the text that is read by itself, with what it is.

    "headline" and "heading" are lines without a final stop; "prefix" is the « Irak » of « Irak: des soldats envoyés »;
    "dateline" the words before the news, whose place and day `kg.articles.dates.match_dateline` reads; the rest is
    "body".
    """

    anchor: Anchor
    kind: SegmentKind


def split_sentences(text: str, language: LanguageWords) -> tuple[Segment, ...]:
    """The sentences, headings, prefixes and datelines of `text`, in order; noise lines are left out.

    Anchors are half-open in code points of `text`, never overlap, and begin and end with no white space.
    """
    found: list[Segment] = []
    for line in read_lines(text, language):
        if line.kind == "noise":
            continue
        if line.kind == "dateline":
            found.append(_segment(text, line.start, line.end, "dateline"))
            continue
        kind: SegmentKind = "body" if line.kind == "text" else line.kind
        start = line.start
        dateline = match_dateline(text[start : line.end], language)
        if dateline:
            found.append(_segment(text, start, start + dateline.end, "dateline"))
            start += dateline.body
        elif kind != "body":
            prefix = _match_prefix(text[start : line.end], language)
            if prefix:
                found.append(_segment(text, start, start + prefix[0], "prefix"))
                start += prefix[1]
        ends = [start + end for end in find_ends(text[start : line.end], language)]
        found.extend(
            _segment(text, begin, end, kind)
            for begin, end in zip([start, *ends], [*ends, line.end], strict=True)
            if text[begin:end].strip()
        )
    return tuple(found)


def find_ends(line: str, language: LanguageWords) -> list[int]:
    """Where in `line` a sentence ends and another follows, as offsets after the stop and its closing quotes."""
    ends: list[int] = []
    quotes = 0  # straight quotes seen so far: odd means inside
    seen = 0
    for match in _STOP.finditer(line):
        end = match.end()
        quotes += line.count('"', seen, match.start())
        seen = match.start()
        closing = re.match(r"\s?\"", line[end:])
        if closing and quotes % 2 == 1:
            end += closing.end()
            later = _CLOSED_LATER.match(line, end)
            end = later.end() if later else end
        if _is_end(line, match, end, language):
            ends.append(end)
    ends.extend(
        match.end()
        for match in _LOST_SPACE.finditer(line)
        if _word_before(line, match.start()) not in language.abbreviations
    )
    return sorted(ends)


def _is_end(line: str, stop: re.Match[str], end: int, language: LanguageWords) -> bool:
    """Whether the stop ends a sentence, given the word before it and the word after it."""
    after = _NEXT.match(line, end)
    if after is None or not (after["first"] or after["opening"]):
        return False
    first = after["first"]
    if first is None or not (first[0].isupper() or first[0].isdigit()):
        return False
    if stop["stop"] != ".":
        # « […] » and « (…) » stand for words left out.
        return not (line[stop.start() - 1 : stop.start()] in ("[", "(") and stop["closed"][:1] in ("]", ")"))
    if end > stop.end() or stop["closed"]:
        return True
    word = _word_before(line, stop.start())
    begins = re.split(r"[’']", first)[0].lower() in language.starters
    bare = _ELISION.sub("", word.lstrip("-–—"))
    if bare in language.abbreviations or bare[:1].lower() + bare[1:] in language.abbreviations:
        return False
    if bare.lower() in language.number_abbreviations and first[0].isdigit():
        return False
    if bare in language.ambiguous_abbreviations or bare.lower() in language.ambiguous_abbreviations:
        return begins or bool(after["opening"].strip())
    if (
        re.fullmatch(r"(?:[^\W\d_]\.-?)*[^\W\d_](?:-[^\W\d_])?", bare)
        and bare != "à"
        and (len(bare) > 1 or bare.isupper())
    ):
        # An initial, « J. K. Rowling »; but « l'O.N.U. Le … », and « les zones A et C. Le front … ».
        return begins and (len(bare) > 1 or after["second"] is not None)
    # « 1. Le retrait » at the start of a line counts; it ends nothing.
    return not (bare.isdigit() and len(bare) <= 2 and not line[: stop.start() - len(bare)].strip())


def _word_before(line: str, end: int) -> str:
    word = _WORD_BEFORE.search(line, max(0, end - 40), end)
    return word[0] if word else ""


def _match_prefix(line: str, language: LanguageWords) -> tuple[int, int] | None:
    """Where the prefix of a heading ends and where the heading proper begins."""
    match = _COLON_PREFIX.match(line)
    if match and len(match["prefix"].split()) <= MAX_WORDS_IN_A_PREFIX and match["prefix"][0].isupper():
        return match.end("prefix"), match.end()
    match = _DASH_PREFIX.match(line)
    if (
        match
        and match["prefix"][0].isupper()
        and (match["first"].isdigit() or match["first"].lower() in language.starters)
    ):
        bare = match["prefix"]
        if bare not in language.abbreviations and len(bare) > 1:
            return match.end("prefix"), match.end()
    return None


def _segment(text: str, start: int, end: int, kind: SegmentKind) -> Segment:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Segment(Anchor(start, end, text[start:end]), kind)

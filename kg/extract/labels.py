"""Labels: the place before the colon of a line (« - Gao : trois morts »), and headings that name nothing but a place.

What such a line tells, and what stands under such a heading, was there, where it names no other place.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.entries import Entry
from kg.extract.forms import stem, stems_of
from kg.extract.sentences import Segment
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues
from kg.model import Anchor, EntityMention
from kg.vocabulary import is_a

_LEAST_ALIKE = 2  # one heading that names a place parts nothing, one label makes no list
_MOST_WORDS_BESIDE = 3  # « Sommet à quatre » under « BIÉLORUSSIE » is of that part

_LABEL = re.compile(r"(?P<label>[A-ZÀ-ÖØ-Þ][^:;,.!?«»\"“”]{1,60}?)\s*:\s+(?=[^\s«\"“]+\s+\S)")
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*){0,2}")


@dataclass(frozen=True, slots=True)
class Label:
    """The places of a line, or of the part of an article under a heading."""

    places: tuple[EntityMention, ...]


class Labels(NamedTuple):
    """What stands before and above a segment: the label of its line, the heading of its part."""

    line: Label | None
    section: Label | None


class Names:
    """Reads the places that a few words name, if they tell of nothing else."""

    def __init__(self, gazetteer: Gazetteer, is_word: Callable[[str], bool], cues: Cues) -> None:
        """Of a language, of which `is_word` knows the words."""
        self._gazetteer = gazetteer
        self._is_word = is_word
        self._telling = stems_of(cues.between_places) | stems_of(cues.directions)
        small = {word for phrase in cues.locative for word in _WORD.findall(phrase)}
        self._small = small | set(cues.grammar.determiners.small)

    def read(self, anchor: Anchor, listed: bool = False) -> tuple[EntityMention, ...]:
        """« Mondoro (Mopti) », « Région de Kherson »; in a list of places also a name that nobody knows."""
        found: list[EntityMention] = []
        rest = anchor.text
        for start, end, names in self._gazetteer.find(anchor.text):
            place = next((n for n in names if is_a(n.entity.kind, "Place") or n.entity.kind == "State"), None)
            if place is None or place.sense == "demonym":
                continue
            words = _part(anchor, start, end)
            kind = "Country" if place.entity.kind == "State" else place.entity.kind
            of = self._gazetteer.capital_of(place.entity.id) if kind == "City" else None
            found.append(EntityMention(words, kind, "name", words, key=place.entity.id, of=of))
            rest = rest[:start] + " " * (end - start) + rest[end:]
        name = _NAME.match(rest)
        if name is not None and (rest[name.end() :].lstrip().startswith("(") if found else listed):
            if not any(self._is_word(word.lower()) for word in _WORD.findall(name[0])):
                words = _part(anchor, *name.span())
                found.insert(0, EntityMention(words, "City", "name", words))
                rest = rest[name.end() :]
        return tuple(found) if all(map(self._says_where, _WORD.findall(rest.lower()))) else ()

    def _says_where(self, word: str) -> bool:
        return word in self._small or stem(word) in self._telling


def part_by_labels(
    segments: Sequence[Segment], text: str, entries: Sequence[Entry], clock: re.Pattern[str], names: Names
) -> tuple[list[Segment], Mapping[int, Labels]]:
    """The segments without the days, hours and places that open lines; the labels of each by where it begins."""
    opening = _first_of_lines(segments, text)
    apart = [s for i, s in enumerate(segments) if s.kind in ("heading", "dateline") or (i in opening and _is_kicker(s))]
    headings = {s.anchor.start: names.read(_named_in(s)) for s in apart}
    parts = len({places[0].key for places in headings.values() if places}) >= _LEAST_ALIKE
    bare = {i: _without_date(segments[i], entries, clock) for i in opening}
    before = {i: label for i, segment in bare.items() if (label := _before_colon(segment.anchor)) is not None}
    opened = {i: names.read(label) for i, label in before.items()}
    if any(opened.values()):  # a list of places, where several lines open with one
        listed = {i: names.read(label, listed=True) for i, label in before.items()}
        opened = listed if sum(map(bool, listed.values())) >= _LEAST_ALIKE else opened
    kept: list[Segment] = []
    labels: dict[int, Labels] = {}
    section: Label | None = None
    line: Label | None = None
    for number, segment in enumerate(segments):
        places = opened.get(number, ())
        if number in opening:
            line = Label(places) if places else None
        if places:
            segment = _behind(bare[number], before[number].end)
        elif number in bare:
            segment = bare[number]
        if parts and headings.get(segment.anchor.start):
            written_there = segment.kind == "dateline"  # « COLOMBO — » is where a brief was written
            section = Label(() if written_there else headings[segment.anchor.start])
        elif (
            section is not None
            and (_is_kicker(segment) or segment.kind == "heading")
            and _is_shouted(segment.anchor.text)
        ):
            section = None  # « DIPLOMATIE »
        kept.append(segment)
        labels[segment.anchor.start] = Labels(line, section)
    return kept, labels


def _is_kicker(segment: Segment) -> bool:
    """« SYRIE. », a sentence of its own at the beginning of a line."""
    return segment.kind == "body" and segment.anchor.text.endswith(".") and _is_shouted(segment.anchor.text)


def _named_in(segment: Segment) -> Anchor:
    """The words of a heading, or the town of « MANILLE (AFP) - »."""
    words = segment.anchor.text.rstrip(".")
    if segment.kind == "dateline":
        words = re.split(r"[,(]", words)[0].rstrip(" -–—:.")
    return _part(segment.anchor, 0, len(words))


def _first_of_lines(segments: Sequence[Segment], text: str) -> set[int]:
    """The numbers of the segments that open a line of the body or are a heading."""
    found: set[int] = set()
    end = -1
    for number, segment in enumerate(segments):
        if segment.anchor.start > end:
            stop = text.find("\n", segment.anchor.end)
            end = len(text) if stop < 0 else stop
            if segment.kind in ("body", "heading", "headline"):
                found.add(number)
    return found


def _without_date(segment: Segment, entries: Sequence[Entry], clock: re.Pattern[str]) -> Segment:
    """The first sentence of a line behind the day of a chronology or the hour of a live page."""
    anchor = segment.anchor
    body = next((e.body for e in entries if e.start <= anchor.start < e.body < anchor.end), anchor.start)
    hour = clock.match(anchor.text, body - anchor.start)
    return _behind(segment, body if hour is None else anchor.start + hour.end())


def _before_colon(anchor: Anchor) -> Anchor | None:
    opening = _LABEL.match(anchor.text)
    return None if opening is None else _part(anchor, *opening.span("label"))


def _behind(segment: Segment, at: int) -> Segment:
    """The segment from a place in the article on, without the colon and the space there."""
    first = at - segment.anchor.start
    first += len(segment.anchor.text[first:]) - len(segment.anchor.text[first:].lstrip(" \xa0\u202f:")) if first else 0
    return Segment(_part(segment.anchor, first, len(segment.anchor.text)), segment.kind)


def _part(anchor: Anchor, start: int, end: int) -> Anchor:
    return Anchor(anchor.start + start, anchor.start + end, anchor.text[start:end])


def _is_shouted(text: str) -> bool:
    return text.isupper() and len(text.split()) <= _MOST_WORDS_BESIDE

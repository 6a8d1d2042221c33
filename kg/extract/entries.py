"""Chronologies: lines that open with a date, which is the day of what they tell (« 28 juin 2021 - Les rebelles reprennent … »)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.articles.lines import LINE
from kg.extract.times import TimeWords, find_times, in_year
from kg.model import Anchor, Interval, Timex

LEAST_ENTRIES = 2  # one dated line alone is a dateline
MAX_LETTERS_OF_A_DATE = 60
MAX_LINES_UNDER_A_DATE = 3  # a date that is a line of its own is that of so many lines after it

_WORD = re.compile(r"[^\W_]+")
_CLOSING = re.compile(r"\s*(?:\.?\s*[-–—:]\s|\.\s|$)")
_YEAR = re.compile(
    r"\W*((?:19|20)\d\d)(?:\W*|\s*[:–—]\s+[^.!?\n]{3,80})"
)  # « -- 1998 -- », alone on its line; « 1998 : LA CHUTE DE LA CAPITALE »


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of an article, from `start` to `end` in code points, that is told of one day, month or year.

    `body` is where it begins to tell: behind the date that opens it.
    """

    start: int
    end: int
    timex: Timex
    body: int


def find_entries(text: str, published: date | None, words: TimeWords) -> tuple[Entry, ...]:
    """The dated lines of a chronology, in order; none where fewer than two lines open with a date."""
    found: list[Entry] = []
    waiting: list[Entry] = []  # lines behind a dated one: of its day, if another date follows
    alone: Timex | None = None  # a date that is a line of its own, and how many lines it has had
    under = 0
    last: Timex | None = None
    falling = False
    dated = 0
    year: int | None = None  # of the heading above
    for line in LINE.finditer(text):
        heading = _YEAR.fullmatch(line.group())
        if heading is not None:
            year, last = int(heading[1]), None
            alone, under = _whole_year(heading, line.start()), 0
            dated += 1
            found += waiting
            waiting = []
            continue
        timex, told = _date_of(line, published, words)
        if timex is not None:
            dated += 1
            if last is not None and timex.basis == "text" and begin_of(timex) and begin_of(last):
                falling = begin_of(timex) < begin_of(last)  # type: ignore[operator]
            timex = _after(timex, last, published, falling) if year is None else _of(timex, year)
            last = timex
            is_whole = told == len(line.group())
            alone, under = (timex, 0) if is_whole else (None, 0)
            found += waiting
            waiting = []
            if not is_whole:
                found.append(Entry(line.start(), line.end(), timex, line.start() + told))
        elif alone is not None and under < MAX_LINES_UNDER_A_DATE:
            under += 1
            found.append(Entry(line.start(), line.end(), alone, line.start()))
        elif alone is None and last is not None and under < MAX_LINES_UNDER_A_DATE:
            under += 1
            waiting.append(Entry(line.start(), line.end(), last, line.start()))
    return tuple(found) if dated >= LEAST_ENTRIES else ()


def entry_at(entries: Sequence[Entry], start: int) -> Timex | None:
    """The date under which a sentence that begins at `start` stands."""
    return next((entry.timex for entry in entries if entry.start <= start < entry.end), None)


def entry_before(entries: Sequence[Entry], start: int) -> Timex | None:
    """The date of the last dated line that begins at `start` or before it."""
    return next((entry.timex for entry in reversed(entries) if entry.start <= start), None)


def with_entry(
    times: Sequence[Timex], entry: Timex | None, near: Timex | None, published: date | None, words: TimeWords
) -> Iterator[Timex]:
    """The expressions of a sentence as its chronology dates them.

    The one that opens its line has the year that the lines before give it; another day or month without a year is
    that of the year in which it lies nearest to the last dated line, `near`.
    """
    for timex in times:
        if entry is not None and timex.anchor == entry.anchor:
            yield entry
        else:
            yield timex if near is None else _nearest(timex, near, published, words)


def _nearest(timex: Timex, near: Timex, published: date | None, words: TimeWords) -> Timex:
    around = begin_of(near)
    if timex.basis != "published" or timex.granularity not in ("day", "month") or around is None:
        return timex
    if not spells_a_date(timex.anchor.text, words):
        return timex
    if near.granularity == "year":
        return _of(timex, around.year)
    moved = [in_year(timex, around.year + step) for step in (-1, 0, 1)]
    begun = [(abs((begin - around).days), m) for m in moved if m is not None and (begin := begin_of(m)) is not None]
    told = [(days, m) for days, m in begun if published is None or (begin_of(m) or published) <= published]
    return min(told, key=lambda pair: pair[0])[1] if told else timex


def _date_of(line: re.Match[str], published: date | None, words: TimeWords) -> tuple[Timex | None, int]:
    """The date that opens a line and is set apart from what follows, and where that begins: the end of a line that is a date alone."""
    opening = words.opening.match(line.group())
    assert opening is not None  # all of it may be missing
    head = line.group()[:MAX_LETTERS_OF_A_DATE]
    if not any(char.isdigit() or char.isalpha() for char in head[opening.end() : opening.end() + 1]):
        return None, 0
    if not spells_a_date(head, words):
        return None, 0
    times = find_times(head, published, words, line.start())
    first = times[0] if times else None
    if first is None or first.interval is None or first.relation != "in" or first.basis == "event":
        return None, 0
    if first.granularity not in ("day", "month", "year") or not spells_a_date(first.anchor.text, words):
        return None, 0
    start, end = first.anchor.start - line.start(), first.anchor.end - line.start()
    if not opening.start() <= start <= opening.end():
        return None, 0
    closing = _CLOSING.match(line.group(), end)
    if closing is None:
        return None, 0
    return first, len(line.group()) if not line.group()[end:].strip(" :-–—") else closing.end()


def spells_a_date(text: str, words: TimeWords) -> bool:
    """Whether a month or a year is written out: « lundi », « hier » open sentences of any news."""
    parts = _WORD.findall(text.lower())
    return any(part in words.months or (part.isdigit() and len(part) == 4) for part in parts)


def _of(timex: Timex, year: int) -> Timex:
    """A day or month without a year, under the heading of one."""
    return timex if timex.granularity == "year" or timex.basis == "text" else in_year(timex, year) or timex


def _whole_year(heading: re.Match[str], start: int) -> Timex:
    year, (first, end) = int(heading[1]), heading.span(1)
    anchor = Anchor(start + first, start + end, heading[1])
    return Timex(anchor, Interval(date(year, 1, 1), date(year + 1, 1, 1)), "text", granularity="year", value=heading[1])


def begin_of(timex: Timex) -> date | None:
    return timex.interval.begin if timex.interval is not None else None


def _after(timex: Timex, last: Timex | None, published: date | None, falling: bool) -> Timex:
    """« 28 novembre » behind « 4 novembre 2020 »: of the same year, or of the next one where it would lie before."""
    begin, before = begin_of(timex), begin_of(last) if last is not None else None
    if timex.basis == "text" or begin is None or before is None:
        return timex
    steps = (0, -1) if falling else (0, 1)
    for step in steps:
        moved = in_year(timex, before.year + step)
        if moved is None or moved.interval is None or moved.interval.begin is None:
            continue
        in_order = moved.interval.begin <= before if falling else moved.interval.begin >= before.replace(day=1)
        if in_order and (published is None or moved.interval.begin <= published):
            return moved
    return timex

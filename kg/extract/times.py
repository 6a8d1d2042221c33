"""Time expressions: which days, weeks, months or years the words of a sentence mean, counted from publication.

Pure text, one sentence at a time. `kg/lang/<code>/times.toml` holds the patterns; each says which reading below
gives its match a meaning. Intervals are half-open days; a value that cannot be known stays None.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.articles.language import load_language_words
from kg.extract.quantities import PLAIN, NumberWords, load_number_words, read_number
from kg.model import Anchor, Basis, Interval, Relation, Timex
from kg.resources import ResourceError, folder, read_toml

MAX_DAYS_AHEAD = 60  # a day without a year lies in the past unless it is nearer than this in the future
MAX_DAYS_AHEAD_WITH_CUE = 300  # …or the sentence speaks of the future
MAX_DAYS_AHEAD_OF_MONTHS = 31
MIN_DAYS_PAST_FOR_NEXT_YEAR = 60  # a planned event's « en mars » is next year's once this March is so long gone
MIN_DAYS_OF_A_YEAR_STEP = 300  # a step to the same days of another year, not to the next weekday
MAX_LETTERS_TO_PREVIOUS = 600  # « la veille » counts from a day told at most so far before
DAYS_OF = {
    "second": 0,
    "minute": 0,
    "hour": 0,
    "day": 1,
    "week": 7,
    "weekend": 7,
    "month": 30,
    "quarter": 91,
    "semester": 182,
    "year": 365,
    "decade": 3650,
    "century": 36500,
}
_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_MONTHS_IN = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
_SETTLED: tuple[Relation, ...] = ("since", "until", "before", "after")
_SENTENCE_OPENING = re.compile(r"(?:^|[.:;!?«»“”\"(\[–—|/•-])\s*(?:\W\s*)?$")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = {"digit": re.compile(r"\d"), "four digits": re.compile(r"\d{4}"), "clock": re.compile(r"\d ?[hH:]")}
_ROMAN = {"I": 1, "V": 5, "X": 10}


# ---------------------------------------------------------------- values


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """One pattern of times.toml, its reading, and the clues of which the sentence must hold one."""

    reads: str
    pattern: re.Pattern[str]
    clues: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The time words and rules of one language, compiled."""

    language: str
    numbers: NumberWords
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    tables: Mapping[str, Mapping[str, Any]]
    seasons: Mapping[str, tuple[int, int]]
    rules: tuple[_Rule, ...]
    clues: Mapping[str, frozenset[str]]
    relation: re.Pattern[str]
    relations: Mapping[str, Relation]
    ahead: re.Pattern[str]
    names_before: re.Pattern[str]
    names_after: re.Pattern[str]
    future: re.Pattern[str]
    vague: Mapping[str, str]
    vague_pattern: re.Pattern[str]
    year_before: re.Pattern[str]
    year_not_before: re.Pattern[str]
    small_plurals: frozenset[str]
    clock_before: re.Pattern[str]
    duration_before: re.Pattern[str]
    sentence_after: re.Pattern[str]
    age_before: re.Pattern[str]
    range_open: re.Pattern[str]
    range_link: re.Pattern[str]
    between_open: re.Pattern[str]
    between_link: re.Pattern[str]
    same_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's match: offsets in the sentence, and the words its groups caught, in lower case."""

    start: int
    end: int
    order: int
    reads: str
    words: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a match means, before its preposition is looked at."""

    interval: Interval | None
    basis: Basis
    granularity: str = "day"
    value: str | None = None
    relation: Relation = "in"
    shift_days: int | None = None


@dataclass(slots=True)
class _Scene:
    """What is known while a sentence is read."""

    plain: str
    published: date | None
    words: TimeWords
    previous: Timex | None
    future: bool
    last_day: _Meaning | None = None  # the latest single day told in this sentence
    frame: _Meaning | None = None  # an explicit year or month that opens the sentence
    ahead: bool = False  # « d'ici au »: the next such day

    @property
    def told_day(self) -> _Meaning | None:
        """The single day last told, here or shortly before."""
        if self.last_day is not None:
            return self.last_day
        timex = self.previous
        if timex is None or timex.interval is None or timex.interval.begin is None or timex.interval.end is None:
            return None
        if (timex.interval.end - timex.interval.begin).days > 2:
            return None
        return _Meaning(timex.interval, timex.basis, "day", timex.value, "in", timex.shift_days)


# ---------------------------------------------------------------- the two functions


def load_time_words(language: str = "fr", root: Path | None = None) -> TimeWords:
    """The time words of `language`, compiled once.

    `root` replaces the folder of languages. Raises ResourceError naming the file and the wrong rule.
    """
    return _load(language, root or folder("lang"))


def find_times(
    text: str, published: date | None, words: TimeWords, start: int = 0, previous: Timex | None = None
) -> tuple[Timex, ...]:
    """The time expressions of `text`, one sentence or heading, in order.

    `start` is the offset of `text` in its article, so that anchors count the article's code points; `previous` is the
    last resolved expression before this sentence, from which « la veille » counts. Relative words count from
    `published`: a weekday is the most recent past one, that day included (`ahead_of` gives the next); without it
    their interval is None. Anchors hold the article (« le 6 mai »), never the preposition: `relation` keeps it.
    """
    plain = text.translate(PLAIN)
    clues = _clues(plain, words)
    if not clues:
        return ()
    if previous is not None and start - previous.anchor.end > MAX_LETTERS_TO_PREVIOUS:
        previous = None
    scene = _Scene(plain, published, words, previous, words.future.search(plain) is not None)
    found: list[Timex] = []
    read_to = 0
    for group in _join_ranges(_choose(_matches(plain, clues, words)), scene):
        for begin, end, meaning in _read(group, scene):
            if begin < read_to:
                continue  # « deux jours après le 3 mai » is one expression
            read_to = end
            meaning = _attach(meaning, plain, begin, words)
            found.append(_timex(text, begin, end, start, meaning))
            _remember(meaning, begin, scene)
    return tuple(found)


def ahead_of(timex: Timex) -> Timex:
    """`timex` as a planned event reads it: « lundi » the next Monday, « en mars » the next March; else `timex` itself."""
    return _stepped(timex, 1)


def behind(timex: Timex) -> Timex:
    """`timex` as what has happened reads it: « le 1er août », although it is near, last year's; else `timex` itself."""
    return _stepped(timex, -1)


def _stepped(timex: Timex, sign: int) -> Timex:
    """The other day, week, month or season that the words can mean, if it lies on this side; `shift_days` leads to it."""
    step, interval = timex.shift_days, timex.interval
    if timex.basis != "published" or timex.relation == "for" or not step or step * sign < 0 or interval is None:
        return timex
    begin, end = (_moved_on(day, step) for day in (interval.begin, interval.end))
    value = timex.value
    first = begin or (end - timedelta(days=1) if end else None)
    if value is not None and first is not None and "/" not in value:
        if timex.granularity in ("day", "hour"):
            value = first.isoformat() + value[10:]
        elif timex.granularity == "week":
            value = _week_value(first) + value[8:]
        else:
            value = f"{first.year}{value[4:]}"
    return replace(timex, interval=Interval(begin, end), value=value, shift_days=None)


def _moved_on(day: date | None, step: int) -> date | None:
    if day is None or abs(step) < MIN_DAYS_OF_A_YEAR_STEP:
        return day + timedelta(days=step) if day else None
    return _date(day.year + (1 if step > 0 else -1), day.month, day.day) or day + timedelta(days=step)


# ---------------------------------------------------------------- matches


def _clues(plain: str, words: TimeWords) -> set[str]:
    """The classes of words and figures that the sentence holds."""
    known = words.clues
    found: set[str] = set()
    for token in _LETTERS.findall(plain.lower()):
        if token in known:
            found |= known[token]
    for clue, pattern in _FIGURES.items():
        if pattern.search(plain):
            found.add(clue)
        elif clue == "digit":
            break
    return found


def _matches(plain: str, clues: set[str], words: TimeWords) -> list[_Match]:
    found = []
    for order, rule in enumerate(words.rules):
        if not rule.clues & clues:
            continue
        for match in rule.pattern.finditer(plain):
            groups = {name: value.lower() for name, value in match.groupdict().items() if value is not None}
            spans = {name: match.span(name) for name in groups}
            end = match.end() - len(match["of"]) if groups.get("of") else match.end()
            candidate = _Match(match.start(), end, order, rule.reads, groups, spans)
            if end > match.start() and _acceptable(candidate, plain, words):
                found.append(candidate)
    return found


def _choose(matches: Sequence[_Match]) -> list[_Match]:
    """The longest of those that overlap, then the earlier rule; in order of the text."""
    chosen: list[_Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.order, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _acceptable(match: _Match, plain: str, words: TimeWords) -> bool:
    """Whether the words around leave the match a time: no street, no person, no count, no age."""
    before, after = plain[: match.start], plain[match.end :]
    dated = match.reads in ("day", "day_list", "day_range", "month", "weekday", "bare_day", "weekday_list", "season")
    if (before and (before[-1].isalnum() or before[-1] in "_") and plain[match.start].isalnum()) or (
        after and after[0].isalnum() and plain[match.end - 1].isalnum()
    ):
        return False
    if dated and words.names_before.search(before):
        return False
    if match.reads in ("weekday", "month", "season") and words.names_after.match(after):
        return False
    for name in ("month", "weekday", "weekday2"):
        if name in match.spans and not _is_time_case(match, name, plain):
            return False
    check = _CHECKS.get(match.reads)
    return check is None or check(match, plain, words)


def _is_time_case(match: _Match, name: str, plain: str) -> bool:
    """A month or weekday with a capital is a name, save at a beginning, in capitals, or beside a number."""
    begin, end = match.spans[name]
    if not plain[begin].isupper() or any(key in match.words for key in ("day", "year", "yy")):
        return True
    return (plain[begin:end].isupper() and end - begin > 3) or (
        bool(_SENTENCE_OPENING.search(plain[: match.start])) and not re.match(r" [A-Z]\w+ (?:a|est|et) ", plain[end:])
    )


def _check_hyphened(match: _Match, plain: str, words: TimeWords) -> bool:
    if "-" not in plain[match.start : match.end] or "year" in match.words:
        return True
    begin = match.spans["month"][0] if "month" in match.spans else match.start
    return plain[begin].islower() or plain[begin - 1] != "-"


def _check_list(match: _Match, plain: str, words: TimeWords) -> bool:
    return words.weekdays[match.words["weekday2"]] == (words.weekdays[match.words["weekday"]] + 1) % 7


def _check_year(match: _Match, plain: str, words: TimeWords) -> bool:
    """« de 2003 » is a year, « de 2000 soldats » and « plus de 2003 » are counts."""
    before, after = plain[: match.start], plain[match.end :]
    year = int(match.words["year"])
    if not 1000 <= year <= 2100:
        return False
    if "edge" in match.words or match.start < match.spans["year"][0]:
        return True
    if words.year_not_before.search(before):
        return False
    following = re.match(r" ([a-zà-ÿœ]+)(?!\w)", after)
    counted = following is not None and following[1].endswith(("s", "x")) and following[1] not in words.small_plurals
    if counted:
        return False
    if words.year_before.search(before) or (before.endswith("(") and after.startswith(")")):
        return True
    named = re.search(r"[a-zà-ÿœ]{4,} $", before) is not None and not words.relation.search(before)
    return (
        named
        and 1900 <= year <= 2040
        and (year % 50 != 0 or not following)
        and re.match(r"\s*(?:$|[,.;:)»(–-]| [a-zà-ÿ])", after) is not None
    )


def _check_years(match: _Match, plain: str, words: TimeWords) -> bool:
    return 1000 <= int(match.words["year"]) < int(match.words["year2"]) <= 2100


def _check_clock(match: _Match, plain: str, words: TimeWords) -> bool:
    inner = plain[match.start : match.end].lower()
    before = plain[: match.start].lower()
    if "hourword" in match.words or "heure" in inner.split("(")[0]:
        return words.clock_before.search(before) is not None
    if ":" in inner:
        return re.search(r"(?:^|[,(]|\bà|\bvers|\d{4}|\bh) ?$", before) is not None
    return words.duration_before.search(before) is None


def _check_duration(match: _Match, plain: str, words: TimeWords) -> bool:
    """Ages and sentences of prison are no times; « un jour », « des années » only after a preposition."""
    before, after = plain[: match.start].lower(), plain[match.end :].lower()
    unit = words.tables["unit"].get(match.words.get("unit", ""), "")
    led = words.duration_before.search(before) is not None
    count = match.words.get("count", "")
    if re.match(r" (?:de|d')(?: prison|réclusion|emprisonnement)| ferme", after) or words.sentence_after.match(after):
        return False
    if match.words.get("vague") or count in words.numbers.ones or "demi" in plain[match.start : match.end].lower():
        return led or (
            count in words.numbers.ones
            and re.search(r"\bd'$", before) is not None
            and unit in ("day", "week", "month", "year")
        )
    if unit == "year" and plain[match.start : match.end].lower().endswith(("ans", "an")):
        return led or (re.match(r" (?:de|d')", after) is not None and words.age_before.search(before) is None)
    return True


def _check_holiday(match: _Match, plain: str, words: TimeWords) -> bool:
    begin, end = match.spans["holiday"]
    last = re.split(r"[ -]", plain[begin:end])[-1]
    if match.words["holiday"].split()[-1] in ("noël", "pâques", "ascension", "pentecôte", "toussaint"):
        if not last[0].isupper() or re.match(r" (?!\d)[A-Z]", plain[match.end :]):
            return False
        return (
            re.search(
                r"(?:\bà |\bde |d'|\bdu |\bdepuis |\bavant |\baprès |\bpour |\bjour |\ble |\bla |l'|\bveille de |\bd'ici )$",
                plain[:begin],
            )
            is not None
        )
    return True


def _check_part(match: _Match, plain: str, words: TimeWords) -> bool:
    return match.words["part"] not in ("midi",) or plain[: match.start].lower().rstrip().endswith(
        ("à", "vers", "avant", "après")
    )


_CHECKS: Mapping[str, Callable[[_Match, str, TimeWords], bool]] = {
    "day": _check_hyphened,
    "weekday_list": _check_list,
    "year": _check_year,
    "year_range": _check_years,
    "clock": _check_clock,
    "duration": _check_duration,
    "holiday": _check_holiday,
    "lone_part": _check_part,
}


# ---------------------------------------------------------------- ranges


def _join_ranges(matches: Sequence[_Match], scene: _Scene) -> Iterable[tuple[_Match, ...]]:
    """Pairs that « du … au », « entre … et » make one interval; the first takes the year or month of the second."""
    plain, words = scene.plain, scene.words
    i = 0
    while i < len(matches):
        one = matches[i]
        two = matches[i + 1] if i + 1 < len(matches) else None
        if two is not None and one.reads in _JOINABLE and two.reads in _JOINABLE:
            link, before = plain[one.end : two.start].lower(), plain[: one.start].lower()
            opened = (words.range_open.search(before) and words.range_link.fullmatch(link)) or (
                words.between_open.search(before) and words.between_link.fullmatch(link)
            )
            if opened:
                yield _inherit(one, two), two
                i += 2
                continue
            if re.fullmatch(r",? (?:et|ou) (?:le )?", link) and one.reads == two.reads == "month":
                one = _inherit(one, two)
        yield (one,)
        i += 1


_JOINABLE = ("day", "month", "year", "weekday", "numeric", "deictic", "season", "bare_day")


def _inherit(one: _Match, two: _Match) -> _Match:
    missing = {
        name: two.words[name]
        for name in ("year", "yy", "turn")
        if name in two.words and one.reads in ("day", "month") and not {"year", "yy", "turn"} & set(one.words)
    }
    if one.reads == "bare_day":
        missing |= {name: two.words[name] for name in ("month", "short", "year", "yy") if name in two.words}
        if {"month", "short"} & set(missing):
            return replace(one, reads="day", words={**one.words, **missing})
    return replace(one, words={**one.words, **missing})


def _read(group: tuple[_Match, ...], scene: _Scene) -> Iterable[tuple[int, int, _Meaning]]:
    one = group[0]
    before = scene.plain[: one.start].lower()
    scene.ahead = scene.words.ahead.search(before) is not None
    if len(group) == 1:
        yield from _READINGS[one.reads](one, scene)
        return
    first = list(_READINGS[one.reads](one, scene))
    two = group[1]
    second = list(_READINGS[two.reads](two, scene))
    if not first or not second:
        yield from [*first, *second]
        return
    a, b = first[0][2], second[-1][2]
    if a.interval and b.interval and a.interval.begin and b.interval.end:
        begin = a.interval.begin
        if begin >= b.interval.end:
            if one.reads == "weekday" and b.interval.begin:
                begin = b.interval.begin - timedelta(days=(b.interval.begin - begin).days % 7)
            else:
                begin = _date(begin.year - 1, begin.month, begin.day) or begin
        basis: Basis = "published" if "published" in (a.basis, b.basis) else "text"
        step = b.shift_days if a.shift_days or one.reads == "weekday" else None
        if begin < b.interval.end:
            meaning = _Meaning(
                Interval(begin, b.interval.end), basis, b.granularity, f"{a.value}/{b.value}", "in", step
            )
            yield one.start, two.end, meaning
            return
    yield from [*first, *second]


# ---------------------------------------------------------------- attachment


def _attach(meaning: _Meaning, plain: str, begin: int, words: TimeWords) -> _Meaning:
    """Give the meaning the relation that its preposition says."""
    if meaning.relation != "in" or meaning.granularity == "hour" or meaning.basis == "event":
        return meaning
    match = words.relation.search(plain[max(0, begin - 30) : begin].lower())
    if match is None:
        return meaning
    relation = words.relations[" ".join(match[1].split())]
    if relation not in _SETTLED:
        return meaning
    if (
        relation == "before"
        and meaning.value
        and meaning.granularity in ("week", "month", "year")
        and re.match(r"fin\b", plain[begin:].lower())
    ):
        relation = "until"  # « avant la fin du mois »
    return replace(meaning, relation=relation, interval=_related(meaning.interval, relation))


def _related(interval: Interval | None, relation: Relation) -> Interval | None:
    if interval is None:
        return None
    begin, end = interval.begin, interval.end
    if relation == "since":
        return Interval(begin, None) if begin else None
    if relation == "until":
        return Interval(None, end) if end else None
    if relation == "before":
        return Interval(None, begin) if begin else None
    if relation == "after":
        return Interval(end, None) if end else None
    return interval


def _timex(text: str, begin: int, end: int, start: int, meaning: _Meaning) -> Timex:
    anchor = Anchor(start + begin, start + end, text[begin:end])
    return Timex(
        anchor,
        meaning.interval,
        meaning.basis,
        meaning.relation,
        meaning.granularity,
        meaning.value,
        meaning.shift_days,
    )


def _remember(meaning: _Meaning, begin: int, scene: _Scene) -> None:
    interval = meaning.interval
    if interval is None or interval.begin is None:
        return
    if (
        meaning.granularity == "day"
        and interval.end
        and (interval.end - interval.begin).days <= 2
        and meaning.relation == "in"
    ):
        scene.last_day = meaning
    if (
        meaning.basis == "text"
        and meaning.relation == "in"
        and len(scene.plain[:begin].strip()) <= 4
        and meaning.granularity in ("day", "month", "year")
    ):
        scene.frame = meaning


# ---------------------------------------------------------------- calendar


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9998 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _days(first: date, count: int = 1) -> Interval:
    return Interval(first, first + timedelta(days=count))


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(year: int, month: int) -> Interval:
    first = date(year, month, 1)
    return Interval(first, _plus_months(first, 1))


def _year(year: int, years: int = 1) -> Interval:
    return Interval(date(max(year, 1), 1, 1), date(min(year + years, 9999), 1, 1))


def _week(day: date) -> Interval:
    return _days(day - timedelta(days=day.weekday()), 7)


def _week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _third(interval: Interval, granularity: str, edge: str | None) -> Interval:
    """Beginning, middle or end: days 1–10, 11–20, 21–end of a month, else the thirds of the span."""
    begin, end = interval.begin, interval.end
    if begin is None or end is None or edge in (None, "whole"):
        return interval
    if granularity == "month":
        cuts = [begin, begin + timedelta(days=10), begin + timedelta(days=20), end]
    elif granularity == "week":
        cuts = [begin, begin + timedelta(days=2), begin + timedelta(days=4), end]
    elif granularity == "year":
        cuts = [begin, _plus_months(begin, 4), _plus_months(begin, 8), end]
    else:
        span = (end - begin).days
        cuts = [begin, begin + timedelta(days=span // 3), begin + timedelta(days=2 * span // 3), end]
    at = ("start", "mid", "end").index(str(edge))
    return Interval(cuts[at], cuts[at + 1])


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _full_year(match: _Match) -> int | None:
    if "year" in match.words:
        return int(match.words["year"])
    if "yy" in match.words:
        short = int(match.words["yy"])
        return 1900 + short if short >= 40 else 2000 + short
    return None


def _month_number(match: _Match, words: TimeWords, name: str = "month") -> int | None:
    spelled = match.words.get(name) or match.words.get("short")
    return words.months.get(spelled.rstrip(".")) if spelled else None


def _turn(match: _Match, words: TimeWords) -> str | None:
    spelled = match.words.get("turn")
    return words.tables["turn"].get(" ".join(spelled.split())) if spelled else None


def _count(match: _Match, words: TimeWords) -> int | None:
    spelled = match.words.get("count") or match.words.get("count2")
    return read_number(spelled, words.numbers) if spelled else None


def _part_value(match: _Match, words: TimeWords) -> str:
    spelled = match.words.get("part2") or match.words.get("part")
    return "T" + words.tables["part"][" ".join(spelled.split())] if spelled else ""


def _nearest(candidates: Iterable[date], turn: str | None, scene: _Scene, limit: int) -> tuple[date, int | None] | None:
    """Of the same day in several years the one meant, and the days to the next one where that could be meant too."""
    published = scene.published
    days = sorted(candidates)
    if published is None or not days:
        return None
    past = [day for day in days if day <= published]
    ahead = [day for day in days if day > published]
    if turn in ("last", "previous"):
        before = [day for day in past if day < published]
        return (before[-1], None) if before else None
    if turn in ("next", "following"):
        return (ahead[0], None) if ahead else None
    if scene.ahead:
        return next(((day, None) for day in days if day >= published), None)
    if not past or not ahead:
        return (past[-1], None) if past else (ahead[0], None)
    gone, to_come = (published - past[-1]).days, (ahead[0] - published).days
    if to_come <= (MAX_DAYS_AHEAD_WITH_CUE if scene.future and to_come < gone else limit) and to_come < gone:
        return ahead[0], (past[-1] - ahead[0]).days
    return past[-1], (ahead[0] - past[-1]).days if gone > MIN_DAYS_PAST_FOR_NEXT_YEAR else None


# ---------------------------------------------------------------- readings

_Reading = Iterable[tuple[int, int, _Meaning]]


def _read_numeric(match: _Match, scene: _Scene) -> _Reading:
    day = _date(int(match.words["iso"]), int(match.words["isomonth"]), int(match.words["isoday"]))
    if day is not None:
        yield match.start, match.end, _Meaning(_days(day), "text", "day", day.isoformat())


def _read_day(match: _Match, scene: _Scene) -> _Reading:
    meaning = _day_meaning(match, scene, match.words["day"], match.words.get("weekday"))
    if meaning is not None:
        yield match.start, match.end, replace(meaning, value=f"{meaning.value}{_part_value(match, scene.words)}")


def _day_meaning(match: _Match, scene: _Scene, spelled: str, weekday: str | None) -> _Meaning | None:
    number, month, year = int(re.sub(r"\D", "", spelled)), _month_number(match, scene.words), _full_year(match)
    if month is None:
        return None
    if year is not None:
        day = _date(year, month, number)
        return _Meaning(_days(day), "text", "day", day.isoformat()) if day else None
    unknown = _Meaning(None, "published", "day", f"XXXX-{month:02d}-{number:02d}")
    if scene.published is None:
        return unknown
    turn = _turn(match, scene.words)
    span = 7 if weekday or (month, number) == (2, 29) else 1
    years = range(scene.published.year - span, scene.published.year + span + 1)
    days = [day for year in years if (day := _date(year, month, number))]
    if weekday:
        fitting = [day for day in days if day.weekday() == scene.words.weekdays[weekday]]
        near = [day for day in fitting if abs((day - scene.published).days) < 800]
        if near and not turn:
            day = min(near, key=lambda day: abs((day - scene.published).days) if scene.published else 0)
            return _Meaning(_days(day), "published", "day", day.isoformat())
        days = fitting if fitting and turn else [day for day in days if abs(day.year - scene.published.year) <= 1]
    framed = _framed(scene, month, number)
    if framed is not None and not turn:
        return _Meaning(_days(framed), "text", "day", framed.isoformat())
    chosen = _nearest(days, turn, scene, MAX_DAYS_AHEAD)
    if chosen is None:
        return None if not days else unknown
    return _Meaning(_days(chosen[0]), "published", "day", chosen[0].isoformat(), "in", chosen[1])


def _framed(scene: _Scene, month: int, day: int) -> date | None:
    """« Le 12 janvier 2010, …, puis en mars »: the year that opens the sentence, for what comes later in it."""
    frame = scene.frame
    if frame is None or frame.interval is None or frame.interval.begin is None or scene.published is None:
        return None
    candidate = _date(frame.interval.begin.year, month, day)
    return candidate if candidate and frame.interval.begin <= candidate <= scene.published else None


def _read_day_list(match: _Match, scene: _Scene) -> _Reading:
    more = match.words.get("more", "")
    last = _day_meaning(match, scene, match.words["day2"], match.words.get("weekday2"))
    if last is None or last.interval is None or last.interval.begin is None:
        return
    if not more:
        first = _same_month(last, match.words["day"])
        between = scene.words.between_open.search(
            scene.plain[: match.start].lower() + scene.plain[match.start : match.start + 6].lower()
        )
        opened = scene.plain[match.start :].lower().startswith("entre ") or between is not None
        if (
            first
            and first.interval
            and first.interval.begin
            and (opened or (last.interval.begin - first.interval.begin).days == 1)
        ):
            shown = (
                match.start + len("entre ") if scene.plain[match.start :].lower().startswith("entre ") else match.start
            )
            interval = Interval(first.interval.begin, last.interval.end)
            if first.interval.begin < last.interval.begin:
                yield shown, match.end, replace(last, interval=interval, value=f"{first.value}/{last.value}")
                return
        if first:
            yield match.start, match.spans["day"][1], first
    else:
        positions = [match.spans["day"]] + [
            (m.start() + match.spans["more"][0], m.end() + match.spans["more"][0]) for m in re.finditer(r"\d+", more)
        ]
        for begin, end in positions:
            meaning = _same_month(last, scene.plain[begin:end])
            if meaning:
                yield begin, end, meaning
    yield match.spans["day2"][0], match.end, last


def _same_month(last: _Meaning, spelled: str) -> _Meaning | None:
    assert last.interval is not None
    assert last.interval.begin is not None
    day = _date(last.interval.begin.year, last.interval.begin.month, int(re.sub(r"\D", "", spelled)))
    return replace(last, interval=_days(day), value=day.isoformat()) if day else None


def _read_day_range(match: _Match, scene: _Scene) -> _Reading:
    last = _day_meaning(match, scene, match.words["day2"], match.words.get("weekday2"))
    if last is None or last.interval is None or last.interval.end is None:
        return
    first = _same_month(last, match.words["day"])
    if first and first.interval and first.interval.begin and first.interval.begin < last.interval.end:
        yield (
            match.start,
            match.end,
            replace(
                last, interval=Interval(first.interval.begin, last.interval.end), value=f"{first.value}/{last.value}"
            ),
        )


def _read_bare_day(match: _Match, scene: _Scene) -> _Reading:
    number = int(re.sub(r"\D", "", match.words["day"]))
    weekday = match.words.get("weekday")
    told = scene.last_day.interval.begin if scene.last_day and scene.last_day.interval else None
    origin = scene.published if weekday else told or scene.published
    if origin is None:
        return
    days = [day for step in range(-13, 3) if (day := _date(*_year_month(origin, step), number))]
    if weekday:
        days = [day for day in days if day.weekday() == scene.words.weekdays[weekday]]
    if told and not weekday:
        day = min(days, key=lambda day: abs((day - origin).days), default=None)
    else:
        day = max((day for day in days if day <= origin), default=None)
        soon = min((day for day in days if day > origin), default=None)
        if soon is not None and (soon - origin).days <= 6 and weekday:
            day = soon
    if day is not None:
        yield match.start, match.end, _Meaning(_days(day), "published", "day", day.isoformat())


def _year_month(day: date, step: int) -> tuple[int, int]:
    moved = _plus_months(day.replace(day=1), step)
    return moved.year, moved.month


def _read_weekday(match: _Match, scene: _Scene) -> _Reading:
    yield match.start, match.end, _weekday_meaning(match, scene, match.words["weekday"], _turn(match, scene.words))


def _weekday_meaning(match: _Match, scene: _Scene, spelled: str, turn: str | None) -> _Meaning:
    weekday = scene.words.weekdays[spelled]
    part = _part_value(match, scene.words)
    if (
        turn in ("following", "previous")
        and scene.told_day
        and scene.told_day.interval
        and scene.told_day.interval.begin
    ):
        told = scene.told_day.interval.begin
        step = (
            (weekday - told.weekday() - 1) % 7 + 1 if turn == "following" else -((told.weekday() - weekday - 1) % 7 + 1)
        )
        day = told + timedelta(days=step)
        return _Meaning(_days(day), scene.told_day.basis, "day", day.isoformat() + part)
    if scene.published is None:
        return _Meaning(None, "published", "day", f"XXXX-WXX-{weekday + 1}{part}")
    gone = (scene.published.weekday() - weekday) % 7
    if turn == "last" or turn == "previous":
        gone = gone or 7
    elif turn in ("next", "following") or (scene.ahead and gone):
        gone -= 7
    day = scene.published - timedelta(days=gone)
    step_on = 7 if gone > 0 and turn is None else None
    return _Meaning(_days(day), "published", "day", day.isoformat() + part, "in", step_on)


def _read_weekday_list(match: _Match, scene: _Scene) -> _Reading:
    last = _weekday_meaning(match, scene, match.words["weekday2"], _turn(match, scene.words))
    if last.interval is None or last.interval.begin is None or last.interval.end is None:
        yield match.start, match.end, replace(last, value=None)
        return
    first = last.interval.begin - timedelta(days=1)
    value = f"{first.isoformat()}/{last.interval.begin.isoformat()}"
    yield match.start, match.end, replace(last, interval=Interval(first, last.interval.end), value=value)


def _read_night(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    second = "weekday2" in match.words or "day2" in match.words
    if "month" in match.words or "month2" in match.words:
        inner = dict(match.words)
        if "month2" in inner:
            inner |= {"month": inner["month2"], "year": inner.get("year2", "")}
            if not inner["year"]:
                del inner["year"]
        day = inner.get("day2") or inner.get("day")
        if day is None:
            return
        last = _day_meaning(
            replace(match, words=inner), scene, day, inner.get("weekday2") or (None if second else inner.get("weekday"))
        )
    else:
        spelled = match.words.get("weekday2") or match.words.get("weekday")
        if spelled is None:
            return
        last = _weekday_meaning(
            replace(match, words={k: v for k, v in match.words.items() if k != "part"}),
            scene,
            spelled,
            _turn(match, words),
        )
    if last is None:
        return
    interval, value = last.interval, last.value
    if interval and interval.begin and interval.end and second:
        first = interval.begin - timedelta(days=1)
        interval, value = Interval(first, interval.end), first.isoformat()
    yield match.start, match.end, replace(last, interval=interval, value=f"{value}TNI" if value else None)


def _read_deictic(match: _Match, scene: _Scene) -> _Reading:
    part = _part_value(match, scene.words)
    step = scene.words.tables["deictic"][match.words["deictic"]]
    if scene.published is None:
        yield match.start, match.end, _Meaning(None, "published", "day", None if step else "PRESENT_REF")
        return
    day = scene.published + timedelta(days=step)
    yield match.start, match.end, _Meaning(_days(day), "published", "day", day.isoformat() + part)


def _read_this_part(match: _Match, scene: _Scene) -> _Reading:
    part = _part_value(match, scene.words) or "TNI"
    if scene.published is None:
        yield match.start, match.end, _Meaning(None, "published", "day", None)
    elif part == "TNI":
        first = scene.published - timedelta(days=1)
        yield match.start, match.end, _Meaning(_days(first, 2), "published", "day", first.isoformat() + part)
    else:
        yield (
            match.start,
            match.end,
            _Meaning(_days(scene.published), "published", "day", scene.published.isoformat() + part),
        )


def _read_lone_part(match: _Match, scene: _Scene) -> _Reading:
    """« dans la soirée » is of the day last told; « dans la nuit » with no such day is the one before publication."""
    part = _part_value(match, scene.words)
    told = scene.told_day
    day = told.interval.begin if told and told.interval else None
    if part == "TNI" and (day is None or day == scene.published):
        if scene.published is not None:
            first = scene.published - timedelta(days=1)
            yield match.start, match.end, _Meaning(_days(first, 2), "published", "day", first.isoformat() + part)
        return
    if day is None or told is None:
        yield match.start, match.end, _Meaning(None, "published", "day", None)
        return
    yield (
        match.start,
        match.end,
        _Meaning(
            _days(day, 2 if part == "TNI" else 1), told.basis, "day", day.isoformat() + part, "in", told.shift_days
        ),
    )


def _read_this_day(match: _Match, scene: _Scene) -> _Reading:
    if scene.published is not None and scene.plain[match.start : match.end].lower() == "ce jour":
        yield match.start, match.end, _Meaning(_days(scene.published), "published", "day", scene.published.isoformat())


def _read_same_day(match: _Match, scene: _Scene) -> _Reading:
    told = scene.told_day
    if told is not None:
        yield match.start, match.end, told
    else:
        yield match.start, match.end, _Meaning(None, "event", "day", None, "in", 0)


def _read_beside_day(match: _Match, scene: _Scene) -> _Reading:
    spelled = match.words.get("beside") or match.words.get("beside2") or ""
    step = scene.words.tables["beside"][spelled]
    part = _part_value(match, scene.words)
    relation: Relation = "after" if step > 0 else "before"
    if "of" in match.words:
        origin = _day_right_after(match.end + len(match.words["of"]), scene)
        if origin is not None:
            moved = origin[0] + timedelta(days=step)
            yield match.start, origin[1], _Meaning(_days(moved), "text", "day", moved.isoformat() + part)
        else:
            yield match.start, match.end, _Meaning(None, "event", "day", None, relation, step)
        return
    told = scene.told_day
    if told is not None and told.interval and told.interval.begin and told.interval.end:
        edge = told.interval.begin if step < 0 else told.interval.end - timedelta(days=1)
        day = edge + timedelta(days=step)
        yield match.start, match.end, _Meaning(_days(day), told.basis, "day", day.isoformat() + part)
    else:
        yield match.start, match.end, _Meaning(None, "event", "day", None, relation, step)


def _day_right_after(position: int, scene: _Scene) -> tuple[date, int] | None:
    """The day told right after « la veille du », « deux jours après le », and where its words end."""
    for rule in scene.words.rules:
        if rule.reads in ("day", "numeric"):
            match = rule.pattern.match(scene.plain, position)
            if match:
                groups = {name: value.lower() for name, value in match.groupdict().items() if value is not None}
                inner = _Match(match.start(), match.end(), 0, rule.reads, groups, {})
                for _, _, meaning in _READINGS[rule.reads](inner, scene):
                    if meaning.interval and meaning.interval.begin:
                        return meaning.interval.begin, match.end()
    return None


def _read_holiday(match: _Match, scene: _Scene) -> _Reading:
    spelled = " ".join(match.words["holiday"].split())
    rule = scene.words.tables["holiday"][spelled]
    year = _full_year(match)
    if year is not None:
        day = _holiday(rule, year)
        yield match.start, match.end, _Meaning(_days(day), "text", "day", day.isoformat())
    elif scene.published is not None:
        days = [_holiday(rule, scene.published.year + step) for step in (-1, 0, 1)]
        chosen = _nearest(days, _turn(match, scene.words), scene, MAX_DAYS_AHEAD)
        if chosen:
            yield (
                match.start,
                match.end,
                _Meaning(_days(chosen[0]), "published", "day", chosen[0].isoformat(), "in", chosen[1]),
            )


def _holiday(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return date(year, int(month), int(day))


def _read_named_day(match: _Match, scene: _Scene) -> _Reading:
    day = date.fromisoformat(scene.words.tables["named_day"][" ".join(match.words["named_day"].split())])
    begin = match.start + next(i for i, char in enumerate(scene.plain[match.start :]) if char.isdigit())
    yield begin, match.end, _Meaning(_days(day), "text", "day", day.isoformat())


def _read_month(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    month, year = _month_number(match, words), _full_year(match)
    edge = words.tables["edge"].get(match.words.get("edge", ""))
    if month is None:
        return
    if year is not None:
        yield (
            match.start,
            match.end,
            _Meaning(_third(_month(year, month), "month", edge), "text", "month", f"{year}-{month:02d}"),
        )
        return
    if scene.published is None:
        yield match.start, match.end, _Meaning(None, "published", "month", f"XXXX-{month:02d}")
        return
    framed = _framed(scene, month, 1)
    turn = _turn(match, words)
    if framed is not None and turn is None and framed.year != scene.published.year:
        yield (
            match.start,
            match.end,
            _Meaning(_third(_month(framed.year, month), "month", edge), "text", "month", f"{framed.year}-{month:02d}"),
        )
        return
    this = scene.published.replace(day=1)
    months = [date(scene.published.year + step, month, 1) for step in (-1, 0, 1)]
    if this.month == month and turn not in ("last", "next"):
        chosen: tuple[date, int | None] | None = this, None
    elif turn == "last":
        chosen = max(day for day in months if day < this), None
    else:
        chosen = _nearest(months, turn, scene, MAX_DAYS_AHEAD_OF_MONTHS)
    if chosen:
        first, step = chosen
        yield (
            match.start,
            match.end,
            _Meaning(
                _third(_month(first.year, month), "month", edge),
                "published",
                "month",
                f"{first.year}-{month:02d}",
                "in",
                step,
            ),
        )


def _read_season(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    season = words.tables["season"][match.words["season"]]
    edge = words.tables["edge"].get(match.words.get("edge", ""))
    basis: Basis = "text"
    step: int | None = None
    if "year" in match.words:
        year = int(match.words["year"])
        interval = _season(season, year, words)
        if (
            "year2" not in match.words
            and scene.published
            and interval.begin
            and interval.begin > scene.published
            and season == "WI"
        ):
            interval = _season(season, year - 1, words)
    elif scene.published is None or (match.start == match.spans["season"][0] and "edge" not in match.words):
        if scene.published is None or not re.search(r"\ben $", scene.plain[: match.start]):
            return
        yield match.start, match.end, _Meaning(None, "published", "season", f"XXXX-{season}")
        return
    else:
        basis = "published"
        turn = _turn(match, words)
        found = _season_near(season, turn, scene)
        if found is None:
            return
        interval, year = found, found.begin.year if found.begin else 0
        if turn is None and interval.end and interval.end <= scene.published:
            step = 365
    value = f"{year}-{season}"
    yield match.start, match.end, _Meaning(_third(interval, "season", edge), basis, "season", value, "in", step)


def _season(season: str, year: int, words: TimeWords) -> Interval:
    order = list(words.seasons)
    month, day = words.seasons[season]
    after = words.seasons[order[(order.index(season) + 1) % len(order)]]
    begin = date(year, month, day)
    return Interval(begin, date(year + (after < (month, day)), *after))


def _season_near(season: str, turn: str | None, scene: _Scene) -> Interval | None:
    published = scene.published
    if published is None:
        return None
    spans = [_season(season, published.year + step, scene.words) for step in (-2, -1, 0, 1)]
    if turn == "last":
        return [span for span in spans if span.end and span.end <= published][-1]
    if turn == "next":
        return next((span for span in spans if span.begin and span.begin > published), None)
    begun = [span for span in spans if span.begin and span.begin <= published]
    coming = next((span for span in spans if span.begin and span.begin > published), None)
    if (
        coming
        and coming.begin
        and ((coming.begin - published).days <= 45 or scene.future)
        and not (begun[-1].end and begun[-1].end > published)
    ):
        return coming
    return begun[-1]


def _read_year(match: _Match, scene: _Scene) -> _Reading:
    year = int(match.words["year"])
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield match.start, match.end, _Meaning(_third(_year(year), "year", edge), "text", "year", f"{year:04d}")


def _read_year_range(match: _Match, scene: _Scene) -> _Reading:
    first, last = int(match.words["year"]), int(match.words["year2"])
    yield match.start, match.end, _Meaning(_year(first, last - first + 1), "text", "year", f"{first}/{last}")


def _read_decade(match: _Match, scene: _Scene) -> _Reading:
    spelled = match.words["decade"]
    number = int(spelled) if spelled.isdigit() else scene.words.tables["decade"][spelled]
    if number < 100:
        number += 2000 if number < 20 else 1900
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield (
        match.start,
        match.end,
        _Meaning(_third(_year(number, 10), "decade", edge), "text", "decade", str(number // 10)),
    )


def _read_century(match: _Match, scene: _Scene) -> _Reading:
    spelled = match.words["century"].upper()
    number = int(spelled) if spelled.isdigit() else _roman(spelled)
    if number is None or not 1 <= number <= 22 or "bc" in match.words:
        return
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield (
        match.start,
        match.end,
        _Meaning(_third(_year(100 * number - 99, 100), "century", edge), "text", "century", f"{number - 1:02d}"),
    )


def _roman(spelled: str) -> int | None:
    values = [_ROMAN[letter] for letter in spelled]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _read_quarter(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    nth = words.tables["nth"][match.words["nth"]]
    size = 3 if words.tables["unit"][match.words["period_part"]] == "quarter" else 6
    year = _full_year(match) or (scene.published.year if scene.published else None)
    nth = 12 // size if nth == 0 else nth
    if nth > 12 // size or year is None:
        return
    begin = date(year, (nth - 1) * size + 1, 1)
    basis: Basis = "text" if "year" in match.words else "published"
    yield (
        match.start,
        match.end,
        _Meaning(
            Interval(begin, _plus_months(begin, size)), basis, "quarter", f"{year}-{'Q' if size == 3 else 'H'}{nth}"
        ),
    )


def _read_period(match: _Match, scene: _Scene) -> _Reading:
    words, published = scene.words, scene.published
    unit = words.tables["period"][match.words["period"]]
    turn = _turn(match, words) or "this"
    inner = scene.plain[match.start : match.end].lower()
    edge = words.tables["edge"].get(match.words.get("edge", ""))
    if "year" in match.words and unit == "year":
        yield from _read_year(match, scene)
        return
    if turn in ("following", "previous") or any(word in inner for word in words.same_words):
        yield match.start, match.end, _beside_period(unit, turn, any(word in inner for word in words.same_words), scene)
        return
    if published is None:
        yield match.start, match.end, _Meaning(None, "published", unit, None)
        return
    if unit == "weekend":
        step, other = _weekends_on(turn, published)
    else:
        step, other = {"last": -1, "this": 0, "next": 1}[turn], None
    made = _period(unit, published, step)
    if made is not None:
        interval, value = made
        yield (
            match.start,
            match.end,
            _Meaning(
                _third(interval, unit, edge),
                "published",
                "week" if unit == "weekend" else unit,
                value + _part_value(match, words),
                "in",
                other,
            ),
        )


def _weekends_on(turn: str, published: date) -> tuple[int, int | None]:
    """How many weeks on the week-end lies, and the days to the one that a planned event means.

    Until Wednesday « ce week-end » is the last one and « le week-end prochain » the coming one.
    """
    early = published.weekday() < 3
    if turn == "this":
        return (-1, 7) if early else (0, None)
    return (-1 if turn == "last" else 0 if early else 1), None


def _period(unit: str, day: date, step: int) -> tuple[Interval, str] | None:
    """The span of `unit` that holds `day`, or the one `step` spans on, and its TIMEX3 value."""
    if unit == "week":
        week = _week(day + timedelta(days=7 * step))
        return week, _week_value(day + timedelta(days=7 * step))
    if unit == "weekend":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
        return _days(monday + timedelta(days=5), 2), f"{_week_value(monday)}-WE"
    if unit == "month":
        first = _plus_months(day.replace(day=1), step)
        return _month(first.year, first.month), f"{first.year}-{first.month:02d}"
    if unit == "quarter":
        first = _plus_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return Interval(first, _plus_months(first, 3)), f"{first.year}-Q{(first.month + 2) // 3}"
    if unit == "year":
        return _year(day.year + step), str(day.year + step)
    if unit == "decade":
        first_year = day.year // 10 * 10 + 10 * step
        return _year(first_year, 10), str(first_year // 10)
    if unit == "century":
        number = (day.year - 1) // 100 + step
        return _year(100 * number + 1, 100), str(number)
    return None


def _beside_period(unit: str, turn: str, same: bool, scene: _Scene) -> _Meaning:
    told = scene.last_day or (scene.frame if scene.frame else None)
    begin = told.interval.begin if told and told.interval else None
    if begin is None and scene.previous and scene.previous.interval:
        begin = scene.previous.interval.begin
    step = 0 if same else 1 if turn == "following" else -1
    made = _period(unit, begin, step) if begin else None
    if made is None:
        return _Meaning(
            None,
            "event",
            unit,
            None,
            "in" if same else "after" if step > 0 else "before",
            7 * step if unit == "week" else None,
        )
    return _Meaning(made[0], "text", "week" if unit == "weekend" else unit, made[1])


def _span_at(unit: str, day: date, count: int) -> tuple[Interval, str, str] | None:
    """The day, week, month or year `count` units from `day`, negative before: interval, granularity, value."""
    if unit in ("second", "minute", "hour"):
        at = day + timedelta(days=int(count / 24) if unit == "hour" else 0)
        return _days(at), "day", at.isoformat()
    if unit == "day":
        at = day + timedelta(days=count)
        return _days(at), "day", at.isoformat()
    if unit in ("week", "weekend"):
        at = day + timedelta(days=7 * count)
        return _week(at), "week", _week_value(at)
    if unit in ("month", "quarter", "semester"):
        at = _plus_months(day.replace(day=1), count * _MONTHS_IN[unit])
        return _month(at.year, at.month), "month", f"{at.year}-{at.month:02d}"
    if unit in ("year", "decade", "century"):
        year = day.year + count * _MONTHS_IN[unit] // 12
        return (_year(year), "year", f"{year:04d}") if 1 <= year <= 9000 else None
    return None


def _read_ago(match: _Match, scene: _Scene) -> _Reading:
    yield from _read_counted(match, scene, -1)


def _read_within(match: _Match, scene: _Scene) -> _Reading:
    inner = scene.plain[match.start : match.end].lower()
    count, unit = _count(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    if scene.ahead or re.match(r"(?:\S+ )?les ", inner) or re.search(r"\bsous $", scene.plain[: match.start].lower()):
        if scene.published is None or count is None:
            yield match.start, match.end, _Meaning(None, "published", unit, "FUTURE_REF", "until")
            return
        limit = _moved(scene.published, unit, count)
        yield (
            match.start,
            match.end,
            _Meaning(Interval(None, limit + timedelta(days=1)), "published", unit, _duration(unit, count), "until"),
        )
        return
    yield from _read_counted(match, scene, 1)


def _read_counted(match: _Match, scene: _Scene, sign: int) -> _Reading:
    count, unit = _count(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    unknown = _Meaning(None, "published", unit, "PAST_REF" if sign < 0 else "FUTURE_REF")
    rough = (match.words.get("count") or "").endswith(("aine", "aine de", "aine d'"))
    made = (
        _span_at(unit, scene.published, sign * count) if scene.published and count is not None and not rough else None
    )
    yield match.start, match.end, _Meaning(made[0], "published", made[1], made[2]) if made else unknown


def _moved(day: date, unit: str, count: int) -> date:
    if unit in _MONTHS_IN:
        return _plus_months(day, count * _MONTHS_IN[unit])
    if unit == "hour":
        return day + timedelta(days=(abs(count) + 12) // 24 * (1 if count > 0 else -1))
    return day + timedelta(days=count * DAYS_OF[unit])


def _read_last_count(match: _Match, scene: _Scene) -> _Reading:
    count, unit = _count(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    turn = _turn(match, scene.words)
    if count is None or scene.published is None:
        value = f"PX{_LETTER.get(unit, 'D')}" if turn == "last" else "FUTURE_REF"
        yield match.start, match.end, _Meaning(None, "published", unit, value)
        return
    if turn == "last":
        interval = Interval(_moved(scene.published, unit, -count), scene.published + timedelta(days=1))
    else:
        interval = Interval(scene.published, _moved(scene.published, unit, count) + timedelta(days=1))
    yield match.start, match.end, _Meaning(interval, "published", unit, _duration(unit, count))


def _read_beside_count(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    count, unit = _count(match, words), words.tables["unit"][match.words["unit"]]
    sign = words.tables["side"][" ".join(match.words["side"].split())]
    if sign == 0:
        yield from _read_duration(match, scene)
        return
    relation: Relation = "after" if sign > 0 else "before"
    days: int | None = None
    if unit in ("second", "minute") or (unit == "hour" and count is None):
        days = 0
    elif count is not None and unit == "hour":
        days = sign * ((count + 12) // 24)
    elif count is not None and unit in ("day", "week"):
        days = sign * count * DAYS_OF[unit]
    value = _duration(unit, count) if count is not None else None
    origin, end = None, match.end
    if "of" in match.words:
        found = _day_right_after(match.end + 1, scene)
        origin, end = found or (None, end)
    elif scene.told_day and scene.told_day.interval:
        origin = scene.told_day.interval.begin
    if origin is not None and count is not None:
        if days is not None:
            moved = origin + timedelta(days=days)
            basis: Basis = scene.told_day.basis if scene.told_day else "text"
            yield match.start, end, _Meaning(_days(moved), basis, "day", moved.isoformat())
            return
        made = _span_at(unit, origin, sign * count)
        if made:
            yield match.start, end, _Meaning(made[0], "text", made[1], made[2])
            return
    yield match.start, match.end, _Meaning(None, "event", unit, value, relation, days)


def _read_duration(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    unit = words.tables["unit"][match.words["unit"]]
    inner = scene.plain[match.start : match.end].lower()
    half = "demi" in inner.split()[0] or "demi-" in inner or " demi " in inner
    count = _count(match, words)
    if half and count is None:
        value: str | None = {"century": "P50Y", "decade": "P5Y", "hour": "PT30M", "day": "PT12H"}.get(unit)
        days: int | None = DAYS_OF[unit] // 2
    elif count is None:
        value, days = (
            f"PX{_LETTER.get(unit, 'D')}" if unit not in ("hour", "minute", "second") else f"PTX{unit[0].upper()}",
            None,
        )
    else:
        value, days = _duration(unit, count), count * DAYS_OF[unit] if unit != "hour" else (count + 12) // 24
    before = scene.plain[max(0, match.start - 30) : match.start].lower()
    found = words.relation.search(before)
    since = found is not None and words.relations[" ".join(found[1].split())] == "since"
    if not since:
        yield match.start, match.end, _Meaning(None, "text", unit, value, "for", days)
        return
    rough = not (match.words.get("count") or "?")[0].isdigit() and (match.words.get("count") or "").endswith(
        ("aine", "aine de", "aine d'")
    )
    exact = (
        count is not None
        and not half
        and not rough
        and inner.startswith(match.words.get("count", "?"))
        and re.search(r"(?:plus de|près de|environ|moins de) $", before) is None
    )
    interval = (
        Interval(_moved(scene.published, unit, -count), None)
        if exact and scene.published and count is not None
        else None
    )
    yield match.start, match.end, _Meaning(interval, "published", unit, value, "since")


def _duration(unit: str, count: int) -> str:
    if unit in ("hour", "minute", "second"):
        return f"PT{count}{unit[0].upper()}"
    if unit in _LETTER:
        return f"P{count}{_LETTER[unit]}"
    if unit == "weekend":
        return f"P{count}WE"
    months = count * _MONTHS_IN[unit]
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _read_clock(match: _Match, scene: _Scene) -> _Reading:
    words = scene.words
    hour = int(match.words["hour"]) if "hour" in match.words else words.tables["hours"][match.words["hourword"]]
    inner = scene.plain[match.start : match.end].lower()
    if hour < 12 and ("du soir" in inner or "de l'après-midi" in inner):
        hour += 12
    clock = f"T{hour:02d}:{match.words.get('minute', '00')}"
    told = scene.last_day or _day_soon_after(match, scene) or scene.told_day
    if told is None or told.interval is None or told.interval.begin is None:
        yield match.start, match.end, _Meaning(None, "published", "hour", f"XXXX-XX-XX{clock}")
        return
    day = told.interval.begin
    yield (
        match.start,
        match.end,
        _Meaning(_days(day), told.basis, "hour", day.isoformat() + clock, "in", told.shift_days),
    )


def _day_soon_after(match: _Match, scene: _Scene) -> _Meaning | None:
    """« vers 8 h mardi », « à 18h30 ce lundi 4 juillet »."""
    for rule in scene.words.rules:
        if rule.reads in ("day", "weekday", "deictic", "this_part"):
            found = rule.pattern.search(scene.plain, match.end, match.end + 45)
            if found and found.start() - match.end <= 3:
                groups = {name: value.lower() for name, value in found.groupdict().items() if value is not None}
                inner = _Match(found.start(), found.end(), 0, rule.reads, groups, {})
                for _, _, meaning in _READINGS[rule.reads](inner, scene):
                    return meaning
    return None


def _read_set(match: _Match, scene: _Scene) -> _Reading:
    if "weekday" in match.words:
        value = f"XXXX-WXX-{scene.words.weekdays[match.words['weekday']] + 1}"
        yield match.start, match.end, _Meaning(None, "text", "day", value)
    else:
        unit = scene.words.tables["unit"][match.words["unit"]]
        yield match.start, match.end, _Meaning(None, "text", unit, _duration(unit, _count(match, scene.words) or 1))


def _read_vague(match: _Match, scene: _Scene) -> _Reading:
    yield (
        match.start,
        match.end,
        _Meaning(None, "published", "day", scene.words.vague[" ".join(match.words["vague_word"].split())]),
    )


_READINGS: Mapping[str, Callable[[_Match, _Scene], _Reading]] = {
    "numeric": _read_numeric,
    "day": _read_day,
    "day_list": _read_day_list,
    "day_range": _read_day_range,
    "bare_day": _read_bare_day,
    "weekday": _read_weekday,
    "weekday_list": _read_weekday_list,
    "night": _read_night,
    "deictic": _read_deictic,
    "this_part": _read_this_part,
    "lone_part": _read_lone_part,
    "this_day": _read_this_day,
    "same_day": _read_same_day,
    "beside_day": _read_beside_day,
    "holiday": _read_holiday,
    "named_day": _read_named_day,
    "month": _read_month,
    "season": _read_season,
    "year": _read_year,
    "year_range": _read_year_range,
    "decade": _read_decade,
    "century": _read_century,
    "quarter": _read_quarter,
    "period": _read_period,
    "ago": _read_ago,
    "within": _read_within,
    "last_count": _read_last_count,
    "beside_count": _read_beside_count,
    "duration": _read_duration,
    "clock": _read_clock,
    "set": _read_set,
    "vague": _read_vague,
}


# ---------------------------------------------------------------- loading


@lru_cache(maxsize=8)
def _load(language: str, root: Path) -> TimeWords:
    path = root / language / "times.toml"
    tables = read_toml(path)
    try:
        return _compile(language, root, tables, path)
    except KeyError as error:
        raise ResourceError(
            f"{path}: the table or key {error} is missing. Compare the file with that of another language."
        ) from error


def _compile(language: str, root: Path, tables: Mapping[str, Any], path: Path) -> TimeWords:
    layout = load_language_words(language, root)
    numbers = load_number_words(language, root)
    words = tables["words"]
    months = dict(layout.months.items())
    full = [name for name in months if len(name) > 4 or name in tables["full_months"]]
    short = [name for name in months if name not in full]
    unit_words = words["unit"]
    classes = {
        "weekday": _any(layout.weekdays),
        "month": _any(full),
        "short": _any(short),
        "day": r"1 ?ers?|[12]\d|3[01]|0?[1-9](?!\d)",
        "year": r"(?:1[0-9]|20)\d\d",
        "count": rf"(?<![\w.,/-])(?:une? (?:petite |bonne )?(?:{_any(numbers.singular)}) d[e']|{numbers.cardinal})(?= |(?<='))",
        "vague": _any(words["vague_count"]),
        "unit": _any(unit_words),
        "period": _any(words["period"]),
        "period_part": _any(tables["quarters"]["units"]),
        "vague_word": _any([phrase for phrases in tables["vague"].values() for phrase in phrases]),
    } | {name: _any(words[name]) for name in ("deictic", "part", "season", "edge", "turn", "holiday", "named_day")}
    fragments = tables["fragments"]
    rules = []
    for number, rule in enumerate(tables["rule"], start=1):
        if rule["reads"] not in _READINGS:
            raise ResourceError(
                f"{path}: rule {number} reads “{rule['reads']}”; it may read {', '.join(sorted(_READINGS))}."
            )
        try:
            pattern = re.compile(rf"(?<![\w]){_expand(rule['pattern'], classes, fragments)}", re.IGNORECASE)
        except (re.error, KeyError) as error:
            raise ResourceError(f"{path}: the pattern of rule {number} ({rule['reads']}) is wrong: {error}.") from error
        rules.append(_Rule(rule["reads"], pattern, frozenset(rule["clues"])))
    relations: dict[str, Relation] = {}
    for relation in (*_SETTLED, "for"):
        for phrase in tables["prepositions"][relation]:
            relations.setdefault(phrase, relation)
    context = tables["context"]
    return TimeWords(
        language=language,
        numbers=numbers,
        months=months,
        weekdays={name: number for number, name in enumerate(layout.weekdays)},
        tables={
            **words,
            "beside": tables["beside"],
            "side": tables["side"],
            "nth": tables["quarters"]["nth"],
            "decade": tables["decades"],
            "hours": tables["hours"],
        },
        seasons={name: (month, day) for name, (month, day) in tables["seasons"].items()},
        rules=tuple(rules),
        clues=_clue_words(tables["rule"], classes, words, [*full, *short], layout.weekdays, tables["vague"]),
        relation=re.compile(rf"(?<![\w'-])({_any(relations)}) ?$"),
        relations=relations,
        ahead=re.compile(rf"(?<!\w)(?:{_any(tables['prepositions']['ahead'])})(?: \w+| à l'| l')? ?$"),
        names_before=re.compile(tables["names"]["before"] + "$"),
        names_after=re.compile(tables["names"]["after"]),
        future=re.compile(rf"(?<!\w){tables['future']['cues']}(?!\w)", re.IGNORECASE),
        vague={phrase: f"{name.upper()}_REF" for name, phrases in tables["vague"].items() for phrase in phrases},
        vague_pattern=re.compile(classes["vague_word"], re.IGNORECASE),
        year_before=re.compile(context["year_before"], re.IGNORECASE),
        year_not_before=re.compile(context["year_not_before"], re.IGNORECASE),
        small_plurals=frozenset(context["small_plurals"]),
        clock_before=re.compile(context["clock_before"]),
        duration_before=re.compile(context["duration_before"]),
        sentence_after=re.compile(context["sentence_after"]),
        age_before=re.compile(context["age_before"]),
        range_open=re.compile(context["range_open"]),
        range_link=re.compile(context["range_link"]),
        between_open=re.compile(context["between_open"]),
        between_link=re.compile(context["between_link"]),
        same_words=tuple(context["same"]),
    )


def _expand(pattern: str, classes: Mapping[str, str], fragments: Mapping[str, str]) -> str:
    """Replace {name} by its words, captured, or by its fragment; a space by any run of spaces."""

    def insert(match: re.Match[str]) -> str:
        name, number = match[1], match[2]
        if name in fragments:
            return _expand(fragments[name], classes, fragments)
        return f"(?P<{name}{number}>{classes[name]})"

    return re.sub(r"\{([a-z_]+)(\d?)\}", insert, pattern)


def _clue_words(
    rules: Sequence[Mapping[str, Any]],
    classes: Mapping[str, str],
    words: Mapping[str, Any],
    months: Sequence[str],
    weekdays: Sequence[str],
    vague: Mapping[str, Sequence[str]],
) -> Mapping[str, frozenset[str]]:
    """Each word that a sentence may hold, with the clues it gives."""
    named: dict[str, Iterable[str]] = {
        name: words[name] for name in ("deictic", "part", "season", "holiday", "unit", "period")
    }
    named |= {
        "month": months,
        "weekday": weekdays,
        "vague": [phrase for phrases in vague.values() for phrase in phrases],
    }
    clues: dict[str, set[str]] = {}
    for rule in rules:
        for clue in rule["clues"]:
            for phrase in named.get(clue, [clue]):
                word = max(_LETTERS.findall(phrase), key=len)  # without which the phrase cannot stand
                clues.setdefault(word, set()).add(clue)
    for day in weekdays:
        clues.setdefault(day + "s", set()).add("weekday")
    return {word: frozenset(names) for word, names in clues.items()}


def _any(phrases: Iterable[str]) -> str:
    return "|".join(
        re.escape(phrase).replace(r"\ ", " ")
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    )

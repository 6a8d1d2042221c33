"""What the steps of reading times hand to each other: words, rules, matches, meanings, the scene of a sentence."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.extract.quantities import NumberWords
from kg.model import Basis, Interval, Relation, Timex

MIN_DAYS_OF_A_YEAR_STEP = 300  # a step to the same days of another year, not to the next weekday


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
LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y"}
MONTHS_IN = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
SETTLED: tuple[Relation, ...] = ("since", "until", "before", "after")
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern of times.toml, its reading, and the clues of which the sentence must hold one."""

    reads: str
    pattern: re.Pattern[str]
    clues: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Patterns of what stands right before or after an expression, or at one end of it: the keys of [context]."""

    year_before: re.Pattern[str]
    year_not_before: re.Pattern[str]
    clock_before: re.Pattern[str]
    duration_before: re.Pattern[str]
    sentence_after: re.Pattern[str]
    age_before: re.Pattern[str]
    range_open: re.Pattern[str]
    range_link: re.Pattern[str]
    between_open: re.Pattern[str]
    between_link: re.Pattern[str]
    hour_word: re.Pattern[str]
    colon_before: re.Pattern[str]
    prison_after: re.Pattern[str]
    half: re.Pattern[str]
    half_inside: re.Pattern[str]
    rough_inside: re.Pattern[str]
    of_before: re.Pattern[str]
    of_after: re.Pattern[str]
    years_end: re.Pattern[str]
    feast: re.Pattern[str]
    feast_before: re.Pattern[str]
    noon: re.Pattern[str]
    noon_before: re.Pattern[str]
    months_joined: re.Pattern[str]
    at_end: re.Pattern[str]
    in_before: re.Pattern[str]
    the_first: re.Pattern[str]
    under_before: re.Pattern[str]
    rough_before: re.Pattern[str]
    that_behind: re.Pattern[str]
    plural_end: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The time words and rules of one language, compiled."""

    language: str
    numbers: NumberWords
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    tables: Mapping[str, Mapping[str, Any]]
    seasons: Mapping[str, tuple[int, int]]
    rules: tuple[Rule, ...]
    clues: Mapping[str, frozenset[str]]
    relation: re.Pattern[str]
    relations: Mapping[str, Relation]
    ahead: re.Pattern[str]
    gone: tuple[str, ...]
    names_before: re.Pattern[str]
    names_after: re.Pattern[str]
    aside: re.Pattern[str]
    future: re.Pattern[str]
    vague: Mapping[str, str]
    vague_pattern: re.Pattern[str]
    near: Surroundings
    opening: re.Pattern[str]  # what may stand in front of the date of a line: a bullet, a small word
    entry_clock: re.Pattern[str]
    small_plurals: frozenset[str]
    same_words: tuple[str, ...]
    readings: Mapping[str, Callable[["Match", "Scene"], "Reading"]]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: offsets in the sentence, and the words its groups caught, in lower case."""

    start: int
    end: int
    order: int
    reads: str
    words: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a match means, before its preposition is looked at."""

    interval: Interval | None
    basis: Basis
    granularity: str = "day"
    value: str | None = None
    relation: Relation = "in"
    shift_days: int | None = None


@dataclass(slots=True)
class Scene:
    """What is known while a sentence is read."""

    plain: str
    published: date | None
    words: TimeWords
    previous: Timex | None
    future: bool
    last_day: Meaning | None = None  # the latest single day told in this sentence
    last_span: Meaning | None = None  # the latest month or year told in this sentence
    frame: Meaning | None = None  # an explicit year or month that opens the sentence
    ahead: bool = False  # « d'ici au »: the next such day

    @property
    def told_day(self) -> Meaning | None:
        """The single day last told, here or shortly before."""
        if self.last_day is not None:
            return self.last_day
        timex = self.previous
        if timex is None or timex.interval is None or timex.interval.begin is None or timex.interval.end is None:
            return None
        if (timex.interval.end - timex.interval.begin).days > 2:
            return None
        return Meaning(timex.interval, timex.basis, "day", timex.value, "in", timex.shift_days)

    def told_span(self, units: Sequence[str]) -> Meaning | None:
        """The day, or the span of one of these units, last told: « en février 2019 », from which « trois mois plus tard » counts."""
        if self.last_span is not None and self.last_span.granularity in {*units, "day"}:
            return self.last_span if self.last_span.basis == "text" else None
        timex = self.previous
        if self.last_span is not None or timex is None or timex.granularity not in units or timex.relation != "in":
            return None
        return Meaning(timex.interval, timex.basis, timex.granularity, timex.value)


Reading = Iterable[tuple[int, int, Meaning]]

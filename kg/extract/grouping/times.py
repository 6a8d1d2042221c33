"""Days of two tellings: whether they are one time, a period, a guess."""

import re
from datetime import date, timedelta

from kg.extract.reading import Candidate, SentenceReading
from kg.extract.times.calendar import month_of, plus_months, years_from
from kg.model import Interval, Timex

LONG_DAYS = 28  # between what is told and a time long before it
_COUNT = re.compile(r"P(\d+)([MY])")
_PART = re.compile(r"T[A-Z]{2}$")  # of a value: « 2016-07-10TNI »
_FEW_DAYS = 3  # what a deed takes that a dispatch tells
_MOST_DAYS = 7  # a week is the time of one deed told roughly, ten days that of many
_SPELL_DAYS = 45  # a span of time that no such deed takes


def overlap(a: Interval, b: Interval) -> bool:
    return (a.begin is None or b.end is None or a.begin < b.end) and (
        b.begin is None or a.end is None or b.begin < a.end
    )


def is_spell(a: Interval, b: Interval) -> bool:
    """« depuis 2015 », « en cinq ans » beside a day: what is told of years is not what happened that day.

    « dès samedi » beside « samedi » is no spell: it began with the deed.
    """
    if a.begin is not None and b.begin is not None and abs((a.begin - b.begin).days) <= _FEW_DAYS:
        return False
    days = sorted(length(interval) for interval in (a, b))
    return days[0] <= _FEW_DAYS and days[1] > _SPELL_DAYS


def length(interval: Interval) -> int:
    """Days; without an end as many as no deed takes."""
    if interval.begin is None or interval.end is None:
        return _SPELL_DAYS + 1
    return (interval.end - interval.begin).days


def counts_from_before(span: Interval, deed: Interval) -> bool:
    """Whether a span without an end begins before the deed."""
    return span.end is None and span.begin is not None and deed.begin is not None and span.begin < deed.begin


def is_period(timex: Timex, published: date | None = None) -> bool:
    """A span of more days than a deed takes, or that began more days ago."""
    return timex.relation in ("in", "since") and days_of(timex, published) > _MOST_DAYS


def days_of(timex: Timex, published: date | None) -> int:
    """Days of the span, up to the article's where it has no end; 0 without a begin."""
    interval = timex.interval
    if interval is None or interval.begin is None:
        return 0
    end = interval.end or published
    return (end - interval.begin).days if end is not None else _SPELL_DAYS


def is_lone_hour(timex: Timex, candidate: Candidate) -> bool:
    """« vers 17 heures », « en pleine nuit », in a sentence that tells no day: that it was the day told last is a guess."""
    sentence = candidate.sentence
    told = [other for other in sentence.times if other.granularity == "day" and other.interval is not None]
    guess = timex.granularity == "hour" or _is_bare_part(timex, sentence)
    return guess and all(_is_bare_part(other, sentence) for other in told)


def _is_bare_part(timex: Timex, sentence: SentenceReading) -> bool:
    """« en pleine nuit »: a part of a day, of which nothing says which; « à l'aube » is today's."""
    if (
        timex.value is None
        or _PART.search(timex.value) is None
        or not sentence.anchor.start <= timex.anchor.start < sentence.anchor.end
    ):
        return False
    first, end = sentence.span(timex.anchor.start, timex.anchor.end)
    return end - first == 1


def counted_from(timex: Timex, day: Interval, back: bool = False) -> Timex | None:
    """The day « deux jours après » a day, the month or year « trois mois après » it; `back`: of what it counts from."""
    if day.begin is None or day.end is None:
        return None
    if timex.shift_days is not None:
        move = timedelta(days=-timex.shift_days if back else timex.shift_days)
        return _told(timex, Interval(day.begin + move, day.end + move), "day")
    count = _COUNT.fullmatch(timex.value or "")
    if count is None:
        return None
    steps = int(count[1]) * (-1 if (timex.relation == "before") != back else 1)
    if count[2] == "Y":
        return _told(timex, years_from(day.begin.year + steps), "year")
    month = plus_months(day.begin, steps)
    return _told(timex, month_of(month.year, month.month), "month")


def _told(timex: Timex, interval: Interval, granularity: str) -> Timex:
    return Timex(timex.anchor, interval, "event", "in", granularity, timex.value, timex.shift_days)

"""Dates by calculation, and what the words of a match say of them: month, count, turn, part of the day."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from kg.extract.quantities import read_number
from kg.extract.times.values import Match, Scene, TimeWords
from kg.model import Interval

MAX_DAYS_AHEAD_WITH_CUE = 300  # a day without a year may lie so far ahead where the sentence speaks of the future
MIN_DAYS_PAST_FOR_NEXT_YEAR = 60  # a planned event's « en mars » is next year's once this March is so long gone


def date_of(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9998 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def days_from(first: date, count: int = 1) -> Interval:
    return Interval(first, first + timedelta(days=count))


def plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Interval:
    first = date(year, month, 1)
    return Interval(first, plus_months(first, 1))


def years_from(year: int, years: int = 1) -> Interval:
    return Interval(date(max(year, 1), 1, 1), date(min(year + years, 9999), 1, 1))


def week_of(day: date) -> Interval:
    return days_from(day - timedelta(days=day.weekday()), 7)


def week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def third_of(interval: Interval, granularity: str, edge: str | None) -> Interval:
    """Beginning, middle or end: days 1–10, 11–20, 21–end of a month, else the thirds of the span; or a half of it."""
    begin, end = interval.begin, interval.end
    if begin is None or end is None or edge in (None, "whole"):
        return interval
    if edge in ("first half", "second half"):
        middle = begin + timedelta(days=15) if granularity == "month" else begin + (end - begin) // 2
        return Interval(begin, middle) if edge == "first half" else Interval(middle, end)
    if granularity == "month":
        cuts = [begin, begin + timedelta(days=10), begin + timedelta(days=20), end]
    elif granularity == "week":
        cuts = [begin, begin + timedelta(days=2), begin + timedelta(days=4), end]
    elif granularity == "year":
        cuts = [begin, plus_months(begin, 4), plus_months(begin, 8), end]
    else:
        span = (end - begin).days
        cuts = [begin, begin + timedelta(days=span // 3), begin + timedelta(days=2 * span // 3), end]
    at = ("start", "mid", "end").index(str(edge))
    return Interval(cuts[at], cuts[at + 1])


def easter_of(year: int) -> date:
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


def full_year(match: Match) -> int | None:
    if "year" in match.words:
        return int(match.words["year"])
    if "yy" in match.words:
        short = int(match.words["yy"])
        return 1900 + short if short >= 40 else 2000 + short
    return None


def month_number(match: Match, words: TimeWords, name: str = "month") -> int | None:
    spelled = match.words.get(name) or match.words.get("short")
    return words.months.get(spelled.rstrip(".")) if spelled else None


def turn_of(match: Match, words: TimeWords) -> str | None:
    spelled = match.words.get("turn")
    return words.tables["turn"].get(" ".join(spelled.split())) if spelled else None


def count_of(match: Match, words: TimeWords) -> int | None:
    spelled = match.words.get("count") or match.words.get("count2")
    return read_number(spelled, words.numbers) if spelled else None


def part_value(match: Match, words: TimeWords) -> str:
    spelled = match.words.get("part2") or match.words.get("part")
    return "T" + words.tables["part"][" ".join(spelled.split())] if spelled else ""


def years_around(scene: Scene) -> range:
    """The years near the day or span told last."""
    told = _told_last(scene)
    return range(told.year - 1, told.year + 2) if told is not None else range(0)


def beside_told(begins: Iterable[date], turn: str | None, scene: Scene) -> date | None:
    """« en avril suivant », « le 11 janvier suivant », « l'été précédent »: the one next to what was told last."""
    told = _told_last(scene)
    if told is None or turn not in ("following", "previous"):
        return None
    if turn == "following":
        return min((begin for begin in begins if begin > told), default=None)
    return max((begin for begin in begins if begin < told), default=None)


def _told_last(scene: Scene) -> date | None:
    told = scene.told_span(("month", "season", "year")) or scene.told_day
    return told.interval.begin if told is not None and told.interval is not None else None


def nearest_of(
    candidates: Iterable[date], turn: str | None, scene: Scene, limit: int
) -> tuple[date, int | None] | None:
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

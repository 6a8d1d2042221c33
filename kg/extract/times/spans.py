"""Readings of months, seasons, years and other spans of the calendar: « en mars », « fin 2015 », « la semaine dernière »."""

from datetime import date, timedelta

from kg.extract.times.calendar import (
    beside_told,
    days_from,
    full_year,
    month_number,
    month_of,
    nearest_of,
    part_value,
    plus_months,
    third_of,
    turn_of,
    week_of,
    week_value,
    years_around,
    years_from,
)
from kg.extract.times.days import in_frame
from kg.extract.times.values import MONTHS_IN, Match, Meaning, Reading, Scene, TimeWords
from kg.model import Basis, Interval

MAX_DAYS_AHEAD_OF_MONTHS = 31  # a month without a year lies in the past unless it is nearer than this in the future
DAYS_OF_A_WEEK = 7
ROMAN = {"I": 1, "V": 5, "X": 10}


def read_month(match: Match, scene: Scene) -> Reading:
    words = scene.words
    month, year = month_number(match, words), full_year(match)
    edge = words.tables["edge"].get(match.words.get("edge", ""))
    if month is None:
        return
    if year is not None:
        yield (
            match.start,
            match.end,
            Meaning(third_of(month_of(year, month), "month", edge), "text", "month", f"{year}-{month:02d}"),
        )
        return
    if scene.published is None:
        yield match.start, match.end, Meaning(None, "published", "month", f"XXXX-{month:02d}")
        return
    framed = in_frame(scene, month, 1)
    turn = turn_of(match, words)
    if framed is not None and turn is None and framed.year != scene.published.year:
        yield (
            match.start,
            match.end,
            Meaning(
                third_of(month_of(framed.year, month), "month", edge), "text", "month", f"{framed.year}-{month:02d}"
            ),
        )
        return
    if (told := beside_told([date(year, month, 1) for year in years_around(scene)], turn, scene)) is not None:
        third = third_of(month_of(told.year, month), "month", edge)
        yield match.start, match.end, Meaning(third, "text", "month", f"{told.year}-{month:02d}")
        return
    this = scene.published.replace(day=1)
    months = [date(scene.published.year + step, month, 1) for step in (-1, 0, 1)]
    if this.month == month and turn not in ("last", "next"):
        chosen: tuple[date, int | None] | None = this, None
    elif turn == "last":
        chosen = max(day for day in months if day < this), None
    else:
        chosen = nearest_of(months, turn, scene, MAX_DAYS_AHEAD_OF_MONTHS)
    if chosen:
        first, step = chosen
        yield (
            match.start,
            match.end,
            Meaning(
                third_of(month_of(first.year, month), "month", edge),
                "published",
                "month",
                f"{first.year}-{month:02d}",
                "in",
                step,
            ),
        )


def read_season(match: Match, scene: Scene) -> Reading:
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
        if scene.published is None or not scene.words.near.in_before.search(scene.plain[: match.start]):
            return
        yield match.start, match.end, Meaning(None, "published", "season", f"XXXX-{season}")
        return
    else:
        turn = turn_of(match, words)
        spans = [_season(season, year, words) for year in years_around(scene)]
        told = beside_told([span.begin for span in spans if span.begin], turn, scene)
        found = next((span for span in spans if span.begin == told), None) if told else None
        basis = "text" if found is not None else "published"
        found = found or _season_near(season, turn, scene)
        if found is None:
            return
        interval, year = found, found.begin.year if found.begin else 0
        if turn is None and interval.end and interval.end <= scene.published:
            step = 365
    value = f"{year}-{season}"
    yield match.start, match.end, Meaning(third_of(interval, "season", edge), basis, "season", value, "in", step)


def _season(season: str, year: int, words: TimeWords) -> Interval:
    order = list(words.seasons)
    month, day = words.seasons[season]
    after = words.seasons[order[(order.index(season) + 1) % len(order)]]
    begin = date(year, month, day)
    return Interval(begin, date(year + (after < (month, day)), *after))


def _season_near(season: str, turn: str | None, scene: Scene) -> Interval | None:
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


def read_year(match: Match, scene: Scene) -> Reading:
    year = int(match.words["year"])
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield match.start, match.end, Meaning(third_of(years_from(year), "year", edge), "text", "year", f"{year:04d}")


def read_year_range(match: Match, scene: Scene) -> Reading:
    first, last = int(match.words["year"]), int(match.words["year2"])
    yield match.start, match.end, Meaning(years_from(first, last - first + 1), "text", "year", f"{first}/{last}")


def read_decade(match: Match, scene: Scene) -> Reading:
    spelled = match.words["decade"]
    number = int(spelled) if spelled.isdigit() else scene.words.tables["decade"][spelled]
    if number < 100:
        number += 2000 if number < 20 else 1900
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield (
        match.start,
        match.end,
        Meaning(third_of(years_from(number, 10), "decade", edge), "text", "decade", str(number // 10)),
    )


def read_century(match: Match, scene: Scene) -> Reading:
    spelled = match.words["century"].upper()
    number = int(spelled) if spelled.isdigit() else _roman(spelled)
    if number is None or not 1 <= number <= 22 or "bc" in match.words:
        return
    edge = scene.words.tables["edge"].get(match.words.get("edge", ""))
    yield (
        match.start,
        match.end,
        Meaning(third_of(years_from(100 * number - 99, 100), "century", edge), "text", "century", f"{number - 1:02d}"),
    )


def _roman(spelled: str) -> int | None:
    values = [ROMAN[letter] for letter in spelled]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def read_quarter(match: Match, scene: Scene) -> Reading:
    words = scene.words
    nth = words.tables["nth"][match.words["nth"]]
    size = 3 if words.tables["unit"][match.words["period_part"]] == "quarter" else 6
    year = full_year(match) or (scene.published.year if scene.published else None)
    nth = 12 // size if nth == 0 else nth
    if nth > 12 // size or year is None:
        return
    begin = date(year, (nth - 1) * size + 1, 1)
    basis: Basis = "text" if "year" in match.words else "published"
    yield (
        match.start,
        match.end,
        Meaning(
            Interval(begin, plus_months(begin, size)), basis, "quarter", f"{year}-{'Q' if size == 3 else 'H'}{nth}"
        ),
    )


def read_period(match: Match, scene: Scene) -> Reading:
    words, published = scene.words, scene.published
    unit = words.tables["period"][match.words["period"]]
    turn = turn_of(match, words) or "this"
    inner = scene.plain[match.start : match.end].lower()
    edge = words.tables["edge"].get(match.words.get("edge", ""))
    if "year" in match.words and unit == "year":
        yield from read_year(match, scene)
        return
    if turn in ("following", "previous") or any(word in inner for word in words.same_words):
        yield match.start, match.end, _beside_period(unit, turn, any(word in inner for word in words.same_words), scene)
        return
    if published is None:
        yield match.start, match.end, Meaning(None, "published", unit, None)
        return
    if unit == "weekend":
        step, other = _weekends_on(turn, published)
    else:
        step, other = {"last": -1, "this": 0, "next": 1}[turn], None
    made = _period(unit, published, step)
    if made is not None:
        interval, value = made
        if edge and unit == "week" and third_of(interval, unit, edge).begin > published:  # type: ignore[operator]
            other = -DAYS_OF_A_WEEK  # « ont été tués en fin de semaine »
        yield (
            match.start,
            match.end,
            Meaning(
                third_of(interval, unit, edge),
                "published",
                "week" if unit == "weekend" else unit,
                value + part_value(match, words),
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
        week = week_of(day + timedelta(days=7 * step))
        return week, week_value(day + timedelta(days=7 * step))
    if unit == "weekend":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
        return days_from(monday + timedelta(days=5), 2), f"{week_value(monday)}-WE"
    if unit == "month":
        first = plus_months(day.replace(day=1), step)
        return month_of(first.year, first.month), f"{first.year}-{first.month:02d}"
    if unit == "quarter":
        first = plus_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return Interval(first, plus_months(first, 3)), f"{first.year}-Q{(first.month + 2) // 3}"
    if unit == "year":
        return years_from(day.year + step), str(day.year + step)
    if unit == "decade":
        first_year = day.year // 10 * 10 + 10 * step
        return years_from(first_year, 10), str(first_year // 10)
    if unit == "century":
        number = (day.year - 1) // 100 + step
        return years_from(100 * number + 1, 100), str(number)
    return None


def _beside_period(unit: str, turn: str, same: bool, scene: Scene) -> Meaning:
    told = scene.last_day or (scene.frame if scene.frame else None)
    begin = told.interval.begin if told and told.interval else None
    if begin is None and scene.previous and scene.previous.interval:
        begin = scene.previous.interval.begin
    step = 0 if same else 1 if turn == "following" else -1
    made = _period(unit, begin, step) if begin else None
    if made is None:
        return Meaning(
            None,
            "event",
            unit,
            None,
            "in" if same else "after" if step > 0 else "before",
            7 * step if unit == "week" else None,
        )
    return Meaning(made[0], "text", "week" if unit == "weekend" else unit, made[1])


def span_at(unit: str, day: date, count: int) -> tuple[Interval, str, str] | None:
    """The day, week, month or year `count` units from `day`, negative before: interval, granularity, value."""
    if unit in ("second", "minute", "hour"):
        at = day + timedelta(days=int(count / 24) if unit == "hour" else 0)
        return days_from(at), "day", at.isoformat()
    if unit == "day":
        at = day + timedelta(days=count)
        return days_from(at), "day", at.isoformat()
    if unit in ("week", "weekend"):
        at = day + timedelta(days=7 * count)
        return week_of(at), "week", week_value(at)
    if unit in ("month", "quarter", "semester"):
        at = plus_months(day.replace(day=1), count * MONTHS_IN[unit])
        return month_of(at.year, at.month), "month", f"{at.year}-{at.month:02d}"
    if unit in ("year", "decade", "century"):
        year = day.year + count * MONTHS_IN[unit] // 12
        return (years_from(year), "year", f"{year:04d}") if 1 <= year <= 9000 else None
    return None

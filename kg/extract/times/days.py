"""Readings of single days and parts of them: dates, weekdays, « hier soir », « la veille », holidays."""

import re
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.times.calendar import (
    beside_told,
    date_of,
    days_from,
    easter_of,
    full_year,
    month_number,
    nearest_of,
    part_value,
    plus_months,
    turn_of,
    years_around,
)
from kg.extract.times.values import Match, Meaning, Reading, Scene
from kg.model import Interval, Relation

_NIGHT = timedelta(days=2)  # a night is of two days
MAX_DAYS_AHEAD = 60  # a day without a year lies in the past unless it is nearer than this in the future


def read_numeric(match: Match, scene: Scene) -> Reading:
    day = date_of(int(match.words["iso"]), int(match.words["isomonth"]), int(match.words["isoday"]))
    if day is not None:
        yield match.start, match.end, Meaning(days_from(day), "text", "day", day.isoformat())


def read_day(match: Match, scene: Scene) -> Reading:
    meaning = _day_meaning(match, scene, match.words["day"], match.words.get("weekday"))
    if meaning is not None:
        yield match.start, match.end, replace(meaning, value=f"{meaning.value}{part_value(match, scene.words)}")


def _day_meaning(match: Match, scene: Scene, spelled: str, weekday: str | None) -> Meaning | None:
    number, month, year = int(re.sub(r"\D", "", spelled)), month_number(match, scene.words), full_year(match)
    if month is None:
        return None
    if year is not None:
        day = date_of(year, month, number)
        return Meaning(days_from(day), "text", "day", day.isoformat()) if day else None
    unknown = Meaning(None, "published", "day", f"XXXX-{month:02d}-{number:02d}")
    if scene.published is None:
        return unknown
    turn = turn_of(match, scene.words)
    near = [day for year in years_around(scene) if (day := date_of(year, month, number))]
    told = None if weekday else beside_told(near, turn, scene)
    if told is not None:
        return Meaning(days_from(told), "text", "day", told.isoformat())
    span = 7 if weekday or (month, number) == (2, 29) else 1
    years = range(scene.published.year - span, scene.published.year + span + 1)
    days = [day for year in years if (day := date_of(year, month, number))]
    if weekday:
        fitting = [day for day in days if day.weekday() == scene.words.weekdays[weekday]]
        close = [day for day in fitting if abs((day - scene.published).days) < 800]
        if close and not turn:
            day = min(close, key=lambda day: abs((day - scene.published).days) if scene.published else 0)
            return Meaning(days_from(day), "published", "day", day.isoformat())
        days = fitting if fitting and turn else [day for day in days if abs(day.year - scene.published.year) <= 1]
    framed = in_frame(scene, month, number)
    if framed is not None and not turn:
        return Meaning(days_from(framed), "text", "day", framed.isoformat())
    chosen = nearest_of(days, turn, scene, MAX_DAYS_AHEAD)
    if chosen is None:
        return None if not days else unknown
    return Meaning(days_from(chosen[0]), "published", "day", chosen[0].isoformat(), "in", chosen[1])


def in_frame(scene: Scene, month: int, day: int) -> date | None:
    """« Le 12 janvier 2010, …, puis en mars »: the year that opens the sentence, for what comes later in it."""
    frame = scene.frame
    if frame is None or frame.interval is None or frame.interval.begin is None or scene.published is None:
        return None
    candidate = date_of(frame.interval.begin.year, month, day)
    return candidate if candidate and frame.interval.begin <= candidate <= scene.published else None


def read_day_list(match: Match, scene: Scene) -> Reading:
    more = match.words.get("more", "")
    last = _day_meaning(match, scene, match.words["day2"], match.words.get("weekday2"))
    if last is None or last.interval is None or last.interval.begin is None:
        return
    if not more:
        first = _same_month(last, match.words["day"])
        between = scene.words.near.between_open.search(
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


def _same_month(last: Meaning, spelled: str) -> Meaning | None:
    assert last.interval is not None
    assert last.interval.begin is not None
    day = date_of(last.interval.begin.year, last.interval.begin.month, int(re.sub(r"\D", "", spelled)))
    return replace(last, interval=days_from(day), value=day.isoformat()) if day else None


def read_day_range(match: Match, scene: Scene) -> Reading:
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


def read_bare_day(match: Match, scene: Scene) -> Reading:
    number = int(re.sub(r"\D", "", match.words["day"]))
    weekday = match.words.get("weekday")
    told = scene.told_day.interval.begin if scene.told_day and scene.told_day.interval else None
    origin = scene.published if weekday else told or scene.published
    if origin is None:
        return
    days = [day for step in range(-13, 3) if (day := date_of(*_year_month(origin, step), number))]
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
        yield match.start, match.end, Meaning(days_from(day), "published", "day", day.isoformat())


def _year_month(day: date, step: int) -> tuple[int, int]:
    moved = plus_months(day.replace(day=1), step)
    return moved.year, moved.month


def read_weekday(match: Match, scene: Scene) -> Reading:
    yield match.start, match.end, _weekday_meaning(match, scene, match.words["weekday"], turn_of(match, scene.words))


def _weekday_meaning(match: Match, scene: Scene, spelled: str, turn: str | None) -> Meaning:
    weekday = scene.words.weekdays[spelled]
    part = part_value(match, scene.words)
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
        return Meaning(days_from(day), scene.told_day.basis, "day", day.isoformat() + part)
    if scene.published is None:
        return Meaning(None, "published", "day", f"XXXX-WXX-{weekday + 1}{part}")
    gone = (scene.published.weekday() - weekday) % 7
    if turn == "last" or turn == "previous":
        gone = gone if gone > 1 else gone + 7  # nobody calls yesterday « jeudi dernier »
    elif turn in ("next", "following") or (scene.ahead and gone):
        gone -= 7
    day = scene.published - timedelta(days=gone)
    step_on = 7 if gone > 0 and turn is None else None
    return Meaning(days_from(day), "published", "day", day.isoformat() + part, "in", step_on)


def read_weekday_list(match: Match, scene: Scene) -> Reading:
    last = _weekday_meaning(match, scene, match.words["weekday2"], turn_of(match, scene.words))
    if last.interval is None or last.interval.begin is None or last.interval.end is None:
        yield match.start, match.end, replace(last, value=None)
        return
    first = last.interval.begin - timedelta(days=1)
    value = f"{first.isoformat()}/{last.interval.begin.isoformat()}"
    yield match.start, match.end, replace(last, interval=Interval(first, last.interval.end), value=value)


def read_night(match: Match, scene: Scene) -> Reading:
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
            turn_of(match, words),
        )
    if last is None:
        return
    interval, value = last.interval, last.value
    if interval and interval.begin and interval.end and second:
        first = interval.begin - timedelta(days=1)
        interval, value = Interval(first, interval.end), first.isoformat()
    yield match.start, match.end, replace(last, interval=interval, value=f"{value}TNI" if value else None)


def read_deictic(match: Match, scene: Scene) -> Reading:
    part = part_value(match, scene.words)
    step = scene.words.tables["deictic"][match.words["deictic"]]
    if scene.published is None:
        yield match.start, match.end, Meaning(None, "published", "day", None if step else "PRESENT_REF")
        return
    day = scene.published + timedelta(days=step)
    yield match.start, match.end, Meaning(days_from(day), "published", "day", day.isoformat() + part)


def read_this_part(match: Match, scene: Scene) -> Reading:
    part = part_value(match, scene.words) or "TNI"
    if scene.published is None:
        yield match.start, match.end, Meaning(None, "published", "day", None)
    elif part == "TNI":
        first = scene.published - timedelta(days=1)
        yield match.start, match.end, Meaning(days_from(first, 2), "published", "day", first.isoformat() + part)
    else:
        yield (
            match.start,
            match.end,
            Meaning(days_from(scene.published), "published", "day", scene.published.isoformat() + part),
        )


def read_lone_part(match: Match, scene: Scene) -> Reading:
    """« dans la soirée » is of the day last told; « dans la nuit » with no such day is the one before publication."""
    part = part_value(match, scene.words)
    told = scene.told_day
    day = told.interval.begin if told and told.interval else None
    if part == "TNI" and (day is None or day == scene.published):
        if scene.published is not None:
            first = scene.published - timedelta(days=1)
            yield match.start, match.end, Meaning(days_from(first, 2), "published", "day", first.isoformat() + part)
        return
    if day is None or told is None:
        yield match.start, match.end, Meaning(None, "published", "day", None)
        return
    yield (
        match.start,
        match.end,
        Meaning(
            days_from(day, 2 if part == "TNI" else 1),
            told.basis,
            "day" if scene.last_day else "hour",  # of a day told in another sentence, it is a guess
            day.isoformat() + part,
            "in",
            told.shift_days,
        ),
    )


def read_this_day(match: Match, scene: Scene) -> Reading:
    if scene.published is not None and scene.plain[match.start : match.end].lower() == "ce jour":
        yield (
            match.start,
            match.end,
            Meaning(days_from(scene.published), "published", "day", scene.published.isoformat()),
        )


def read_same_day(match: Match, scene: Scene) -> Reading:
    told = scene.told_day
    if told is not None:
        yield match.start, match.end, told
    else:
        yield match.start, match.end, Meaning(None, "event", "day", None, "in", 0)


def read_since_then(match: Match, scene: Scene) -> Reading:
    """« Ses troupes sont entrées samedi à X ; elles se heurtent depuis aux milices »: from the day told last."""
    told = scene.told_day
    if told is not None and told.interval is not None and told.interval.begin is not None:
        yield match.start, match.end, Meaning(Interval(told.interval.begin, None), "text", "day", None, "since")


def read_beside_day(match: Match, scene: Scene) -> Reading:
    spelled = match.words.get("beside") or match.words.get("beside2") or ""
    step = scene.words.tables["beside"][spelled]
    part = part_value(match, scene.words)
    relation: Relation = "after" if step > 0 else "before"
    if "of" in match.words:
        origin = day_right_after(match.end + len(match.words["of"]), scene)
        if origin is not None:
            moved = origin[0] + timedelta(days=step)
            yield match.start, origin[1], Meaning(days_from(moved), "text", "day", moved.isoformat() + part)
        else:
            yield match.start, match.end, Meaning(None, "event", "day", None, relation, step)
        return
    told = scene.told_day
    if told is not None and told.interval and told.interval.begin and told.interval.end:
        night = told.interval.end - told.interval.begin == _NIGHT  # « dans la nuit. La veille »: before its morning
        edge = told.interval.begin if step < 0 and not night else told.interval.end - timedelta(days=1)
        day = edge + timedelta(days=step)
        yield match.start, match.end, Meaning(days_from(day), told.basis, "day", day.isoformat() + part)
    else:
        yield match.start, match.end, Meaning(None, "event", "day", None, relation, step)


def day_right_after(position: int, scene: Scene) -> tuple[date, int] | None:
    """The day told right after « la veille du », « deux jours après le », and where its words end."""
    for rule in scene.words.rules:
        if rule.reads in ("day", "numeric"):
            match = rule.pattern.match(scene.plain, position)
            if match:
                groups = {name: value.lower() for name, value in match.groupdict().items() if value is not None}
                inner = Match(match.start(), match.end(), 0, rule.reads, groups, {})
                for _, _, meaning in scene.words.readings[rule.reads](inner, scene):
                    if meaning.interval and meaning.interval.begin:
                        return meaning.interval.begin, match.end()
    return None


def read_holiday(match: Match, scene: Scene) -> Reading:
    spelled = " ".join(match.words["holiday"].split())
    rule = scene.words.tables["holiday"][spelled]
    year = full_year(match)
    if year is not None:
        day = _holiday(rule, year)
        yield match.start, match.end, Meaning(days_from(day), "text", "day", day.isoformat())
    elif scene.published is not None:
        days = [_holiday(rule, scene.published.year + step) for step in (-1, 0, 1)]
        chosen = nearest_of(days, turn_of(match, scene.words), scene, MAX_DAYS_AHEAD)
        if chosen:
            yield (
                match.start,
                match.end,
                Meaning(days_from(chosen[0]), "published", "day", chosen[0].isoformat(), "in", chosen[1]),
            )


def _holiday(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return easter_of(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return date(year, int(month), int(day))


def read_named_day(match: Match, scene: Scene) -> Reading:
    day = date.fromisoformat(scene.words.tables["named_day"][" ".join(match.words["named_day"].split())])
    begin = match.start + next(i for i, char in enumerate(scene.plain[match.start :]) if char.isdigit())
    yield begin, match.end, Meaning(days_from(day), "text", "day", day.isoformat())

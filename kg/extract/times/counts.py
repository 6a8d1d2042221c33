"""Readings of counted spans, clocks, repetitions and vague words: « il y a deux ans », « deux jours plus tard », « 14h »."""

from datetime import date, timedelta

from kg.extract.times.calendar import count_of, days_from, full_year, plus_months, turn_of
from kg.extract.times.days import day_right_after
from kg.extract.times.spans import span_at
from kg.extract.times.values import DAYS_OF, LETTER, MONTHS_IN, Match, Meaning, Reading, Scene
from kg.model import Basis, Interval, Relation

_SPANS_OF = {"month": ("month",), "year": ("month", "year")}  # what so many of them are counted from

_ROUGH = ("aine", "aine de", "aine d'")  # « une dizaine de jours »


def read_ago(match: Match, scene: Scene) -> Reading:
    """« il y a une semaine » is the same day of the week; « il y a environ une semaine », « trois semaines » is a week.

    « Voilà trois semaines que l'armée assiège X » counts from the first day, as « depuis trois semaines » does.
    """
    unit, inner = scene.words.tables["unit"][match.words["unit"]], scene.plain[match.start : match.end].lower()
    rough = scene.words.near.rough_inside.search(inner) is not None
    count = count_of(match, scene.words)
    if scene.words.near.that_behind.match(scene.plain, match.end):
        exact = count is not None and not rough and not (match.words.get("count") or "").endswith(_ROUGH)
        begin = _moved(scene.published, unit, -count) if exact and scene.published and count is not None else None
        yield (
            match.start,
            match.end,
            Meaning(Interval(begin, None) if begin else None, "published", unit, None, "since"),
        )
        return
    if unit == "week" and scene.published is not None and count == 1 and not rough:
        day = scene.published - timedelta(days=DAYS_OF[unit])
        yield match.start, match.end, Meaning(days_from(day), "published", "day", day.isoformat())
        return
    yield from read_counted(match, scene, -1)


def read_within(match: Match, scene: Scene) -> Reading:
    inner = scene.plain[match.start : match.end].lower()
    count, unit = count_of(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    if (
        scene.ahead
        or scene.words.near.the_first.match(inner)
        or scene.words.near.under_before.search(scene.plain[: match.start])
    ):
        if scene.published is None or count is None:
            yield match.start, match.end, Meaning(None, "published", unit, "FUTURE_REF", "until")
            return
        limit = _moved(scene.published, unit, count)
        yield (
            match.start,
            match.end,
            Meaning(Interval(None, limit + timedelta(days=1)), "published", unit, _duration(unit, count), "until"),
        )
        return
    yield from read_counted(match, scene, 1)


def read_counted(match: Match, scene: Scene, sign: int) -> Reading:
    count, unit = count_of(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    unknown = Meaning(None, "published", unit, "PAST_REF" if sign < 0 else "FUTURE_REF")
    rough = (match.words.get("count") or "").endswith(_ROUGH)
    made = span_at(unit, scene.published, sign * count) if scene.published and count is not None and not rough else None
    yield match.start, match.end, Meaning(made[0], "published", made[1], made[2]) if made else unknown


def _moved(day: date, unit: str, count: int) -> date:
    if unit in MONTHS_IN:
        return plus_months(day, count * MONTHS_IN[unit])
    if unit == "hour":
        return day + timedelta(days=(abs(count) + 12) // 24 * (1 if count > 0 else -1))
    return day + timedelta(days=count * DAYS_OF[unit])


def read_last_count(match: Match, scene: Scene) -> Reading:
    count, unit = count_of(match, scene.words), scene.words.tables["unit"][match.words["unit"]]
    turn = turn_of(match, scene.words)
    if count is None or scene.published is None:
        value = f"PX{LETTER.get(unit, 'D')}" if turn == "last" else "FUTURE_REF"
        yield match.start, match.end, Meaning(None, "published", unit, value)
        return
    if turn == "last":
        interval = Interval(_moved(scene.published, unit, -count), scene.published + timedelta(days=1))
    else:
        interval = Interval(scene.published, _moved(scene.published, unit, count) + timedelta(days=1))
    yield match.start, match.end, Meaning(interval, "published", unit, _duration(unit, count))


def read_first_months(match: Match, scene: Scene) -> Reading:
    """« les trois premiers mois de 2024 »; without a number its first third."""
    year, count = full_year(match) or (scene.published.year if scene.published else None), count_of(match, scene.words)
    if year is None or (count or 1) >= MONTHS_IN["year"]:
        return
    begin = date(year, 1, 1)
    basis: Basis = "text" if "year" in match.words else "published"
    interval = Interval(begin, plus_months(begin, count or MONTHS_IN["year"] // 3))
    yield match.start, match.end, Meaning(interval, basis, "month", None)


def read_beside_count(match: Match, scene: Scene) -> Reading:
    words = scene.words
    count, unit = count_of(match, words), words.tables["unit"][match.words["unit"]]
    sign = words.tables["side"][" ".join(match.words["side"].split())]
    if sign == 0:
        yield from read_duration(match, scene)
        return
    relation: Relation = "after" if sign > 0 else "before"
    if "andhalf" in match.words and count is not None and unit == "year":
        unit, count = "month", count * MONTHS_IN[unit] + MONTHS_IN[unit] // 2
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
        found = day_right_after(match.end + 1, scene)
        origin, end = found or (None, end)
    elif days is None and (told := scene.told_span(_SPANS_OF.get(unit, ()))) and told.interval:
        origin = told.interval.begin  # « trois mois plus tard », behind « en février 2019 »
        if unit == "year" and count is not None and told.granularity == "month":
            unit, count = "month", count * MONTHS_IN[unit]  # « un an plus tard », behind « en mai 2014 »: in May
    elif scene.told_day and scene.told_day.interval:
        origin = scene.told_day.interval.begin
    if origin is not None and count is not None:
        if days is not None:
            moved = origin + timedelta(days=days)
            basis: Basis = scene.told_day.basis if scene.told_day else "text"
            yield match.start, end, Meaning(days_from(moved), basis, "day", moved.isoformat())
            return
        made = span_at(unit, origin, sign * count)
        if made:
            yield match.start, end, Meaning(made[0], "text", made[1], made[2])
            return
    yield match.start, match.end, Meaning(None, "event", unit, value, relation, days)


def read_duration(match: Match, scene: Scene) -> Reading:
    words = scene.words
    unit = words.tables["unit"][match.words["unit"]]
    inner = scene.plain[match.start : match.end].lower()
    half = words.near.half.search(inner.split()[0]) is not None or words.near.half_inside.search(inner) is not None
    count = count_of(match, words)
    if half and count is None:
        value: str | None = {"century": "P50Y", "decade": "P5Y", "hour": "PT30M", "day": "PT12H"}.get(unit)
        days: int | None = DAYS_OF[unit] // 2
    elif count is None:
        value, days = (
            f"PX{LETTER.get(unit, 'D')}" if unit not in ("hour", "minute", "second") else f"PTX{unit[0].upper()}",
            None,
        )
    else:
        value, days = _duration(unit, count), count * DAYS_OF[unit] if unit != "hour" else (count + 12) // 24
    before = scene.plain[max(0, match.start - 30) : match.start].lower()
    found = words.relation.search(before)
    since = found is not None and words.relations[" ".join(found[1].split())] == "since"
    if not since:
        yield match.start, match.end, Meaning(None, "text", unit, value, "for", days)
        return
    rough = not (match.words.get("count") or "?")[0].isdigit() and (match.words.get("count") or "").endswith(_ROUGH)
    exact = (
        count is not None
        and not half
        and not rough
        and inner.startswith(match.words.get("count", "?"))
        and scene.words.near.rough_before.search(before) is None
    )
    interval = (
        Interval(_moved(scene.published, unit, -count), None)
        if exact and scene.published and count is not None
        else None
    )
    yield match.start, match.end, Meaning(interval, "published", unit, value, "since")


def _duration(unit: str, count: int) -> str:
    if unit in ("hour", "minute", "second"):
        return f"PT{count}{unit[0].upper()}"
    if unit in LETTER:
        return f"P{count}{LETTER[unit]}"
    if unit == "weekend":
        return f"P{count}WE"
    months = count * MONTHS_IN[unit]
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def read_clock(match: Match, scene: Scene) -> Reading:
    words = scene.words
    hour = int(match.words["hour"]) if "hour" in match.words else words.tables["hours"][match.words["hourword"]]
    inner = scene.plain[match.start : match.end].lower()
    if hour < 12 and ("du soir" in inner or "de l'après-midi" in inner):
        hour += 12
    clock = f"T{hour:02d}:{match.words.get('minute', '00')}"
    told = scene.last_day or _day_soon_after(match, scene) or scene.told_day
    if told is None or told.interval is None or told.interval.begin is None:
        yield match.start, match.end, Meaning(None, "published", "hour", f"XXXX-XX-XX{clock}")
        return
    day = told.interval.begin
    yield (
        match.start,
        match.end,
        Meaning(days_from(day), told.basis, "hour", day.isoformat() + clock, "in", told.shift_days),
    )


def _day_soon_after(match: Match, scene: Scene) -> Meaning | None:
    """« vers 8 h mardi », « à 18h30 ce lundi 4 juillet »."""
    for rule in scene.words.rules:
        if rule.reads in ("day", "weekday", "deictic", "this_part"):
            found = rule.pattern.search(scene.plain, match.end, match.end + 45)
            if found and found.start() - match.end <= 3:
                groups = {name: value.lower() for name, value in found.groupdict().items() if value is not None}
                inner = Match(found.start(), found.end(), 0, rule.reads, groups, {})
                for _, _, meaning in scene.words.readings[rule.reads](inner, scene):
                    return meaning
    return None


def read_set(match: Match, scene: Scene) -> Reading:
    if "weekday" in match.words:
        value = f"XXXX-WXX-{scene.words.weekdays[match.words['weekday']] + 1}"
        yield match.start, match.end, Meaning(None, "text", "day", value)
    else:
        unit = scene.words.tables["unit"][match.words["unit"]]
        yield match.start, match.end, Meaning(None, "text", unit, _duration(unit, count_of(match, scene.words) or 1))


def read_vague(match: Match, scene: Scene) -> Reading:
    yield (
        match.start,
        match.end,
        Meaning(None, "published", "day", scene.words.vague[" ".join(match.words["vague_word"].split())]),
    )

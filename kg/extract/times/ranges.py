"""Two matches that are one range (« de lundi à jeudi », « entre 2003 et 2007 »), and what a match or range means."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from kg.extract.times.calendar import date_of
from kg.extract.times.values import Match, Meaning, Scene
from kg.model import Basis, Interval


def join_ranges(matches: Sequence[Match], scene: Scene) -> Iterable[tuple[Match, ...]]:
    """Pairs that « du … au », « entre … et » make one interval; the first takes the year or month of the second."""
    plain, words = scene.plain, scene.words
    i = 0
    while i < len(matches):
        one = matches[i]
        two = matches[i + 1] if i + 1 < len(matches) else None
        if two is not None and one.reads in _JOINABLE and two.reads in _JOINABLE:
            link, before = plain[one.end : two.start].lower(), plain[: one.start].lower()
            opened = (words.near.range_open.search(before) and words.near.range_link.fullmatch(link)) or (
                words.near.between_open.search(before) and words.near.between_link.fullmatch(link)
            )
            if opened:
                yield _inherit(one, two), two
                i += 2
                continue
            if words.near.months_joined.fullmatch(link) and one.reads == two.reads == "month":
                one = _inherit(one, two)
        yield (one,)
        i += 1


_JOINABLE = ("day", "month", "year", "weekday", "numeric", "deictic", "season", "bare_day")


def _inherit(one: Match, two: Match) -> Match:
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


def read_group(group: tuple[Match, ...], scene: Scene) -> Iterable[tuple[int, int, Meaning]]:
    one = group[0]
    before = scene.plain[: one.start].lower()
    scene.ahead = scene.words.ahead.search(before) is not None
    if len(group) == 1:
        yield from scene.words.readings[one.reads](one, scene)
        return
    first = list(scene.words.readings[one.reads](one, scene))
    two = group[1]
    second = list(scene.words.readings[two.reads](two, scene))
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
                begin = date_of(begin.year - 1, begin.month, begin.day) or begin
        basis: Basis = "published" if "published" in (a.basis, b.basis) else "text"
        step = b.shift_days if a.shift_days or one.reads == "weekday" else None
        if begin < b.interval.end:
            meaning = Meaning(Interval(begin, b.interval.end), basis, b.granularity, f"{a.value}/{b.value}", "in", step)
            yield one.start, two.end, meaning
            return
    yield from [*first, *second]

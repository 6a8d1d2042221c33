"""Time expressions: which days, weeks, months or years the words of a sentence mean, counted from publication.

Pure text, one sentence at a time. `kg/lang/<code>/times.toml` holds the patterns; each says which reading gives its
match a meaning (`readings`). Intervals are half-open days; a value that cannot be known stays None.
The steps: find the matches, choose among those that overlap, join ranges, read, attach the preposition.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from kg.extract.printing import plainly
from kg.extract.times.calendar import date_of, week_value
from kg.extract.times.matches import choose, clues_in, find_matches
from kg.extract.times.ranges import join_ranges, read_group
from kg.extract.times.values import MIN_DAYS_OF_A_YEAR_STEP, SETTLED, Match, Meaning, Scene, TimeWords
from kg.extract.times.words import load_time_words
from kg.model import Anchor, Interval, Relation, Timex

__all__ = ["TimeWords", "ahead_of", "behind", "find_times", "in_year", "load_time_words", "tells_a_time"]

MAX_LETTERS_OF_A_LINK = 6  # « , en », « , le », « , dès le »
MAX_LETTERS_TO_PREVIOUS = 600  # « la veille » counts from a day told at most so far before


def find_times(
    text: str, published: date | None, words: TimeWords, start: int = 0, previous: Timex | None = None
) -> tuple[Timex, ...]:
    """The time expressions of `text`, one sentence or heading, in order.

    `start` is the offset of `text` in its article, so that anchors count the article's code points; `previous` is the
    last resolved expression before this sentence, from which « la veille » counts. Relative words count from
    `published`: a weekday is the most recent past one, that day included (`ahead_of` gives the next); without it
    their interval is None. Anchors hold the article (« le 6 mai »), never the preposition: `relation` keeps it.
    """
    plain = _without_asides(text, words)
    chosen = _chosen(plain, words)
    if not chosen:
        return ()
    if previous is not None and start - previous.anchor.end > MAX_LETTERS_TO_PREVIOUS:
        previous = None
    scene = Scene(plain, published, words, previous, words.future.search(plain) is not None)
    found: list[Timex] = []
    read_to = 0
    for group in join_ranges(chosen, scene):
        for begin, end, meaning in read_group(group, scene):
            if begin < read_to:
                continue  # « deux jours après le 3 mai » is one expression
            read_to = end
            meaning = _attach(meaning, plain, begin, words)
            timex = _timex(text, begin, end, start, meaning)
            if found and _is_explained(found[-1], timex, plain, start):
                found[-1] = replace(found[-1], interval=None, basis="event")
            found.append(_gone(timex, plain, begin, published, words))
            _remember(meaning, begin, scene)
    return tuple(found)


def tells_a_time(text: str, words: TimeWords) -> bool:
    """Whether `text` holds a time expression, whatever it means."""
    return bool(_chosen(_without_asides(text, words), words))


def _without_asides(text: str, words: TimeWords) -> str:
    plain = plainly(text)
    return words.aside.sub(lambda aside: " " * len(aside.group()), plain) if "(" in plain else plain


def _is_explained(counted: Timex, timex: Timex, plain: str, start: int) -> bool:
    """« deux ans plus tard, en août 2013 »: the date itself stands right behind what is counted."""
    between = plain[counted.anchor.end - start : timex.anchor.start - start]
    told = counted.basis == "text" and counted.value is not None and counted.value[:4] not in counted.anchor.text
    return told and timex.basis == "text" and between[:1] == "," and len(between) <= MAX_LETTERS_OF_A_LINK


@lru_cache(maxsize=512)
def _chosen(plain: str, words: TimeWords) -> list[Match]:
    """The matches of a sentence; it is asked for them twice, before and after its parse is settled."""
    clues = clues_in(plain, words)
    return choose(find_matches(plain, clues, words)) if clues else []


def ahead_of(timex: Timex) -> Timex:
    """`timex` as a planned event reads it: « lundi » the next Monday, « en mars » the next March; else `timex` itself."""
    return _stepped(timex, 1)


def behind(timex: Timex) -> Timex:
    """`timex` as what has happened reads it: « le 1er août », although it is near, last year's; else `timex` itself."""
    return _stepped(timex, -1)


def in_year(timex: Timex, year: int) -> Timex | None:
    """A day or month without its year, as one of `year`; None where that year has no such day."""
    interval = timex.interval
    if interval is None or interval.begin is None or interval.end is None or timex.value is None:
        return None
    begin = date_of(year, interval.begin.month, interval.begin.day)
    if begin is None:
        return None
    last = date_of(interval.end.year + year - interval.begin.year, interval.end.month, interval.end.day)
    end = last or begin + (interval.end - interval.begin)
    step = year - interval.begin.year
    value = "/".join(f"{int(day[:4]) + step}{day[4:]}" if day[:4].isdigit() else day for day in timex.value.split("/"))
    return replace(timex, interval=Interval(begin, end), value=value, basis="text", shift_days=None)


def is_day_before(timex: Timex, words: TimeWords) -> bool:
    """« la veille »: counted from another day, and no day to count from."""
    told = timex.anchor.text.lower().replace("’", "'").replace("'", " ").split()
    return any(step < 0 and spelled in told for spelled, step in words.tables["beside"].items())


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
            value = week_value(first) + value[8:]
        else:
            value = f"{first.year}{value[4:]}"
    return replace(timex, interval=Interval(begin, end), value=value, shift_days=None)


def _moved_on(day: date | None, step: int) -> date | None:
    if day is None or abs(step) < MIN_DAYS_OF_A_YEAR_STEP:
        return day + timedelta(days=step) if day else None
    return date_of(day.year + (1 if step > 0 else -1), day.month, day.day) or day + timedelta(days=step)


def _attach(meaning: Meaning, plain: str, begin: int, words: TimeWords) -> Meaning:
    """Give the meaning the relation that its preposition says."""
    if meaning.relation != "in" or meaning.granularity == "hour" or meaning.basis == "event":
        return meaning
    match = words.relation.search(plain[max(0, begin - 30) : begin].lower())
    if match is None:
        return meaning
    relation = words.relations[" ".join(match[1].split())]
    if relation not in SETTLED:
        return meaning
    if (
        relation == "before"
        and meaning.value
        and meaning.granularity in ("week", "month", "year")
        and words.near.at_end.match(plain[begin:].lower())
    ):
        relation = "until"  # « avant la fin du mois »
    return replace(meaning, relation=relation, interval=_related(meaning.interval, relation))


def _gone(timex: Timex, plain: str, begin: int, published: date | None, words: TimeWords) -> Timex:
    """« depuis le 7 octobre », told in September: the October before, whatever is planned since."""
    first = timex.interval.begin if timex.interval is not None else None
    if timex.relation != "since" or published is None or first is None:
        return timex
    match = words.relation.search(plain[max(0, begin - 30) : begin].lower())
    if match is None or not match[1].startswith(words.gone):
        return timex
    return replace(behind(timex) if first > published else timex, shift_days=None)


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


def _timex(text: str, begin: int, end: int, start: int, meaning: Meaning) -> Timex:
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


def _remember(meaning: Meaning, begin: int, scene: Scene) -> None:
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
    if meaning.granularity in ("day", "month", "season", "year") and interval.end and meaning.relation == "in":
        scene.last_span = meaning
    if (
        meaning.basis == "text"
        and meaning.relation == "in"
        and len(scene.plain[:begin].strip()) <= 4
        and meaning.granularity in ("day", "month", "year")
    ):
        scene.frame = meaning

"""Where the patterns of times.toml match a sentence, and which matches are no times: names, ages, counts."""

import re
from collections.abc import Callable, Mapping, Sequence

from kg.extract.times.values import LETTERS, Match, TimeWords

SENTENCE_OPENING = re.compile(r"(?:^|[.:;!?«»“”\"(\[–—|/•-])\s*(?:\W\s*)?$")
FIGURES = {"digit": re.compile(r"\d"), "four digits": re.compile(r"\d{4}"), "clock": re.compile(r"\d ?[hH:]")}


def clues_in(plain: str, words: TimeWords) -> set[str]:
    """The classes of words and figures that the sentence holds."""
    known = words.clues
    found: set[str] = set()
    for token in LETTERS.findall(plain.lower()):
        if token in known:
            found |= known[token]
    for clue, pattern in FIGURES.items():
        if pattern.search(plain):
            found.add(clue)
        elif clue == "digit":
            break
    return found


def find_matches(plain: str, clues: set[str], words: TimeWords) -> list[Match]:
    found = []
    for order, rule in enumerate(words.rules):
        if not rule.clues & clues:
            continue
        for match in rule.pattern.finditer(plain):
            groups = {name: value.lower() for name, value in match.groupdict().items() if value is not None}
            spans = {name: match.span(name) for name in groups}
            end = match.end() - len(match["of"]) if groups.get("of") else match.end()
            candidate = Match(match.start(), end, order, rule.reads, groups, spans)
            if end > match.start() and _acceptable(candidate, plain, words):
                found.append(candidate)
    return found


def choose(matches: Sequence[Match]) -> list[Match]:
    """The longest of those that overlap, then the earlier rule; in order of the text."""
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.order, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _acceptable(match: Match, plain: str, words: TimeWords) -> bool:
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


def _is_time_case(match: Match, name: str, plain: str) -> bool:
    """A month or weekday with a capital is a name, save at a beginning, in capitals, or beside a number."""
    begin, end = match.spans[name]
    if not plain[begin].isupper() or any(key in match.words for key in ("day", "year", "yy")):
        return True
    return (plain[begin:end].isupper() and end - begin > 3) or (
        bool(SENTENCE_OPENING.search(plain[: match.start])) and not re.match(r" [A-Z]\w+ (?:a|est|et) ", plain[end:])
    )


def _check_hyphened(match: Match, plain: str, words: TimeWords) -> bool:
    if "-" not in plain[match.start : match.end] or "year" in match.words:
        return True
    begin = match.spans["month"][0] if "month" in match.spans else match.start
    return plain[begin].islower() or plain[begin - 1] != "-"


def _check_list(match: Match, plain: str, words: TimeWords) -> bool:
    return words.weekdays[match.words["weekday2"]] == (words.weekdays[match.words["weekday"]] + 1) % 7


def _check_year(match: Match, plain: str, words: TimeWords) -> bool:
    """« de 2003 » is a year, « de 2000 soldats » and « plus de 2003 » are counts."""
    before, after = plain[: match.start], plain[match.end :]
    year = int(match.words["year"])
    if not 1000 <= year <= 2100:
        return False
    if "edge" in match.words or match.start < match.spans["year"][0]:
        return True
    if words.near.year_not_before.search(before):
        return False
    following = re.match(r" ([a-zà-ÿœ]+)(?!\w)", after)
    counted = (
        following is not None and words.near.plural_end.search(following[1]) and following[1] not in words.small_plurals
    )
    if counted:
        return False
    if words.near.year_before.search(before) or (before.endswith("(") and after.startswith(")")):
        return True
    named = re.search(r"[a-zà-ÿœ]{4,} $", before) is not None and not words.relation.search(before)
    return (
        named
        and 1900 <= year <= 2040
        and (year % 50 != 0 or not following)
        and re.match(r"\s*(?:$|[,.;:)»(–-]| [a-zà-ÿ])", after) is not None
    )


def _check_years(match: Match, plain: str, words: TimeWords) -> bool:
    return 1000 <= int(match.words["year"]) < int(match.words["year2"]) <= 2100


def _check_clock(match: Match, plain: str, words: TimeWords) -> bool:
    inner = plain[match.start : match.end].lower()
    before = plain[: match.start].lower()
    if "hourword" in match.words or words.near.hour_word.search(inner.split("(")[0]):
        return words.near.clock_before.search(before) is not None
    if ":" in inner:
        return words.near.colon_before.search(before) is not None
    return words.near.duration_before.search(before) is None


def _check_duration(match: Match, plain: str, words: TimeWords) -> bool:
    """Ages and sentences of prison are no times; « un jour », « des années » only after a preposition."""
    before, after = plain[: match.start].lower(), plain[match.end :].lower()
    unit = words.tables["unit"].get(match.words.get("unit", ""), "")
    led = words.near.duration_before.search(before) is not None
    count = match.words.get("count", "")
    if words.near.prison_after.match(after) or words.near.sentence_after.match(after):
        return False
    if (
        match.words.get("vague")
        or count in words.numbers.ones
        or words.near.half.search(plain[match.start : match.end])
    ):
        return led or (
            count in words.numbers.ones
            and words.near.of_before.search(before) is not None
            and unit in ("day", "week", "month", "year")
        )
    if unit == "year" and words.near.years_end.search(plain[match.start : match.end]):
        return led or (words.near.of_after.match(after) is not None and words.near.age_before.search(before) is None)
    return True


def _check_holiday(match: Match, plain: str, words: TimeWords) -> bool:
    begin, end = match.spans["holiday"]
    last = re.split(r"[ -]", plain[begin:end])[-1]
    if words.near.feast.search(match.words["holiday"]):
        if not last[0].isupper() or re.match(r" (?!\d)[A-Z]", plain[match.end :]):
            return False
        return words.near.feast_before.search(plain[:begin]) is not None
    return True


def _check_part(match: Match, plain: str, words: TimeWords) -> bool:
    bare_noon = words.near.noon.fullmatch(match.words["part"]) is not None
    return not bare_noon or words.near.noon_before.search(plain[: match.start].rstrip()) is not None


_CHECKS: Mapping[str, Callable[[Match, str, TimeWords], bool]] = {
    "day": _check_hyphened,
    "weekday_list": _check_list,
    "year": _check_year,
    "year_range": _check_years,
    "clock": _check_clock,
    "duration": _check_duration,
    "holiday": _check_holiday,
    "lone_part": _check_part,
}

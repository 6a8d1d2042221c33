"""When an article was published: the field the input gave, else a dateline in its text."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from kg.articles.language import LanguageWords

# A dateline stands near the start: this many lines that are not blank are looked at, and the last two.
LINES_WITH_A_DATELINE = 15
# A line longer than this many characters is a paragraph: only its beginning may be a dateline.
MAX_DATE_LINE_CHARACTERS = 160
# What follows a dateline of a town alone is news, not the other half of a headline (« Syrie - la trêve tient »).
LEAST_CHARACTERS_OF_NEWS = 80

# With white space on one side at least: « Saint-Denis » holds no dash.
_DASH = r"(?:\s+(?:--|[–—―_-])\s*|\s*(?:--|[–—―])\s*|[_-]\s+)"
_CLOCK = (
    r"(?:[\s,à|@•·–—-]*\b\d{1,2}\s?(?:[hH:]|heures?)\s?(?:\d{2})?(?::\d{2})?"
    r"(?:\s?\(?(?:GMT|UTC|CET|CEST|TU|min)\)?)?(?:\s?[+-]\d{2}:?\d{2})?)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before the news: « BAMAKO, 20 févr. 2017 (ATS) – ».

    `end` is where they end and `body` where the sentence after them begins (code points of the line).
    `place` is None where none is named, `published` where no full date is.
    """

    end: int
    body: int
    place: str | None
    published: date | None


def parse_published(value: object) -> date | None:
    """The day meant by a field of the input: ISO 8601, RFC 2822 or a date; None when the field is empty.

    The day is the one written, in the writer's own time zone. Raises ValueError with a sentence when it is no date.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])|(\d{4})(\d\d)(\d\d)(?:T|$)", text)
    try:
        if match:
            year, month, day = (int(part) for part in match.groups() if part is not None)
            return date(year, month, day)
        if re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
            return parsedate_to_datetime(text).date()
    except ValueError as error:
        raise ValueError(
            f"published “{text}” is no day of the calendar; write it as 2016-07-11, or leave it out"
        ) from error
    raise ValueError(f"published “{text}” is not a date; write it as 2016-07-11, or leave it out")


def find_dates(text: str, words: LanguageWords) -> list[tuple[int, int, date | None]]:
    """Every calendar date in `text` as (start, end, day); the day is None without a year or when impossible."""
    return [(match.start(), match.end(), _day(match, words)) for match in words.date.finditer(text)]


def _day(match: re.Match[str], words: LanguageWords) -> date | None:
    groups = match.groupdict()
    if groups["M"]:
        numbers = (groups["Y"], str(words.months[groups["M"].lower()]), groups["D"])
    elif groups["y"]:
        numbers = (groups["y"], groups["m"], groups["d"])
    else:
        numbers = (groups["y2"], groups["m2"], groups["d2"])
    if numbers[0] is None:
        return None
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:  # « 31 février 2017 »: written as a date, but no day
        return None


def is_date_line(line: str, words: LanguageWords) -> bool:
    """Whether a whole line only dates and places the article: « 11 juil. 2016, 18:56 », « Publié le 3 mars à 10 h »."""
    line = line.strip()
    return len(line) <= MAX_DATE_LINE_CHARACTERS and _date_line_pattern(words).fullmatch(line) is not None


def match_dateline(line: str, words: LanguageWords) -> Dateline | None:
    """The dateline that `line` begins with, if it does; the line goes on after it, or ends there."""
    match = _dateline_pattern(words).match(line)
    if match is None or not match["words"].strip():
        return None
    place, dated, bracket, agency, dash = (match[name] for name in ("place", "dated", "bracket", "agency", "dash"))
    known = bracket is not None and any(re.search(rf"\b{re.escape(name)}\b", bracket) for name in words.agencies)
    rest = line[match.end() :]
    lone = bracket is not None and place is None and re.fullmatch(words.place.pattern, bracket[1:-1]) is not None
    known = known or (lone and len(rest) >= LEAST_CHARACTERS_OF_NEWS)  # « (Moscou) Une frappe … »
    if rest and not re.match(r"[«\"“‘'(\[]?\s*[A-ZÀ-ÖØ-ÞŒ\d]", rest):
        return None
    if dash is None:
        placed = known or agency is not None or (not rest and dated is not None)
    elif dash.strip() == ":":
        placed = known or (place is not None and dated is not None)
    else:
        town = re.split("[,/]", place)[0].strip() if place else ""
        capitals = town.isupper() and len(town) >= 3
        spaced = (
            match["words"][-1].isspace() and dash[-1].isspace() and len(town.split()) in (1, 2)
        )  # « Bogota - Cinq militaires … »
        told = len(rest) >= LEAST_CHARACTERS_OF_NEWS and rest.rstrip(' »"”').endswith(".")
        news = spaced and told and town == (place or "").strip()
        placed = bracket is not None or dated is not None or agency is not None or capitals or news
    if not placed:
        return None
    dates = find_dates(match["words"], words)
    end = match.start("words") + len(match["words"].rstrip(" .:,–—_-"))
    return Dateline(
        end, match.end(), place.rstrip(".") if place else None, next((day for _, _, day in dates if day), None)
    )


def find_published(text: str, words: LanguageWords) -> date | None:
    """The day of publication that a dateline of `text` gives, or None.

    « Publié le » wins over a bare date line or a dateline, these over « (AFP, le 3 mars 2019) », and all of them over
    « Mis à jour le ». Dates inside sentences are news, and never taken.
    """
    lines = [line.strip() for line in re.split(r"[\r\n\u2028\u2029]+", text) if line.strip()]
    near = lines[:LINES_WITH_A_DATELINE] + lines[LINES_WITH_A_DATELINE:][-2:]
    found = [rank_and_day for line in near for rank_and_day in _dates_of_line(line, words)]
    return min(found, key=lambda rank_and_day: rank_and_day[0])[1] if found else None


def _dates_of_line(line: str, words: LanguageWords) -> list[tuple[int, date]]:
    """(rank, day) of the publication dates in one line; rank 0 is the surest."""
    dateline = match_dateline(line, words)
    found = [(1, dateline.published)] if dateline and dateline.published else []
    published, updated = _marker_pattern(words)
    alone = is_date_line(line, words)
    for start, end, day in find_dates(line, words):
        if day is None or (
            len(line) > MAX_DATE_LINE_CHARACTERS and start > MAX_DATE_LINE_CHARACTERS / 2 and end < len(line) - 3
        ):
            continue
        before = line[:start]
        bracket = re.search(r"[(\[]([^()\[\]]*)$", before)
        says_when = alone or not re.search(r"[.!?…]\W*$", line)  # « Publié le 3 mars 2019, le rapport accuse l'armée. »
        if says_when and updated.search(before):
            found = [rank_and_day for rank_and_day in found if rank_and_day[1] != day]
            found.append((3, day))
        elif says_when and published.search(before):
            found.append((0, day))
        elif alone:
            found.append((1, day))
        elif (
            bracket
            and re.match(r"[^()\[\]]{0,12}[)\]]", line[end:])
            and any(re.search(rf"\b{re.escape(agency)}\b", bracket[1]) for agency in words.agencies)
        ):
            found.append((2, day))
    return found


@cache
def _marker_pattern(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words just before a date that say "published" and "updated"; a short word may stand between (« le »)."""
    published, updated = (
        re.compile(
            rf"(?:^|[|,;·•(–—\s-])(?:{marker.pattern})(?: (?:sur|par|dans) .{{1,40}}?)?\W*(?:\w\w\W+)?$",
            re.I,
        )
        for marker in (words.published, words.updated)
    )
    return published, updated


@cache
def _dateline_pattern(words: LanguageWords) -> re.Pattern[str]:
    agency = "|".join(re.escape(name) for name in sorted(words.agencies, key=len, reverse=True))
    place = rf"{words.place.pattern}(?: ?[/,] ?{words.place.pattern}){{0,3}}"
    bracket = r"[(\[](?=[A-ZÀ-ÖØ-Þ©\d])[^()\[\]]{2,60}[)\]]"
    when = rf"(?i:(?:\w\w )?(?:{_without_groups(words.date)}|\b(?:{'|'.join(words.weekdays)})\b){_CLOCK}?)"
    return re.compile(
        rf"\s*(?P<words>(?:© ?)?(?:(?P<agency>{agency})(?:{_DASH}| ?/ ?|, ))?"
        rf"(?:(?P<place>{place})(?:\s*{bracket}(?=[ ,]+(?:{when}|{bracket})))?[,:]?\s*)?"
        rf"(?:(?P<dated>{when})(?:, {place})?[,.]?\s*)?"
        rf"(?P<bracket>{bracket}(?:[ ,]*{bracket})?)?"
        rf"(?:\s*[.,](?=\s|$))?)(?P<dash>{_DASH}|\s*:\s+)?\s*"
    )


@cache
def _date_line_pattern(words: LanguageWords) -> re.Pattern[str]:
    agency = "|".join(re.escape(name) for name in words.agencies)
    marker = rf"(?i:{words.published.pattern}|{words.updated.pattern})"
    between = r"[\s|,;:·•.()\[\]/–—-]*"
    when = rf"(?i:(?:\w\w )?(?:{_without_groups(words.date)})){_CLOCK}?"
    return re.compile(
        rf"{between}(?:(?:{words.bylines.pattern}){between})?(?:(?:{words.place.pattern}|{agency}){between})?"
        rf"(?:(?:{marker})?{between}(?:\w\w\s)?{between}{when}{between}(?:et )?)+(?:(?:{agency}){between}){{0,3}}"
    )


def _without_groups(pattern: re.Pattern[str]) -> str:
    """The pattern as part of another one: its named groups become plain ones."""
    return re.sub(r"\(\?P=sep\)", "[/.-]", re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern))

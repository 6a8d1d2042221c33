"""Sentences that other parts of the program write in English, told in the reader's language; see sentences.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.resources import read_toml
from kg.vocabulary import CLASSES, GROUPS, KINDS, MEASURES, ROLES, STATUSES
from kg.web.speech import Speech

_TERMS = frozenset((*CLASSES, *GROUPS, *KINDS, *MEASURES, *ROLES, "source", *STATUSES))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
_SPAN = re.compile(r"(\d*)–(\d*)")
_VERDICT = re.compile(
    r"(?:(?P<a>\w+) and (?P<b>\w+): )?(?P<before>.*?)(?P<verdict>The same event|Not joined)"
    r" \(score (?P<score>-?[\d.]+), (?P<needed>[\d.]+) needed\): (?P<agreed>.*?)(?:\. Against it: (?P<against>.*))?\.",
    re.DOTALL,
)
_DEPTH = 4  # sentences within sentences


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two reports are one event, or are not: their ids where told, what agrees, what disagrees, and the scores.

    A reason that is no comparison has `text` alone.
    """

    text: str
    pair: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    score: str = ""
    needed: str = ""


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    rows = read_toml(Path(__file__).with_name("sentences.toml"))["sentence"]
    return tuple((_pattern(row["is"]), {"en": row["is"], **row}) for row in rows)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, template.split("{}"))), re.DOTALL)


def retold(text: str, speech: Speech, names: Mapping[str, str] | None = None, depth: int = _DEPTH) -> str:
    """A sentence of the program in the reader's language, as it is where the table has none like it.

    `names` gives names in French, as the program tells them, the name that the reader knows.
    """
    if (value := _value(text, speech, names or {})) is not None:
        return value
    if depth:
        for pattern, told in _table():
            if match := pattern.fullmatch(text):
                parts = [retold(part, speech, names, depth - 1) for part in match.groups()]
                return told[speech.language].format(*parts)
    several = text.split(", ")
    return ", ".join(_value(part, speech, names or {}) or part for part in several)


def _value(text: str, speech: Speech, names: Mapping[str, str]) -> str | None:
    """A term, name, day, period or range as the reader says it; None for anything else."""
    if text in names:
        return names[text]
    if text in _TERMS:
        return speech.label(text)
    if _DAY.fullmatch(text):
        return speech.day(text)
    if match := _PERIOD.fullmatch(text):
        return f"{speech.day(match[1])} – {speech.day(match[2])}"
    if match := _SPAN.fullmatch(text):
        if not match[2]:
            return f"{speech.words['at_least']} {match[1]}"
        return text if match[1] else f"{speech.words['at_most']} {match[2]}"
    return None


def reason_of(text: str, speech: Speech, names: Mapping[str, str] | None = None) -> Reason:
    """A reason of `kg:why`, or of a near miss, taken apart and told in the reader's language."""
    match = _VERDICT.fullmatch(text)
    if match is None:
        decided = re.fullmatch(r"(\w+) and (\w+): (.*)", text, re.DOTALL)
        if decided is not None:
            return Reason(retold(decided[3], speech, names), (decided[1], decided[2]))
        return Reason(retold(text, speech, names))

    def each(features: str | None) -> tuple[str, ...]:
        return tuple(retold(feature, speech, names) for feature in (features or "").split("; ") if feature)

    return Reason(
        text=retold(match["before"].strip(), speech, names) if match["before"] else "",
        pair=(match["a"], match["b"]) if match["a"] else (),
        agreed=each(match["agreed"]),
        against=each(match["against"]),
        score=speech.decimal(match["score"]),
        needed=speech.decimal(match["needed"]),
    )

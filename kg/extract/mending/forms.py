"""Forms of the verbs that a lexicon knows, and what a form says of itself."""

from collections.abc import Mapping
from functools import lru_cache

from kg.extract import syntax
from kg.extract.nouns import load_noun_words
from kg.extract.tokens import Token
from kg.lexicon import Lexicon


@lru_cache(maxsize=4)
def participles(lexicon: Lexicon) -> Mapping[str, str]:
    """Past participles of the lexicon's verbs, and of those that carry events, by form."""
    reflexive = lexicon.cues.grammar.pronouns.reflexive + " "
    carrying = {phrase.removeprefix(reflexive).split()[0] for phrase in lexicon.cues.support_subject}
    verbs = frozenset(lexicon.verbs) | carrying
    return _participles(lexicon.language, verbs, tuple(sorted(lexicon.cues.participles.items())))


@lru_cache(maxsize=4)
def _participles(language: str, lemmas: frozenset[str], irregular: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Past participles in all four forms: of regular verbs in -er and -ir by rule, the others from the list."""
    endings = syntax.syntax_words(language).endings
    first, bare_of_first = endings.participle_of, endings.participle[-1]
    forms = {form + ending: lemma for form, lemma in irregular if lemma in lemmas for ending in endings.agreement}
    for lemma in sorted(lemmas):
        if lemma.endswith(endings.regular):
            bare = lemma.removesuffix(first) + bare_of_first if lemma.endswith(first) else lemma[:-1]
            forms |= {bare + ending: lemma for ending in endings.agreement}
    return forms


@lru_cache(maxsize=4)
def present_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """Third persons of the present of the lexicon's verbs, by form."""
    return _present_forms(
        lexicon.language,
        frozenset(lexicon.verbs) | lexicon.cues.speech_verbs,
        tuple(sorted(lexicon.cues.forms.items())),
    )


@lru_cache(maxsize=4)
def _present_forms(language: str, lemmas: frozenset[str], irregular: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Third persons of the present, by form: regular ones in -er by rule, the others from the list."""
    endings = syntax.syntax_words(language).endings
    regular = endings.participle_of
    forms = {
        lemma.removesuffix(regular) + ending: lemma
        for ending in (endings.present_singular, endings.present_plural)
        for lemma in sorted(lemmas)
        if lemma.endswith(regular)
    }
    return forms | dict(irregular)


@lru_cache(maxsize=4)
def simple_past_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """Third persons of the simple past of the lexicon's verbs in -er, by form: « bombarda », « attaquèrent »."""
    endings = syntax.syntax_words(lexicon.language).endings
    regular = endings.participle_of
    lemmas = sorted(lemma for lemma in lexicon.verbs if lemma.endswith(regular))
    forms = {lemma.removesuffix(regular) + ending: lemma for ending in endings.simple_past for lemma in lemmas}
    nouns = noun_forms(lexicon.language)
    return {form: lemma for form, lemma in forms.items() if form not in nouns}


@lru_cache(maxsize=4)
def noun_forms(language: str) -> frozenset[str]:
    """The forms of the common nouns of a language."""
    return frozenset(load_noun_words(language).nouns)


def infinitive_of(token: Token, forms: Mapping[str, str]) -> str | None:
    """The infinitive of a verb whose lemma was left as its form (« réclame », « gelé »), or is of another verb; else None.

    « tire » and « livre » end as infinitives do, and « tue » may come from « taire »: a finite form says what it is of.
    """
    lemma, form, endings = token.lemma_.lower(), token.lower_, syntax.words_of(token).endings
    if form in forms and is_finite(token):
        return forms[form]
    if lemma.endswith(endings.infinitive) or lemma != form:
        return None
    if form in forms:
        return forms[form]
    for ending in endings.participle:
        if form.endswith(ending):
            return form.removesuffix(ending) + endings.participle_of
    for ending in (endings.present_plural, endings.present_singular):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form.removesuffix(ending) + endings.participle_of
    return None


def is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def is_time(token: Token, lexicon: Lexicon) -> bool:
    """« la semaine dernière », « le 3 mai »."""
    return token.pos_ == "NUM" or token.lemma_.lower() in lexicon.cues.spans_of_time


def is_past_participle(token: Token) -> bool:
    """Whether the tagger reads a past participle."""
    return "Part" in token.morph.get("VerbForm", []) and "Past" in token.morph.get("Tense", [])


def takes_object(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a frame of the verb has an object."""
    return any(frame.functions.get("object") for frame in lexicon.verbs.get(verb.lemma_, ()))


def has_auxiliary(token: Token) -> bool:
    having = syntax.words_of(token).verbs.having
    return any(child.dep_ in ("aux", "aux:tense", "aux:pass") and child.lemma_ == having for child in token.children)


def has_any_auxiliary(token: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in token.children)


def agrees(participle: Token) -> bool:
    """Whether it has a mark of the feminine or the plural, which « avoir » gives to no participle."""
    return participle.lower_.endswith(syntax.words_of(participle).endings.marked_participle)


def is_joined(left: Token) -> bool:
    return left.text == "," or left.lower_ in syntax.words_of(left).mending.coordinating

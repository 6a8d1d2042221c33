"""Gerunds that the parser reads as nouns: « ont riposté en bombardant la ville »."""

from collections.abc import Mapping
from functools import lru_cache

from kg.extract import syntax
from kg.extract.mending.values import MISREAD
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import Lexicon

_GERUND = "Tense=Pres|VerbForm=Part"


def mend_gerund(token: Token, lexicon: Lexicon) -> None:
    """Read « en » + a present participle of a verb of the lexicon as a verb that says how the deed above it was done."""
    grammar = lexicon.cues.grammar
    if token.pos_ not in MISREAD or token.i < 2 or token.nbor(-1).lower_ != grammar.functions.into:
        return
    lemma = gerunds(frozenset(lexicon.verbs), grammar).get(token.lower_)
    if lemma is None:
        return
    token.pos_, token.lemma_, token.dep_ = "VERB", lemma, "advcl"
    token.set_morph(_GERUND)
    for child in token.children:
        if child.i > token.i and child.dep_ in ("nmod", "amod", "appos", "flat:name", "dep"):
            child.dep_ = syntax.label_behind(child)


def follow_gerund(token: Token, lexicon: Lexicon) -> None:
    """« a endommagé un immeuble, blessant trois pompiers »: behind a comma, before those to whom it was done."""
    misread = token.pos_ in MISREAD or token.dep_ == "amod"
    if not misread or not 1 < token.i < len(token.doc) - 2 or token.nbor(-1).text != ",":
        return
    noun = token.head
    if token.nbor(1).pos_ not in ("NUM", "DET") or noun.i < token.i or noun.head.i > token.i:
        return
    lemma = gerunds(frozenset(lexicon.verbs), lexicon.cues.grammar).get(token.lower_)
    if lemma is None:
        return
    token.hang_on(noun.head)
    token.pos_, token.lemma_, token.dep_ = "VERB", lemma, "advcl"
    token.set_morph(_GERUND)
    noun.hang_on(token)
    noun.dep_ = "obj"


def hang_participle(token: Token) -> None:
    """« soldats et manifestants protestant contre … », « un tir ayant touché … »: it describes the noun right before it."""
    if token.dep_ not in ("acl", "fixed"):
        return
    present = next((word for word in (*token.children, token) if _is_present_participle(word)), None)
    if present is None or present.i == 0 or present.i > token.i:
        return
    noun = present.nbor(-1)
    if noun.pos_ == "NOUN" and token.head.i < noun.i:
        token.hang_on(noun)


def _is_present_participle(word: Token) -> bool:
    return "Pres" in word.morph.get("Tense", []) and "Part" in word.morph.get("VerbForm", [])


def hang_gerund(token: Token, grammar: Grammar) -> None:
    """« a proposé des pourparlers, tout en appelant à une trêve »: behind « en » who does it is who does the main deed."""
    if token.dep_ != "acl" or token.i == 0 or token.nbor(-1).lower_ != grammar.functions.into:
        return
    around = syntax.clause_head(token.head)
    if "Pres" in token.morph.get("Tense", []) and syntax.is_verb(around) and not token.is_ancestor(around):
        token.hang_on(around)
        token.dep_ = "advcl"


@lru_cache(maxsize=4)
def gerunds(lemmas: frozenset[str], grammar: Grammar) -> Mapping[str, str]:
    """Present participles of the regular verbs among `lemmas`, by form: those whose infinitive ends as the grammar says."""
    return {
        lemma[: -len(infinitive)] + ending: lemma
        for lemma in sorted(lemmas)
        for infinitive, ending in (pair.split() for pair in sorted(grammar.endings.gerund))
        if lemma.endswith(infinitive)
    }

"""Whoever spoke last, said again by a description: « a ajouté le diplomate », « précise l'organisation »."""

import itertools

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.forms import stem
from kg.extract.reading import SentenceReading
from kg.lexicon import Cues
from kg.model import EntityMention

# What a description of whoever spoke last may describe, by its own kind.
_OF_ONE_KIND = {
    "Person": ("Person",),
    "Organization": ("Organization", "InternationalOrganization"),
    "InternationalOrganization": ("Organization", "InternationalOrganization"),
    "ArmedForce": ("ArmedForce", "InternationalOrganization"),
}


def said_before(
    mention: EntityMention, sentence: SentenceReading, mentions: Mentions, cues: Cues
) -> EntityMention | None:
    """Whoever spoke last, where a description that names nobody new means him or it."""
    last = sentence.spoke_last
    if len(last) != 1 or last[0].level == "pronoun" or mention.number == "plur":
        return None
    told = mentions.best(last[0])
    if told.kind not in _OF_ONE_KIND.get(mention.kind, ()) or {told.gender, mention.gender} == {"fem", "masc"}:
        return None
    first, end = sentence.words(mention)
    determiners = cues.grammar.determiners
    known = first > 0 and sentence.doc[first - 1].lower_ in determiners.definite | determiners.demonstrative
    if not known or _is_of_somebody(sentence, first, end, cues):
        return None
    return told if _may_mean(mention, told, mentions, cues) else None


def _is_of_somebody(sentence: SentenceReading, first: int, end: int, cues: Cues) -> bool:
    """« le chef de la police », « le porte-parole de l'ONU », and no « officier de police »."""
    words = sentence.doc[first : end + 2]
    return any(
        syntax.plain(of) == cues.grammar.functions.of and (of.lower_ not in cues.bare_of or behind.pos_ != "NOUN")
        for of, behind in itertools.pairwise(words)
    )


def _may_mean(mention: EntityMention, told: EntityMention, mentions: Mentions, cues: Cues) -> bool:
    """Whether the noun of a description suits whoever spoke: one by which he was described, or one of no single post."""
    head = stem(mention.head.text)
    described = {stem(m.head.text) for m in mentions.chain(told) if m.level == "nominal"}
    if head in described or head in cues.said_again_as:
        return True
    return not described and mention.kind != "ArmedForce"

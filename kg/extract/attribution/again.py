"""Whoever spoke last, said again by a description: « a ajouté le diplomate », « précise l'organisation »."""

import itertools

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.forms import stem
from kg.extract.reading import SentenceReading
from kg.lexicon import Cues
from kg.model import EntityMention

_OPENING = 3  # words at most before a name that opens a sentence: « Le colonel Oumar Ba … »
_ALIKE = 4  # letters that a verb and the noun for who does it share: « vend », « vendeuse »
# What a description of whoever spoke last may describe, by its own kind.
_OF_ONE_KIND = {
    "Person": ("Person",),
    "Organization": ("Organization", "InternationalOrganization"),
    "InternationalOrganization": ("Organization", "InternationalOrganization"),
    "ArmedForce": ("ArmedForce", "InternationalOrganization"),
}


def said_before(
    mention: EntityMention,
    sentence: SentenceReading,
    mentions: Mentions,
    cues: Cues,
    before: SentenceReading | None = None,
) -> EntityMention | None:
    """Whoever spoke last, where a description that names nobody new means him or it; else of whom the sentence `before` tells."""
    if mention.number == "plur":
        return None
    last = sentence.spoke_last
    told = mentions.best(last[0]) if len(last) == 1 else None
    if told is None and not last and before is not None:
        told = _introduced(before, mentions)
        if told is not None and not _fits(mention, told, before, mentions, cues):
            return None
    if told is None or told.level == "pronoun":
        return None
    if told.kind not in _OF_ONE_KIND.get(mention.kind, ()) or {told.gender, mention.gender} == {"fem", "masc"}:
        return None
    first, end = sentence.words(mention)
    determiners = cues.grammar.determiners
    known = first > 0 and sentence.doc[first - 1].lower_ in determiners.definite | determiners.demonstrative
    if not known or _is_of_somebody(sentence, first, end, cues):
        return None
    return told if _may_mean(mention, told, mentions, cues) else None


def _introduced(sentence: SentenceReading, mentions: Mentions) -> EntityMention | None:
    """« Awa Diop vend des beignets à Djibo. « … », raconte la vendeuse »: the one person of whom a sentence tells."""
    people = [m for m in sentence.outer if m.kind == "Person" and m.level == "name"]
    if len(people) != 1:
        return None
    head = sentence.head(people[0])
    return (
        mentions.best(people[0]) if head.dep_ in syntax.SUBJECTS or sentence.words(people[0])[0] <= _OPENING else None
    )


def _fits(mention: EntityMention, told: EntityMention, before: SentenceReading, mentions: Mentions, cues: Cues) -> bool:
    """Whether a description repeats a word that was said of somebody (« vend », « vendeuse »), or is of no single post."""
    head = stem(mention.head.text)
    said = {stem(m.head.text) for m in mentions.chain(told) if m.level == "nominal"}
    words = {stem(token.text)[:_ALIKE] for token in before.doc if token.is_alpha and len(token.text) >= _ALIKE}
    return head in said or head in cues.said_again_as or head[:_ALIKE] in words


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

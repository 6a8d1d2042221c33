"""The office of who follows somebody: « le chef d'état-major a été limogé. Il est remplacé par X », « X lui succède »."""

from collections.abc import Sequence
from functools import cache

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.nouns import key_of, load_noun_words
from kg.extract.reading import Candidate, Filler, with_kind
from kg.model import EntityMention

_REACH = 1  # sentences back of the departure


def inherit_office(candidate: Candidate, mentions: Mentions, before: Sequence[Candidate]) -> None:
    """Give who replaces or succeeds somebody the post of whom he follows; `before` are the deeds told earlier."""
    cues = mentions.cues
    if candidate.type != "Appointment" or candidate.role("office") or candidate.frame.pos != "verb":
        return
    if candidate.head.lemma_.lower() not in cues.following:
        return
    clause = syntax.read_clause(candidate.head)
    to = cues.grammar.functions.to
    behind = [child for child in candidate.head.children if syntax.is_introduced_by(child, to)]
    gone = clause.doubtful or clause.objects  # « le limogeage du ministre, remplacé par X »
    named = [candidate.sentence.mention_at(token, cues) for token in (*gone, *clause.datives, *behind)]
    told = [
        m for m in named if m is not None and not any(f.mention.anchor == m.anchor for f in candidate.role("target"))
    ]
    left = _left_before(candidate, mentions, before, told)
    for mention in [*(m for one in told for m in mentions.chain(one)), *left]:
        if _is_post(mention, candidate.sentence.doc.language):
            post = with_kind(mention, "Post")
            candidate.fillers.append(Filler("office", post, "followed", candidate.sentence.index))
            return


def _left_before(
    candidate: Candidate, mentions: Mentions, before: Sequence[Candidate], told: Sequence[EntityMention]
) -> list[EntityMention]:
    """The post from which somebody has just gone, and what he is called: not of another one than is named here."""
    for other in reversed(before):
        if candidate.sentence.index - other.sentence.index > _REACH:
            return []
        if other.type != "Departure" or other is candidate:
            continue
        gone = [filler.meant for filler in other.role("target") or other.role("agent")]
        here = {mentions.identity(mention) for mention in told if mentions.best(mention).level != "pronoun"}
        if here and here.isdisjoint(mentions.identity(mention) for mention in gone):
            continue
        return [f.mention for f in other.role("office")] + [m for one in gone for m in mentions.chain(one)]
    return []


def _is_post(mention: EntityMention, language: str) -> bool:
    """« chef d'état-major », « Premier ministre », not « général », « opposant »."""
    return mention.kind == "Post" or (
        mention.level == "nominal" and mention.kind == "Person" and _names_post(mention.anchor.text, language)
    )


def _names_post(text: str, language: str) -> bool:
    """Whether a description begins with an office: « ministre de l'Intérieur », « Premier ministre »."""
    words = key_of(text).split()
    return any(" ".join(words[:end]) in _posts(language) for end in (1, 2, 3))


@cache
def _posts(language: str) -> frozenset[str]:
    return frozenset(key for key, noun in load_noun_words(language).nouns.items() if noun.role == "post")

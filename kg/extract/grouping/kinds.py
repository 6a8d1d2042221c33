"""Classes and nouns of two tellings: whether one deed can be both."""

from collections.abc import Sequence

from kg.extract.forms import stem
from kg.extract.reading import Candidate
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a


def of_one_kind(a: Candidate, b: Candidate) -> bool:
    """Whether one class is the other's or below it, or a word leaves it open."""
    return is_a(a.type, b.type) or is_a(b.type, a.type) or may_tell(a, b.type) or may_tell(b, a.type)


def may_tell(candidate: Candidate, type_: str) -> bool:
    """« le bombardement », « l'explosion » may be the air strike just told; « une explosion » is another matter.

    « Heurts à Conakry », of nobody named, may be those of demonstrators with the police; « cette offensive » any blow.
    """
    if candidate.type == "Offensive" and candidate.definite == "demonstrative":
        return is_a(type_, "Attack")
    if type_ not in candidate.frame.also or candidate.role("participant"):
        return False
    return bool(candidate.definite) or not candidate.frame.weak


def same_head(one: Candidate, other: Candidate) -> bool:
    return one.head.lemma_.lower() == other.head.lemma_.lower()


def same_number(one: Candidate, other: Candidate) -> bool:
    """« ces attaques » are those told in the plural."""
    return one.head.morph.get("Number", []) == other.head.morph.get("Number", [])


def noun_of(mention: EntityMention) -> str:
    """The noun by which a thing is called: « village » of « le village de Sobane »."""
    words = mention.anchor.text.replace("’", "'").split()
    return stem(mention.head.text if mention.level != "nominal" or not words else words[0])


def has_toll(type_: str) -> bool:
    """Whether events of a class have dead and injured to count."""
    return group_of(type_) in ("Violence", "Territory") or type_ in ("Protest", "Riot", "Coup")


def may_have_killed(group: Sequence[Candidate]) -> bool:
    """A deed that is told as done and is no toll alone."""
    return (
        has_toll(group[0].type)
        and not all(member.frame.toll for member in group)
        and group[0].status not in ("planned", "denied")
    )

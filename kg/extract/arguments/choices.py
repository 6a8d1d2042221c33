"""Which roles are open to who acts, and to what is hit."""

from collections.abc import Sequence

from kg.extract.reading import Candidate
from kg.grammar import Grammar
from kg.lexicon import RoleChoice
from kg.model import Anchor
from kg.vocabulary import group_of


def actor_choices(candidate: Candidate, grammar: Grammar) -> tuple[RoleChoice, ...]:
    """The roles of who does what a noun tells: through « par », a possessive, or the party of a meeting."""
    functions = candidate.functions
    if any(choice.role == "participant" for choices in functions.values() for choice in choices):
        return (RoleChoice("participant"),)
    of = grammar.functions.of
    for function in (grammar.functions.by, "possessive", of, "adjective"):
        chosen = tuple(
            choice
            for choice in functions.get(function, ())
            if choice.role in ("agent", "target") and (function != of or choice.role == "agent")
        )
        if chosen:
            return (RoleChoice(chosen[0].role),)
    return (RoleChoice("agent"),)


def places_first(choices: Sequence[RoleChoice]) -> tuple[RoleChoice, ...]:
    """Towns, regions and countries are the place of what hits them; only other things are a target."""
    result: list[RoleChoice] = []
    for choice in choices:
        if choice.role == "target":
            result.append(RoleChoice("place", ("City", "Region", "Country")))
        result.append(
            RoleChoice(choice.role, ("City", "Region", "Country"))
            if choice.role == "place" and any(c.role == "target" for c in choices)
            else choice
        )
    return tuple(result)


def same_group(a: str, b: str) -> bool:
    """Whether two event classes are of one group."""
    return group_of(a) == group_of(b)


def overlapping(a: Anchor, b: Anchor) -> bool:
    """Whether two anchors share words."""
    return a.start < b.end and b.start < a.end

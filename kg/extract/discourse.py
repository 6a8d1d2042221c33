"""Who acts where a sentence does not say it and the one before does.

« L'Union africaine s'est réunie lundi. Des sanctions ont été adoptées », « Le ministre est arrivé à Doha. Les discussions
porteront sur la trêve »: what has been decided was decided by whoever met or spoke just before; those who talk are those
who came. Nobody is taken from further off than the sentence before, and only where the frame lacks what it needs.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.reading import Candidate, Filler, as_actor, kind_in_role, with_kind
from kg.lexicon import RoleChoice
from kg.vocabulary import group_of, is_a

_BEFORE = "sentence before"  # the function of a filler that another sentence tells
_REACH = 1  # sentences
_DECIDERS = ("State", "Government", "InternationalOrganization")
_TALKERS = ("Person", *_DECIDERS, "ArmedGroup")


def take_from_before(candidate: Candidate, before: Sequence[Candidate]) -> None:
    """Fill the agent of a deed that was decided, the parties of a talk, who gets arms, from the deed told in the sentence before."""
    if _gives_arms(candidate):
        _fill(candidate, before, RoleChoice("beneficiary"), ("MilitarySupport",))
    if candidate.frame.pos != "noun":
        return
    if _goes_on_talking(candidate) and not candidate.role("participant"):
        _fill(candidate, before, RoleChoice("participant", _TALKERS), ("Visit", "Meeting"))
    elif _is_decided(candidate) and not candidate.role("agent"):
        _fill(candidate, before, RoleChoice("agent", _DECIDERS), ("Statement", "Contact", "PublicOrder"))


def _gives_arms(candidate: Candidate) -> bool:
    """« Berlin livrera aussi des munitions »: arms for nobody and to no place are for whom the others were."""
    given = candidate.type == "MilitarySupport" and candidate.frame.pos == "verb" and candidate.role("instrument")
    return bool(given) and not candidate.role("beneficiary", "place")


def _goes_on_talking(candidate: Candidate) -> bool:
    """« Les discussions porteront sur … »: a definite talk that does or undergoes something."""
    if not is_a(candidate.type, "Meeting") or not candidate.definite:
        return False
    verb = syntax.clause_head(candidate.head)
    if not syntax.is_verb(verb):
        return False
    clause = syntax.read_clause(verb)
    return candidate.head in (clause.objects if clause.passive else clause.subjects)


def _is_decided(candidate: Candidate) -> bool:
    """« des sanctions ont été adoptées »: a passive that tells what was done, of a deed that States do."""
    verb = syntax.clause_head(candidate.head)
    if candidate.type != "Sanction" or not syntax.is_verb(verb) or not syntax.is_passive(verb):
        return False
    return candidate.head in syntax.read_clause(verb).objects and not syntax.is_negated(verb)


def _fill(candidate: Candidate, before: Sequence[Candidate], choice: RoleChoice, kinds: Sequence[str]) -> None:
    """Add whoever acts in the deeds told there, where it is one alone."""
    index = candidate.sentence.index
    near = [other for other in before if 0 < index - other.sentence.index <= _REACH]
    near = [other for other in near if group_of(other.type) in kinds or any(is_a(other.type, kind) for kind in kinds)]
    roles = (choice.role,) if choice.role == "beneficiary" else ("agent", "participant")
    acting = [f for other in near for f in next(filter(None, (other.role(role) for role in roles)), [])]
    named = {filler.meant.key or filler.meant.anchor: filler for filler in acting if _is_known(filler)}
    if len(named) == 1:
        _add(candidate, choice, next(iter(named.values())))


def _is_known(filler: Filler) -> bool:
    """Whether a filler names somebody, or describes a person: « le pays » may be any."""
    return filler.meant.level == "name" or (filler.meant.level == "nominal" and is_a(filler.meant.kind, "Person"))


def _add(candidate: Candidate, choice: RoleChoice, told: Filler) -> None:
    """Fill the role with the filler of another deed, where its kind may."""
    meant = as_actor(told.meant)
    kind = kind_in_role(meant, choice)
    if kind is not None:
        candidate.fillers.append(Filler(choice.role, with_kind(meant, kind), _BEFORE, told.sentence))

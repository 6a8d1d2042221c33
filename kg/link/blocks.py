"""The blocks of a report: what two reports must share to be compared at all.

They are functions of one report and the entities that it names, so that adding articles adds to some blocks and leaves the
rest. A block is a number: a hash of its class group and of a country, a narrow place, or an actor.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from kg.link.comparison import UNDATED_DAYS, Comparer, Profile
from kg.link.spelling import is_local, skeleton

_NONE: frozenset[int] = frozenset()
_LONG_DAYS = 4 * UNDATED_DAYS  # a wider window is compared only with reports of the same narrow place or actor


def keys(profile: Profile, comparer: Comparer) -> tuple[frozenset[int], frozenset[int]]:
    """The blocks a report belongs to: by its countries, and by its narrow places and actors."""
    speech = profile.group == "Statement"
    group = profile.report.type if speech else profile.group
    broad, narrow = (_NONE, _NONE) if speech or not profile.places else _of_places(group, profile.places, comparer)
    if profile.window[1] - profile.window[0] > _LONG_DAYS:
        broad = _NONE
    actors = profile.parties | profile.agents | profile.targets
    actors = actors or frozenset(id for _, ids in profile.others for id in ids)
    topics = _numbers(f"{group} by", [f"topic {id}" for id in profile.topics]) if profile.topics else _NONE
    return broad, narrow | _of_actors(group, actors, comparer) | topics


def _of_places(group: str, places: frozenset[str], comparer: Comparer) -> tuple[frozenset[int], ...]:
    """The blocks of a set of places, by their countries and by what is narrower; remembered."""
    found = comparer.blocks.get((f"{group} at", places))
    if found is None:
        inner = {above for id in places for above in comparer.ancestors(id)}
        countries = {country for id in places for country in comparer.countries(id)}
        narrow = {id for id in inner if comparer.kind(id) not in ("Country", "State")} or inner
        found = _numbers(f"{group} in", countries or inner), _numbers(f"{group} at", narrow)
        comparer.blocks[f"{group} at", places] = found
    return found


def _of_actors(group: str, actors: frozenset[str], comparer: Comparer) -> frozenset[int]:
    """The blocks of a set of actors, with all that they belong to; remembered."""
    found = comparer.blocks.get((f"{group} by", actors))
    if found is None:
        names = {above for id in actors if not is_local(id) for above in comparer.ancestors(id)}
        names |= {f"name {skeleton(comparer.label(id))}" for id in actors if comparer.kind(id) == "Person"}
        found = comparer.blocks[f"{group} by", actors] = (_numbers(f"{group} by", names),)
    return found[0]


def may_meet(p: Profile, q: Profile) -> bool:
    """Whether two reports of one block are worth comparing: unless they lie in countries that keep them apart."""
    if p.keys[0] & q.keys[0]:
        return True
    return p.group == "Statement" or not p.countries or not q.countries or bool(p.countries & q.countries)


def _numbers(what: str, names: Iterable[str]) -> frozenset[int]:
    return frozenset(_number(f"{what} {name}") for name in names)


@lru_cache(maxsize=100_000)
def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=6).digest(), "big")

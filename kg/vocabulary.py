"""The contract of the vocabulary as plain data: classes, roles, kinds, statuses and measures.

The same facts stand in `ontology/conflict.ttl`, where they have labels and definitions; a test proves that
the two are equal. This module imports nothing, so that lexicons can be checked without an RDF library.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

GROUPS: tuple[str, ...] = (
    "Movement",
    "Contact",
    "Statement",
    "Violence",
    "Territory",
    "Support",
    "PublicOrder",
    "Office",
    "Presence",
)

# class → its parent, a group or a broader class
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "Deployment": "Movement",
        "Withdrawal": "Movement",
        "Visit": "Movement",
        "Meeting": "Contact",
        "Agreement": "Contact",
        "Ceasefire": "Agreement",
        "Announcement": "Statement",
        "Condemnation": "Statement",
        "Threat": "Statement",
        "Demand": "Statement",
        "Denial": "Statement",
        "ClaimOfResponsibility": "Statement",
        "Condolence": "Statement",
        "Attack": "Violence",
        "Bombing": "Attack",
        "SuicideAttack": "Bombing",
        "Airstrike": "Attack",
        "Shelling": "Attack",
        "Shooting": "Attack",
        "Abduction": "Attack",
        "Battle": "Violence",
        "Offensive": "Violence",
        "Invasion": "Offensive",
        "Capture": "Territory",
        "Recapture": "Capture",
        "TerritorialControl": "Territory",
        "MilitarySupport": "Support",
        "Training": "MilitarySupport",
        "HumanitarianAid": "Support",
        "Arrest": "PublicOrder",
        "Protest": "PublicOrder",
        "Riot": "Protest",
        "Coup": "PublicOrder",
        "Sanction": "PublicOrder",
        "Appointment": "Office",
        "Departure": "Office",
        "OfficeTenure": "Office",
        "TroopPresence": "Presence",
    }
)

STATES: tuple[str, ...] = ("TerritorialControl", "OfficeTenure", "TroopPresence")  # they last; the others happen

# kind of actor, place or thing → its parent
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Actor": "Entity",
        "Person": "Actor",
        "State": "Actor",
        "Government": "Actor",
        "ArmedForce": "Actor",
        "ArmedGroup": "Actor",
        "InternationalOrganization": "Actor",
        "Organization": "Actor",
        "Group": "Actor",
        "Place": "Entity",
        "Country": "Place",
        "Region": "Place",
        "City": "Place",
        "Facility": "Place",
        "Thing": "Entity",
        "Weapon": "Thing",
        "Post": "Thing",
    }
)

# role → the kinds (or classes) that may fill it, any of them
ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agent": ("Actor",),
        "target": ("Actor", "Facility", "Weapon"),
        "participant": ("Actor",),
        "beneficiary": ("Actor",),
        "opponent": ("Actor",),
        "place": ("Place",),
        "origin": ("Place",),
        "force": ("ArmedForce", "ArmedGroup", "Group", "Weapon"),
        "instrument": ("Weapon",),
        "topic": ("Event",),
        "office": ("Post",),
    }
)

# role → kinds that have it in these classes alone: armaments are hit, not visited, named or taken hostage
RESERVED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType(
    {"target": (("Weapon", ("Attack", "Shooting")),)}
)

# role → the groups or classes of events that may have it, any of them
DOMAINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agent": ("Event",),
        "target": ("Event",),
        "participant": ("Contact", "Battle"),
        "beneficiary": ("Event",),
        "opponent": ("Event",),
        "place": ("Event",),
        "origin": ("Event",),
        "force": ("Movement", "Support", "Presence", "Violence"),
        "instrument": ("Event",),
        "topic": ("Statement",),
        "office": ("Office",),
    }
)

STATUSES: tuple[str, ...] = ("asserted", "planned", "possible", "denied")

# measure → the unit it is counted in: heads, the n-th time, kilometres
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "deaths": "person",
        "injured": "person",
        "personnel": "person",
        "detained": "person",
        "displaced": "person",
        "abducted": "person",
        "occurrence": "ordinal",
        "distance": "km",
    }
)

_ONE_ENTITY = {"Country": "State", "State": "Country"}  # « Irak » is a place and an actor: one entity, two kinds


def parent(name: str) -> str | None:
    """The broader class of a kind, event class or group; None for the tops and for unknown names."""
    if name in GROUPS:
        return "Event"
    return CLASSES.get(name) or KINDS.get(name)


def _and_above(name: str) -> frozenset[str]:
    """A name and all that is broader."""
    broader = parent(name)
    return frozenset((name,)) if broader is None else _and_above(broader) | {name}


# what each class and kind is, so that asking is one look: reading an article asks a thousand times
_IS: dict[str, frozenset[str]] = {name: _and_above(name) for name in (*GROUPS, *CLASSES, *KINDS)}
_GROUP: dict[str, str] = {name: next(group for group in GROUPS if group in _IS[name]) for name in CLASSES}


def is_a(kind: str, ancestor: str) -> bool:
    """Whether a kind or event class is `ancestor` or below it; "Event" and "Entity" are the two tops."""
    return kind == ancestor or (kind in _IS and ancestor in _IS[kind])


def depth(name: str) -> int:
    """How many names stand above an event class or kind that is known: the narrower it is, the more."""
    return len(_IS[name]) - 1


def is_any(kind: str, ancestors: tuple[str, ...]) -> bool:
    """Whether a kind or event class is one of `ancestors` or below one."""
    return kind in ancestors or (kind in _IS and not _IS[kind].isdisjoint(ancestors))


def group_of(type_: str) -> str:
    """The group of an event class: Violence, Movement, … Raises KeyError when there is no such class."""
    return _GROUP[type_]


@lru_cache(maxsize=16384)
def range_accepts(role: str, kind: str) -> bool:
    """Whether a filler of `kind` may fill `role`. A country may also act, and a State may be a place.

    Raises KeyError when there is no such role.
    """
    return is_any(kind, ROLES[role]) or (kind in _ONE_ENTITY and is_any(_ONE_ENTITY[kind], ROLES[role]))


def kinds_in(role: str, event_type: str) -> tuple[str, ...]:
    """The kinds that may fill `role` of an event of the class. Raises KeyError when there is no such role."""
    reserved = {
        kind for kind, classes in RESERVED.get(role, ()) if not any(is_a(event_type, wanted) for wanted in classes)
    }
    return tuple(kind for kind in ROLES[role] if kind not in reserved)


@lru_cache(maxsize=16384)
def kind_in_role(role: str, kind: str) -> str:
    """The kind that a filler takes in `role`: a Country that acts is a State, a State where one goes is a Country.

    Raises KeyError when there is no such role.
    """
    if kind in _ONE_ENTITY and not is_any(kind, ROLES[role]):
        return _ONE_ENTITY[kind]
    return kind


def domain_accepts(role: str, event_type: str) -> bool:
    """Whether an event of class `event_type` may have `role`. Raises KeyError when there is no such role."""
    return any(is_a(event_type, wanted) for wanted in DOMAINS[role])

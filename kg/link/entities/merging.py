"""Entities as several articles tell them, made one; and those that reports need."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.gazetteer import Gazetteer
from kg.link.entities.scene import Link
from kg.model import Entity, Report


def own_entities(reports: Iterable[Report], links: Iterable[Link], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities that the reports of one article name and no gazetteer knows, and what these are part of, by id."""
    told: dict[str, list[Entity]] = defaultdict(list)
    for link in links:
        if link.entity.id not in gazetteer.entities:
            told[link.entity.id].append(link.entity)
    found: dict[str, Entity] = {}
    todo = [id for report in reports for id in named_by(report)]
    while todo:
        id = todo.pop()
        if id in told and id not in found:
            found[id] = merge_entities(told[id])
            todo.extend(found[id].part_of)
    return tuple(found[id] for id in sorted(found))


def named_by(report: Report) -> tuple[str, ...]:
    """The ids of the entities that fill a role of a report or are its source."""
    return (*(id for role, id in report.roles if role != "topic"), *report.sources)


def needed_entities(
    reports: Iterable[Report],
    gazetteer: Gazetteer,
    own: Mapping[str, Sequence[Entity]],
    known: Mapping[str, Entity] | None = None,
) -> dict[str, Entity]:
    """The entities that reports name, and all that contain them, by id.

    `own` maps ids to what each article tells of an entity that no gazetteer knows; `known` are entities of earlier, for
    those of a gazetteer that is not there now. What nobody knows any more is left out.
    """
    todo = list({id for report in reports for id in named_by(report)})
    needed: dict[str, Entity] = {}
    while todo:
        id = todo.pop()
        if id in needed:
            continue
        entity = gazetteer.entities.get(id)
        if entity is None:
            entity = merge_entities(own[id]) if id in own else (known or {}).get(id)
        if entity is not None:
            needed[id] = canonical(entity)
            todo.extend(entity.part_of)
    return needed


def merge_entities(same: Sequence[Entity]) -> Entity:
    """One entity of several accounts of it: the names told most come first, and their order does not matter."""
    if len(set(same)) == 1:
        return same[0]
    labels = Counter(label for entity in same for label in entity.labels)
    kinds = Counter(entity.kind for entity in same)
    point = min(((e.coordinates, e.radius_km or 0.0) for e in same if e.coordinates is not None), default=None)
    return Entity(
        id=same[0].id,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        labels=tuple(sorted(labels, key=lambda label: (-labels[label], -len(label[1]), label))),
        same_as=tuple(sorted({iri for entity in same for iri in entity.same_as})),
        coordinates=point[0] if point else None,
        part_of=tuple(sorted({part for entity in same for part in entity.part_of})),
        radius_km=point[1] or None if point else None,
    )


def canonical(entity: Entity) -> Entity:
    """The same entity in the order in which a graph gives it back: by language, the preferred name first."""
    preferred: dict[str, str] = {}
    others: set[tuple[str, str]] = set()
    for language, label in entity.labels:
        if preferred.setdefault(language, label) != label:
            others.add((language, label))
    labels = sorted([(language, 0, label) for language, label in preferred.items()] + [(c, 1, o) for c, o in others])
    return Entity(
        id=entity.id,
        kind=entity.kind,
        labels=tuple((language, label) for language, _, label in labels),
        same_as=tuple(sorted(set(entity.same_as))),
        coordinates=entity.coordinates,
        part_of=tuple(sorted(set(entity.part_of))),
        radius_km=entity.radius_km,
    )

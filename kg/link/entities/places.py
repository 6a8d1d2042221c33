"""Places that are described: a capital, a base, « le nord du Mali », « 60 km au sud de Mossoul »."""

import re
from dataclasses import replace

from kg.distances import DistanceWords, compass_of, direction_in, load_distance_words, point_at, radius_of
from kg.link.entities.forms import key_words, name_of
from kg.link.entities.scene import Link, Scene
from kg.link.spelling import fold, slug
from kg.model import Entity, EntityMention, Quantity
from kg.vocabulary import is_a

_TOWN_KM = 30.0  # the base, the airport « of » a town lies within
_PROVINCE_KM = 100.0  # from its seat a province goes on for about


def described_place(mention: EntityMention, scene: Scene) -> Link:
    """What a description of a place means: a point, a capital, the article's country, else a site."""
    text = mention.anchor.text
    remote = _remote(mention, scene)
    if remote is not None:
        return remote
    owner = mention.of or (scene.own_country() if scene.is_definite(mention) else None)
    if owner is not None and fold(scene.without_owner(text, owner)) in scene.words.places.capital:
        capital = scene.gazetteer.capital(owner)
        if capital is not None and capital in scene.gazetteer.entities:
            entity = scene.gazetteer.entities[capital]
            return Link(
                entity,
                f"« {text} » is {name_of(entity)}, the capital of {name_of(scene.gazetteer.entities[owner])}",
            )
    if mention.kind == "Country" and scene.is_definite(mention):
        country = scene.main_country()
        if country is not None:
            return Link(
                scene.gazetteer.entities[country],
                f"« {text} » in an article about {name_of(scene.gazetteer.entities[country])}",
            )
    return site(mention, text, scene)


def site(mention: EntityMention, text: str, scene: Scene) -> Link:
    """A base, an airport, « le nord du Mali »: known by its words and the place that they name."""
    inside = scene.inside(mention)
    if inside:
        inner = inside[-1]
        within = scene.entity_of(inner)
        before = text[: max(0, inner.anchor.start - mention.anchor.start)]
        words = [word for word in slug(before).split("-") if word and word not in scene.words.places.plain]
        while words and words[-1] in scene.words.phrases.small:
            words.pop()
        if words:
            id = "-".join((*words, scene.words.labels.of, within.id))
            seat = mention.kind == "Region" and within.kind == "City"  # « la province d'Alep »
            entity = scene.new_entity(id, mention.kind, text, _country_near(within, scene) if seat else (within.id,))
            if within.kind == "City" and within.coordinates is not None:
                radius = _PROVINCE_KM if seat else _TOWN_KM
                entity = replace(entity, coordinates=within.coordinates, radius_km=max(radius, within.radius_km or 0.0))
            return Link(entity, f"« {text} » is known by its words and by {name_of(within)}")
    if mention.of is not None and mention.of in scene.gazetteer.entities:
        within = scene.gazetteer.entities[mention.of]
        rest = scene.without_owner(text, mention.of)
        if mention.kind == "Region" and rest:
            entity = scene.new_entity(
                f"{key_words(rest, scene.words)}-{scene.words.labels.of}-{within.id}", mention.kind, text, (within.id,)
            )
            return Link(entity, f"« {text} » is a part of {name_of(within)}")
        return scene.local(
            mention, f"« {text} » has no name: a place of this article, in {name_of(within)}", (within.id,)
        )
    if mention.level == "name" and slug(text):
        country = scene.main_country()
        where = (country,) if country else ()
        entity = scene.new_entity(slug(text) + (f"-{country}" if country else ""), mention.kind, text, where)
        told = f", in {name_of(scene.gazetteer.entities[country])} like the article's other places" if country else ""
        return Link(entity, f"« {text} » is not in the gazetteer: a place of that name{told}")
    return scene.local(mention, f"« {text} » has no name: a place of this article alone")


def locate(scene: Scene) -> None:
    """« une base située à 60 km au sud de Mossoul »: own places get the point that a distance right after them tells."""
    spoken = load_distance_words(scene.article.language)
    text = scene.article.text
    for quantity in scene.document.quantities:
        if quantity.measure != "distance" or quantity.amount.low is None:
            continue
        landmark = _landmark_after(quantity.anchor.end, scene)
        located = _place_before(quantity.anchor.start, spoken, scene)
        if landmark is None or located is None:
            continue
        chain = scene.chain_of[scene.mentions.index(located)]
        link = scene.done[chain]
        seen = scene.done[scene.chain_of[scene.mentions.index(landmark)]].entity
        if link.entity.coordinates is not None or link.entity.id in scene.gazetteer.entities or seen == link.entity:
            continue
        point = _point_from(seen, quantity, text[quantity.anchor.end : landmark.anchor.start], spoken)
        if point is not None:
            told = text[quantity.anchor.start : landmark.anchor.end]
            entity = replace(
                link.entity,
                coordinates=point[0],
                radius_km=point[1],
                part_of=link.entity.part_of or _country_near(seen, scene),
            )
            scene.done[chain] = replace(link, entity=entity, why=f"{link.why}; it lies « {told} »")


def _landmark_after(at: int, scene: Scene) -> EntityMention | None:
    """The place named right after a distance: « 60 km au sud de *Mossoul* », « 60 km de *Mossoul* »."""
    for mention in scene.mentions:
        if mention.anchor.start > at and mention.level == "name" and is_a(mention.kind, "Place"):
            between = scene.article.text[at : mention.anchor.start]
            return mention if scene.words.places.to_landmark.fullmatch(between) else None
    return None


def _place_before(at: int, spoken: DistanceWords, scene: Scene) -> EntityMention | None:
    """The place that a distance at `at` locates: right before it, but for a comma, « situé », « à », « environ »."""
    before = [
        mention
        for mention in scene.mentions
        if mention.anchor.end < at and mention.level != "pronoun" and is_a(mention.kind, "Place")
    ]
    if not before:
        return None
    last = max(before, key=lambda mention: (mention.anchor.end, mention.level == "name", -mention.anchor.start))
    words = re.findall(r"\w+", scene.article.text[last.anchor.end : at].lower())
    stop = set(re.findall(r"[.;:!?\n]", scene.article.text[last.anchor.end : at]))
    near = (
        words
        and not stop
        and all(word in spoken.located or word in spoken.about or word in scene.words.places.at for word in words)
    )
    return last if near else None


def _remote(mention: EntityMention, scene: Scene) -> Link | None:
    """« 60 km au sud de Mossoul » itself, where no other place is named: a place of its own."""
    spoken = load_distance_words(scene.article.language)
    quantity = next(
        (
            q
            for q in scene.document.quantities
            if q.measure == "distance" and mention.anchor.start <= q.anchor.start and q.anchor.end <= mention.anchor.end
        ),
        None,
    )
    inside = scene.inside(mention)
    if quantity is None or quantity.amount.low is None or not inside:
        return None
    seen = scene.entity_of(inside[-1])
    told = scene.article.text[quantity.anchor.end : inside[-1].anchor.start]
    point = _point_from(seen, quantity, told, spoken)
    direction = direction_in(told, spoken)
    compass = "" if direction is None else f"{compass_of(spoken.directions[direction])}-"
    id = f"{quantity.amount.low}-km-{compass}of-{seen.id}"
    entity = replace(
        scene.new_entity(id, "Region", mention.anchor.text, _country_near(seen, scene)),
        coordinates=point[0] if point else None,
        radius_km=point[1] if point else None,
    )
    return Link(entity, f"« {mention.anchor.text} » is a point reckoned from {name_of(seen)}")


def _country_near(place: Entity, scene: Scene) -> tuple[str, ...]:
    """The country of a place near which another lies: being near a town is not being in it."""
    country = scene.gazetteer.country_of(place.id) or next(
        (part for part in place.part_of if scene.gazetteer.country_of(part) == part), None
    )
    return (country,) if country is not None else ()


def _point_from(
    landmark: Entity, quantity: Quantity, told: str, spoken: DistanceWords
) -> tuple[tuple[float, float], float] | None:
    """Where a distance from a landmark leads, and how far from there the place may be, in km."""
    if landmark.coordinates is None or quantity.amount.low is None:
        return None
    km = (quantity.amount.low + (quantity.amount.high or quantity.amount.low)) / 2
    direction = direction_in(told, spoken)
    if direction is None:
        return landmark.coordinates, radius_of(km, None)
    return point_at(landmark.coordinates, km, spoken.directions[direction]), radius_of(km, direction)


def own_land(mention: EntityMention, scene: Scene) -> Entity | None:
    """« le président turc … son pays »: the state of whom the possessive right before a description stands for."""
    whose = next(
        (m for m in scene.mentions if m.level == "pronoun" and 0 < mention.anchor.start - m.anchor.end <= 1), None
    )
    if whose is None or mention.number == "plur":
        return None
    told = [scene.mentions[i] for i in scene.chains[scene.chain_of[scene.mentions.index(whose)]]]
    near = max((m.anchor.end for m in told if m.anchor.end < whose.anchor.start), default=0)
    between = [m for m in scene.mentions if near < m.anchor.start < whose.anchor.start and m not in told]
    if any(m.kind == "Person" and m.level != "pronoun" for m in between):
        return None  # « … a reçu le ministre français, qui promet que son pays … »: it may be either's
    states = {scene.gazetteer.country_of(m.of) for m in told if m.of is not None}
    if not states:
        posts = scene.gazetteer.posts_of(scene.entity_of(whose).id, scene.article.published)
        states = {scene.gazetteer.country_of(post.id) for post in posts}
    (state,) = states if len(states) == 1 else (None,)
    return scene.gazetteer.entities[state] if state is not None else None

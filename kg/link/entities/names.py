"""Names that the recogniser did not find in the gazetteer: by spelling, else an entity of their own."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from kg.gazetteer import Name as Meaning
from kg.link.entities.forms import bare, name_of
from kg.link.entities.places import site
from kg.link.entities.scene import LETTERS_IN_BRACKETS, Link, Scene
from kg.link.spelling import fold, person_slug, same_spelling, skeleton, slug, words_of
from kg.model import Entity, EntityMention
from kg.vocabulary import is_a

_SAME_LETTERS = 65.0  # 0-100; Sergueï and Sergey have 77, Obeidi and Obaidi 83, Seine and Sinaï 60


def named(mention: EntityMention, members: Sequence[EntityMention], scene: Scene) -> Link:
    """What a name without a key means: what its letters stand for, a name spelled alike, else an entity of its own."""
    text = mention.anchor.text if mention.kind == "Facility" else bare(mention.anchor.text, scene.words)
    expansion = scene.expansions.get(text)
    if expansion is not None and expansion is not mention:
        link = named(expansion, [expansion], scene)
        return replace(link, why=f"« {text} » stands in brackets after « {expansion.anchor.text} »: {link.why}")
    letters = _letters_of(mention, scene)
    if letters is not None:
        return Link(letters, f"« {text} » is told with its letters, those of {name_of(letters)}")
    found = _by_spelling(mention, text, scene)
    if found is not None:
        return found
    if mention.kind == "Person":
        return _person(mention, text, members, scene)
    if is_a(mention.kind, "Place"):
        return own_place(mention, text, scene)
    entity = scene.new_entity(slug(text) or scene.local_id(mention), mention.kind, text, scene.owners(members))
    return Link(entity, f"« {text} » is not in the gazetteer: an entity of its own, by its name")


def _letters_of(mention: EntityMention, scene: Scene) -> Entity | None:
    """What the letters in brackets right behind a name stand for in the gazetteer: « Mission de l'ONU (Monusco) »."""
    if not is_a(mention.kind, "Actor") or mention.kind == "Person":
        return None
    after = scene.article.text[mention.anchor.end : mention.anchor.end + 20]
    letters = LETTERS_IN_BRACKETS.match(after)
    start = mention.anchor.end + letters.start(1) if letters is not None else None
    behind = next((m for m in scene.mentions if m.anchor.start == start and m.level == "name"), None)
    known = scene.gazetteer.entities.get(behind.key or "") if behind is not None else None
    return known if known is not None and is_a(known.kind, "Actor") and known.kind != "Person" else None


def _by_spelling(mention: EntityMention, text: str, scene: Scene) -> Link | None:
    """A gazetteer entity whose name is spelled like this one, of a kind that agrees."""
    place = is_a(mention.kind, "Place")
    exact = [
        m.entity.id
        for m in scene.gazetteer.lookup(text)
        if m.sense != "demonym" and _kinds_agree(m.entity.kind, mention.kind)
    ]
    if place and len(exact) > 1:
        return choose(
            mention, [m for m in scene.gazetteer.lookup(text) if m.entity.id in exact and m.sense != "demonym"], scene
        )
    if len(exact) == 1:
        entity = scene.gazetteer.entities[exact[0]]
        return Link(entity, f"« {text} » is a name of {name_of(entity)} in the gazetteer")
    key = skeleton(text)
    if len(key) < 4:
        return None
    ids = [
        id
        for id in scene.known.names.get(key, ())
        if _kinds_agree(scene.gazetteer.entities[id].kind, mention.kind)
        and any(_looks_like(text, label) for _, label in scene.gazetteer.entities[id].labels)
    ]
    if not ids and mention.kind == "Person" and len(words_of(text)) > 1:
        near = scene.known.surnames.get(skeleton(words_of(text)[-1]), ())
        ids = [id for id in near if any(same_spelling(text, label) for _, label in scene.gazetteer.entities[id].labels)]
    ids = sorted(set(ids))
    if len(ids) > 1:
        fitting = [id for id in ids if scene.context[scene.gazetteer.country_of(id) or ""]]
        ids = fitting if len(fitting) == 1 else ids
    if len(ids) != 1:
        return None
    entity = scene.gazetteer.entities[ids[0]]
    return Link(entity, f"« {text} » is spelled like {name_of(entity)}")


def _person(mention: EntityMention, text: str, members: Sequence[EntityMention], scene: Scene) -> Link:
    """A person whom the gazetteer does not know by this spelling; a surname alone is looked for in the article's countries."""
    words = words_of(text)
    owners = scene.owners(members)
    if len(words) > 1:
        entity = scene.new_entity(person_slug(text), "Person", text, owners)
        return Link(entity, f"« {text} » is not in the gazetteer: a person of that name")
    candidates = sorted(scene.known.surnames.get(skeleton(text), ()))
    fitting = [id for id in candidates if _in_context(id, scene)]
    if len(fitting) == 1:
        entity = scene.gazetteer.entities[fitting[0]]
        others = tuple(id for id in candidates if id != fitting[0])
        return Link(
            entity,
            f"the only « {text} » of the gazetteer who fits the article's countries and day is {name_of(entity)}",
            others,
        )
    country = scene.main_country()
    if country is not None and slug(text):
        entity = scene.new_entity(f"{person_slug(text)}-{country}", "Person", text, owners)
        about = name_of(scene.gazetteer.entities[country])
        why = f"« {text} » alone: one person of that name in articles about {about}"
        return Link(entity, why, tuple(candidates))
    entity = scene.new_entity(scene.local_id(mention), "Person", text, owners)
    return Link(entity, f"« {text} » alone could be anyone of that name: a person of this article", tuple(candidates))


def _in_context(id: str, scene: Scene) -> bool:
    """Whether a person belongs to a country of the article, and held an office when it was published."""
    bodies = set(scene.gazetteer.within(id))
    posts = scene.gazetteer.posts_of(id, scene.article.published)
    for post in posts:
        bodies |= set(scene.gazetteer.within(post.id))
    here = any(scene.context[body] for body in bodies)
    return here and (bool(posts) or not scene.gazetteer.posts_of(id, None))


def own_place(mention: EntityMention, text: str, scene: Scene) -> Link:
    """A place that is not in the gazetteer, in the country that the text tells or that the article is about."""
    if mention.kind == "Facility":
        return site(mention, text, scene)
    country = scene.gazetteer.country_of(mention.of) if mention.of is not None else None
    why = f"« {text} » is not in the gazetteer"
    if country is not None:
        why += f": a place in {name_of(scene.gazetteer.entities[country])}, as the text says"
    else:
        country = scene.main_country() if mention.kind != "Country" else None
        if country is not None:
            why += f": a place in {name_of(scene.gazetteer.entities[country])}, where the article's other places are"
        else:
            why += ": a place of that name"
    name = "-".join(words_of(text)) if len(words_of(text)) else text
    id = slug(name) + (f"-{country}" if country else "")
    return Link(
        scene.new_entity(
            id if slug(name) else scene.local_id(mention), mention.kind, text, (country,) if country else ()
        ),
        why,
    )


def choose(mention: EntityMention, meanings: Sequence[Meaning], scene: Scene) -> Link | None:
    """One of several places of a name: by the article's other places, then by population; None for a draw."""
    if mention.of is not None:
        meanings = [m for m in meanings if scene.gazetteer.country_of(m.entity.id) == mention.of] or meanings
    best = scene.gazetteer.rank(meanings, scene.around)
    if best is None:
        return None
    entity = best.entity
    others = tuple(sorted(m.entity.id for m in meanings if m.entity.id != entity.id))
    text = mention.anchor.text
    country = scene.gazetteer.country_of(entity.id)
    if not others:
        return Link(entity, f"« {text} » is a name of {name_of(entity)} in the gazetteer")
    if country is not None and scene.around[country]:
        place = name_of(scene.gazetteer.entities[country])
        return Link(
            entity,
            f"of {len(others) + 1} places called « {text} », the one in {place}, of which the article speaks",
            others,
        )
    return Link(
        entity,
        f"of {len(others) + 1} places called « {text} », the best known; nothing else in the article decides",
        others,
    )


def speaks_of(meanings: Sequence[Meaning], scene: Scene) -> bool:
    """Whether the article speaks of the country of one of these places."""
    return any(scene.around[scene.gazetteer.country_of(meaning.entity.id) or ""] for meaning in meanings)


def _kinds_agree(known: str, seen: str) -> bool:
    if known == seen or is_a(known, seen) or is_a(seen, known):
        return True
    for top in ("Person", "Place", "Thing"):
        if is_a(known, top) or is_a(seen, top):
            return is_a(known, top) and is_a(seen, top)
    return True  # kinds of bodies, which recognisers mix up


def _looks_like(text: str, label: str) -> bool:
    """Whether two names of one skeleton have most letters in common too: « Seine » is no Sinaï."""
    return float(ratio(fold(text), fold(label))) >= _SAME_LETTERS

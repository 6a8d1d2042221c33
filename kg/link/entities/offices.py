"""Offices, and who held them on the day of the article."""

import re

from kg.link.entities.forms import day_of, first_word, key_words, masculine, name_of, uncapital
from kg.link.entities.scene import Link, Scene
from kg.link.spelling import fold
from kg.model import Entity, EntityMention

_NEAR = 4  # persons told before « son homologue », of whom one is meant


def is_office_alone(mention: EntityMention, scene: Scene) -> bool:
    """« le président », « le ministre de la Défense »: one office of a state, and no word of which."""
    text = fold(mention.anchor.text)
    return (
        mention.number != "plur"
        and scene.is_definite(mention)
        and (text in scene.words.offices.of_one or text.startswith(scene.words.offices.starts_of_one))
    )


def owner_of_title(mention: EntityMention, scene: Scene) -> str | None:
    """Whose office the words alone tell: « chef de la diplomatie européenne » is one of the Union."""
    title = masculine(mention.anchor.text, scene.words)
    posts = scene.gazetteer.posts_called(title) if " " in title and scene.is_definite(mention) else ()
    owners = {scene.gazetteer.within(post)[0] for post in posts if scene.gazetteer.within(post)}
    return owners.pop() if len(owners) == 1 else None


def only_holder(title: str, owner: str | None, scene: Scene) -> Entity | None:
    """The one person who held the office when the article was published."""
    when = scene.article.published
    holders = scene.gazetteer.office_holders(title, owner, when) if when is not None and owner is not None else ()
    return holders[0] if len(holders) == 1 else None


def counterpart(mention: EntityMention, owner: str, scene: Scene) -> Link | None:
    """« son homologue turc »: who held in Turkey the office that the other one holds."""
    if fold(mention.head.text) not in scene.words.offices.counterparts or mention.number == "plur":
        return None
    other = _possessor(mention, scene)
    if other is None:
        return None
    for post in scene.gazetteer.posts_of(other.id, scene.article.published):
        for title in scene.gazetteer.titles_of(post.id):
            holder = only_holder(title, owner, scene)
            if holder is not None and holder.id != other.id:
                state = name_of(scene.gazetteer.entities[owner])
                return Link(
                    holder,
                    f"{name_of(other)} was « {title} » on {day_of(scene.article.published)}, "
                    f"and so was {name_of(holder)} of {state}",
                )
    return None


def _possessor(mention: EntityMention, scene: Scene) -> Entity | None:
    """Whose counterpart: the person whom « son » right before it means, else the one told last before it."""
    before = [m for m in scene.mentions if m.anchor.end <= mention.anchor.start and m.kind == "Person"]
    before.sort(key=lambda m: (-m.anchor.end, m.anchor.start))
    for person in before[:_NEAR]:
        entity = scene.entity_of(person)
        if scene.gazetteer.posts_of(entity.id, scene.article.published):
            return entity
    return None


def office_holder(mention: EntityMention, owner: str, scene: Scene) -> Link:
    """Who held the office that a description tells when the article was published."""
    text = mention.anchor.text
    state = scene.gazetteer.entities[owner]
    words = {fold(word) for word in re.split(r"[\s’'-]+", text)}
    single = mention.number != "plur" and scene.is_definite(mention) and not words & scene.words.offices.former
    if single:
        when = scene.article.published
        for title, of in _titles(mention, owner, scene):
            holders = scene.gazetteer.office_holders(title, of, when) if when is not None else ()
            if len(holders) == 1:
                return Link(
                    holders[0],
                    f"{name_of(holders[0])} was « {title} » ({name_of(scene.gazetteer.entities[of])}) on {day_of(when)}",
                )
            if len(holders) > 1:
                others = tuple(sorted(h.id for h in holders))
                return Link(
                    _unknown_holder(title, of, scene), f"on {day_of(when)} several persons were « {title} »", others
                )
        title = scene.without_owner(text, owner)
        if first_word(title) in scene.known.office_words | scene.words.names.titles:
            return Link(
                _unknown_holder(title, owner, scene),
                f"who was « {title} » of {name_of(state)} then is not in the gazetteer",
            )
    return scene.local(mention, f"« {text} » is an unnamed person of {name_of(state)}", (owner,))


def _unknown_holder(title: str, owner: str, scene: Scene) -> Entity:
    label = f"{uncapital(title)} ({name_of(scene.gazetteer.entities[owner])})"
    return scene.new_entity(f"{key_words(title, scene.words)}-of-{owner}", "Person", label, (owner,))


def _titles(mention: EntityMention, owner: str, scene: Scene) -> list[tuple[str, str]]:
    """(title, owner) pairs that « ministre français de la Défense » or « chef du Pentagone » may mean."""
    text = mention.anchor.text
    owners = [owner, *(n[0].entity.id for _, _, n in scene.gazetteer.find(text))]
    pairs = [
        (title, of)
        for of in owners
        for whole in (scene.without_owner(text, of), scene.without_owner(text, owner), text)
        for title in (whole, *_parts(whole, scene))
    ]
    pairs += [(text, of) for of in scene.gazetteer.within(owner)]  # « président de la Rada » presides over no state
    pairs += [(masculine(title, scene.words), of) for title, of in pairs]
    return [(title, of) for title, of in dict.fromkeys(pairs) if title]


def _parts(title: str, scene: Scene) -> tuple[str, ...]:
    """« ministre de l'Europe et des Affaires étrangères » holds the office of each: « ministre des Affaires étrangères »."""
    first, *others = re.split(scene.words.offices.joined, title)
    head = re.split(scene.words.offices.charge, first, maxsplit=1)[0]
    return (first, *(f"{head} {other}" for other in others)) if others else ()


def post_of(mention: EntityMention, owner: str | None, scene: Scene) -> Link:
    """An office that is spoken of as an office: « le poste de Premier ministre »."""
    text = mention.anchor.text
    title = scene.without_owner(text, owner) if owner is not None else text
    for words in (title, text):
        for id in scene.known.posts.get(fold(words), ()):
            if (owner is None and len(scene.known.posts[fold(words)]) == 1) or owner in scene.gazetteer.within(id):
                return Link(scene.gazetteer.entities[id], f"« {text} » is an office in the gazetteer")
    name = key_words(title, scene.words) or scene.local_id(mention)
    if owner is None:
        return Link(
            scene.new_entity(name, "Post", title.lower()), f"« {text} » is an office, of which country is not told"
        )
    state = scene.gazetteer.entities[owner]
    return Link(
        scene.new_entity(f"{name}-of-{owner}", "Post", f"{title} ({name_of(state)})", (owner,)),
        f"« {text} » is an office of {name_of(state)}",
    )

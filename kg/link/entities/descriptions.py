"""Descriptions: « les forces irakiennes », « le ministre », go to their owner or stay inside the article."""

from kg.link.entities.bodies import armed_force, government, junta
from kg.link.entities.forms import day_of, is_counted, masculine, name_of, singular, uncapital, without_number
from kg.link.entities.offices import (
    counterpart,
    is_office_alone,
    office_holder,
    only_holder,
    owner_of_title,
    post_of,
)
from kg.link.entities.places import described_place, own_land
from kg.link.entities.scene import Link, Scene
from kg.link.entities.shared import in_full
from kg.link.spelling import fold, slug
from kg.model import EntityMention
from kg.vocabulary import is_a


def described(mention: EntityMention, scene: Scene) -> Link:
    """What a description means: a body, an office, its holder, a place; else somebody of this article alone."""
    if mention.of is not None:
        mention = in_full(mention, scene)
    text, kind = mention.anchor.text, mention.kind
    owner = mention.of
    if owner is None and fold(mention.head.text) in scene.words.bodies.of_the_country and scene.is_definite(mention):
        owner = scene.own_country()
    if owner is None and fold(mention.head.text) in scene.words.bodies.lands:
        land = own_land(mention, scene)
        if land is not None:
            return Link(land, f"« {text} » is that of whom the possessive before it stands for: {name_of(land)}")
    if kind == "Person" and owner is None:
        owner = owner_of_title(mention, scene)
    if kind == "Person" and owner is None and is_office_alone(mention, scene):
        owner = scene.own_country()
        holder = only_holder(text, owner, scene) or only_holder(masculine(text, scene.words), owner, scene)
        if holder is None or owner is None or scene.is_host(owner, mention):
            return scene.local(mention, f"« {text} » names nobody: unnamed, of this article alone")
        country = name_of(scene.gazetteer.entities[owner])
        return Link(
            holder,
            f"{name_of(holder)} was « {text} » of {country}, of which the article speaks, "
            f"on {day_of(scene.article.published)}",
        )
    if kind == "Weapon":
        label = _kind_of_weapon(without_number(text, scene.words) if mention.number != "sing" else text, mention, scene)
        return Link(
            scene.new_entity(slug(label) or scene.local_id(mention), kind, label),
            f"« {text} » is a kind of weapon",
        )
    if kind == "Post":
        return post_of(mention, owner, scene)
    if is_a(kind, "Place"):
        return described_place(mention, scene)
    if owner is None or owner not in scene.gazetteer.entities:
        return scene.local(mention, f"« {text} » names nobody: unnamed, of this article alone")
    if kind == "Person":
        return counterpart(mention, owner, scene) or office_holder(mention, owner, scene)
    if fold(mention.head.text) in scene.words.bodies.junta and scene.gazetteer.entities[owner].kind in (
        "Country",
        "State",
    ):
        return junta(mention, owner, scene)
    if kind == "ArmedForce":
        return armed_force(mention, owner, scene)
    if kind == "Government":
        return government(mention, owner, scene)
    if kind in ("ArmedGroup", "Organization", "InternationalOrganization") and not is_counted(mention):
        words = scene.without_owner(text, owner)
        head = singular(words.split()[0], scene.words) if kind == "ArmedGroup" and words else words
        state = scene.gazetteer.entities[owner]
        many = kind == "ArmedGroup" or mention.number == "plur"
        label = uncapital(scene.words.endings.plural.first(head) if kind == "ArmedGroup" else words)
        if not scene.inside(mention) or words != text:  # « groupe de Minsk »: the town is told, not its state
            label = f"{label} {scene.demonym(owner, (mention.gender == 'fem') + 2 * many)}"
        entity = scene.new_entity(f"{owner}-{slug(head)}", kind, label, (owner,))
        return Link(entity, f"« {text} » belongs to {name_of(state)}, and has no name")
    return scene.local(
        mention,
        f"« {text} » are unnamed people of {name_of(scene.gazetteer.entities[owner])}, of this article alone",
        (owner,),
    )


def _kind_of_weapon(text: str, mention: EntityMention, scene: Scene) -> str:
    """« chars Abrams » → « char Abrams »: one of them; what is behind the noun with a capital is a name and stays."""
    told, one = text.split(), (singular(text, scene.words) if mention.number != "sing" else text).split()
    named = [word if word[:1].isupper() else single for word, single in zip(told[1:], one[1:], strict=True)]
    return " ".join((one[0].lower(), *named))

"""Bodies of a state without a name of their own: its forces, its police, its government."""

import re

from kg.link.entities.forms import key_words, name_of, singular
from kg.link.entities.scene import Link, Scene
from kg.link.spelling import fold, slug
from kg.model import EntityMention


def junta(mention: EntityMention, owner: str, scene: Scene) -> Link:
    """« la junte malienne »: one body for each state."""
    state = scene.gazetteer.entities[owner]
    label = f"{fold(mention.head.text)} {scene.demonym(owner, 1)}"
    entity = scene.new_entity(f"{owner}-junta", mention.kind, label, (owner,))
    return Link(entity, f"« {mention.anchor.text} » rules {name_of(state)}")


def armed_force(mention: EntityMention, owner: str, scene: Scene) -> Link:
    """Army, troops, soldiers and forces of a state are one body; its police is another."""
    state = scene.gazetteer.entities[owner]
    text = mention.anchor.text
    words = {fold(singular(word, scene.words)) for word in re.split(r"[\s’']+", text)}
    why = f"« {text} » belongs to {name_of(state)}"
    if state.kind not in ("Country", "State"):
        known = scene.gazetteer.entities.get(f"{owner}-forces")
        return Link(
            known
            or scene.new_entity(
                f"{owner}-forces", "ArmedForce", f"{scene.words.labels.armed_forces} ({name_of(state)})", (owner,)
            ),
            why,
        )
    if words & scene.words.bodies.police:
        id, label, called = f"{owner}-police", f"{scene.words.labels.police} {scene.demonym(owner, 1)}", "its police"
    elif words & scene.words.bodies.guards:
        rest = scene.without_owner(text, owner)
        id, label, called = (
            f"{owner}-{slug(rest)}",
            f"{rest.lower()} {scene.demonym(owner, (mention.gender == 'fem') + 2 * (mention.number == 'plur'))}",
            "a force of its own",
        )
    else:
        id, label, called = (
            f"{owner}-armed-forces",
            f"{scene.words.labels.armed_forces} {scene.demonym(owner, 3)}",
            "its armed forces",
        )
    known = scene.gazetteer.entities.get(id)
    return Link(known or scene.new_entity(id, "ArmedForce", label, (owner,)), f"{why}: {called}")


def government(mention: EntityMention, owner: str, scene: Scene) -> Link:
    """Government, authorities and regime of a state are one body; a ministry is another."""
    state = scene.gazetteer.entities[owner]
    text = mention.anchor.text
    head = fold(mention.head.text)
    if head in scene.words.bodies.rulers or singular(head, scene.words) in scene.words.bodies.rulers:
        id, label = f"{owner}-government", f"{scene.words.labels.government} {scene.demonym(owner, 0)}"
    else:
        rest = scene.without_owner(text, owner)
        id, label = f"{owner}-{key_words(rest, scene.words)}", f"{rest} ({name_of(state)})"
    known = scene.gazetteer.entities.get(id)
    return Link(known or scene.new_entity(id, "Government", label, (owner,)), f"« {text} » belongs to {name_of(state)}")

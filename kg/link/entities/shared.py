"""Descriptions that share a noun: « les ministres turc et russe de la Défense » is two persons, each described in full."""

from dataclasses import replace

from kg.link.entities.forms import singular
from kg.link.entities.scene import Scene
from kg.model import Anchor, EntityMention


def in_full(mention: EntityMention, scene: Scene) -> EntityMention:
    """The mention with the words that it shares: « russe » → « ministre russe de la Défense ».

    A mention that shares nothing is given back as it is.
    """
    group = _group(mention, scene)
    if len(group) == 1 or mention.of is None:
        return mention
    head, last = group[0], group[-1]
    noun = scene.without_owner(head.anchor.text, head.of or "")
    tail = scene.without_owner(last.anchor.text, last.of or "") if last is not head else ""
    words = mention.anchor.text if mention is head else f"{noun} {mention.anchor.text}"
    if mention is not last:
        words = f"{words} {tail}".strip()
    alone = mention.number == "sing"
    shared = singular(head.head.text, scene.words) if alone else head.head.text
    return replace(
        mention,
        anchor=Anchor(head.anchor.start, last.anchor.end, singular(words, scene.words) if alone else words),
        head=Anchor(head.head.start, head.head.end, shared),
    )


def _group(mention: EntityMention, scene: Scene) -> list[EntityMention]:
    """The mentions that share a noun with this one, in the order of the text."""
    alike = sorted(
        (m for m in scene.mentions if (m.kind, m.level, m.number) == (mention.kind, "nominal", mention.number)),
        key=lambda m: m.anchor.start,
    )
    group: list[EntityMention] = []
    for other in alike:
        joined = group and scene.words.phrases.joined.fullmatch(
            scene.article.text[group[-1].anchor.end : other.anchor.start]
        )
        if joined and _has_no_noun(other, scene):
            group.append(other)
        elif mention in group:
            break
        else:
            group = [other]
    return group if mention in group else [mention]


def _has_no_noun(mention: EntityMention, scene: Scene) -> bool:
    """Whether up to its head the description says whose it is, and nothing else."""
    words = mention.anchor.text[: mention.head.end - mention.anchor.start]
    return mention.of is not None and words[:1].islower() and not scene.without_owner(words, mention.of)

"""Chain by chain: what the mentions of one thing mean together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.gazetteer import Gazetteer
from kg.link.entities.descriptions import described
from kg.link.entities.forms import bare, name_of
from kg.link.entities.names import choose, named, own_place, speaks_of
from kg.link.entities.places import locate
from kg.link.entities.scene import Link, Scene
from kg.link.spelling import fold, words_of
from kg.model import Document, EntityMention
from kg.vocabulary import is_a


def link_mentions(document: Document, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """The entity of every mention of the document, in the order of `document.mentions`."""
    scene = Scene(document, gazetteer, _link_chain)
    # Names first, since descriptions of places lean on them.
    for chain in sorted(scene.chains, key=lambda chain: (not scene.names(chain), chain)):
        scene.done[chain] = _link_chain(chain, scene)
    locate(scene)
    return tuple(
        _apart(mention, chain, scene) or scene.done[chain]
        for mention, chain in zip(scene.mentions, scene.chain_of, strict=True)
    )


def _apart(mention: EntityMention, chain: int, scene: Scene) -> Link | None:
    """The link of a name that stands in a chain with names of something else: its own words decide."""
    if mention.level != "name" or not is_a(mention.kind, "Place"):
        return None
    link = scene.done[chain]
    if mention.key is not None:
        other = mention.key in scene.gazetteer.entities and not _may_mean(mention, link.entity.id, scene)
        return _keyed([mention], scene) if other else None
    mine = {fold(word) for word in words_of(mention.anchor.text)}
    theirs = {fold(word) for _, label in link.entity.labels for word in words_of(label)}
    if mine & theirs or len(scene.chains[chain]) == 1 or not is_a(link.entity.kind, "Place"):
        return None
    return named(mention, [mention], scene)


def _may_mean(mention: EntityMention, id: str, scene: Scene) -> bool:
    return mention.key == id or any(m.entity.id == id for m in scene.meanings(mention))


def _link_chain(chain: int, scene: Scene) -> Link:
    members = [scene.mentions[i] for i in scene.chains[chain]]
    names = [mention for mention in members if mention.level == "name"]
    keyed = [mention for mention in names if mention.key in scene.gazetteer.entities]
    if not keyed:
        keyed = [mention for mention in members if mention.key in scene.gazetteer.entities]
    if keyed:
        return _keyed(keyed, scene)
    if names:
        longest = max(
            names, key=lambda m: (len(words_of(bare(m.anchor.text, scene.words))), len(m.anchor.text), -m.anchor.start)
        )
        return named(longest, members, scene)
    nominal = [mention for mention in members if mention.level == "nominal"]
    if nominal:
        best = max(nominal, key=lambda m: (m.of is not None, bool(scene.inside(m)), -m.anchor.start))
        return described(best, scene)
    return scene.local(members[0], f"no word before it tells what « {members[0].anchor.text} » stands for")


def _keyed(keyed: Sequence[EntityMention], scene: Scene) -> Link:
    """A name that the recogniser found in the gazetteer; of several places of that name, the one that fits."""
    counts = Counter(mention.key for mention in keyed if mention.key is not None)
    key = min(counts, key=lambda k: (-counts[k], k))
    entity = scene.gazetteer.entities[key]
    mention = next(m for m in keyed if m.key == key)
    meanings = scene.meanings(mention)
    if scene.is_doubtful(mention) and scene.around and not speaks_of(meanings, scene):
        own = own_place(mention, mention.anchor.text, scene)
        return replace(own, others=tuple(sorted(meaning.entity.id for meaning in meanings)))
    if len(meanings) > 1 and not any(m.key == key and not scene.meanings(m) for m in keyed):
        chosen = choose(mention, meanings, scene)
        if chosen is not None:
            return chosen
    if mention.level == "nominal":
        return Link(entity, f"« {mention.anchor.text} » describes {name_of(entity)}")
    return Link(entity, f"« {mention.anchor.text} » is a name of {name_of(entity)} in the gazetteer")

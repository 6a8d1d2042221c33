"""Who leads armed hands: « le maréchal Haftar », « Ali Koné, chef du FPC » take towns and march on them as an army does."""

from kg.extract.coreference import Mentions
from kg.extract.printing import plainly
from kg.model import Anchor, EntityMention
from kg.vocabulary import is_a


def find_commanders(mentions: Mentions) -> frozenset[Anchor]:
    """The words of an article for anybody whom it calls a commander somewhere."""
    called = [one for one in mentions.all if one.level == "nominal" and _is_commander(one, mentions)]
    return frozenset(same.anchor for one in called for same in mentions.chain(one) if is_a(same.kind, "Person"))


def _is_commander(mention: EntityMention, mentions: Mentions) -> bool:
    """« le général Koné », « le chef rebelle », « le chef de Boko Haram »."""
    if mention.kind != "Person" or mention.number == "plur":
        return False
    words = plainly(mention.anchor.text).lower().split()
    begun = {" ".join(words[:size]) for size in range(1, len(words) + 1)}
    if not begun.isdisjoint(mentions.cues.commanders):
        return True
    if words[0] not in mentions.cues.heads_of_groups:
        return False
    index = mentions.index_of(mention)
    inner = mentions.where[index].inside(mention) if index is not None else ()
    return any(is_a(one.kind, "ArmedGroup") for one in inner)

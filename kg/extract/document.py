"""The document of an article: the values that leave extraction, made from readings and candidates."""

from collections.abc import Sequence

from kg.extract.coreference import Mentions
from kg.extract.reading import Candidate, SentenceReading
from kg.model import Argument, Article, Document, EntityMention, EventMention, Unread


def make_document(
    article: Article,
    sentences: Sequence[SentenceReading],
    mentions: Mentions,
    candidates: Sequence[Candidate],
    unread: Sequence[Unread],
) -> Document:
    order = {
        group: number
        for number, group in enumerate(
            dict.fromkeys(c.group for c in sorted(candidates, key=lambda c: (c.sentence.index, c.head.i)))
        )
    }
    fillers = [filler.mention for candidate in candidates for filler in [*candidate.fillers, *candidate.sources]]
    recast = {(m.anchor.start, m.anchor.end, m.level): m for m in fillers}
    everything: dict[tuple[int, int, str, str], EntityMention] = {}
    for mention in mentions.all:
        chosen = recast.get((mention.anchor.start, mention.anchor.end, mention.level), mention)
        if chosen.kind == "Post" != mention.kind and len(mentions.chain(mention)) > 1:
            chosen = mention  # « le ministre, X … Y lui succède »: what X is called, and the post that Y takes
        everything[(chosen.anchor.start, chosen.anchor.end, chosen.level, chosen.kind)] = chosen
    for mention in fillers:
        everything.setdefault((mention.anchor.start, mention.anchor.end, mention.level, mention.kind), mention)
    listed = sorted(everything.values(), key=lambda m: (m.anchor.start, m.anchor.end, m.kind))
    chains: dict[int, list[int]] = {}
    for number, mention in enumerate(listed):
        index = (
            None
            if (mention.kind == "State" and mention.key and mention.key == mention.of)
            or _is_post_alone(mention, mentions)
            else mentions.index_of(mention)
        )
        if index is not None:
            chains.setdefault(mentions.find(index), []).append(number)
    built: dict[int, EventMention] = {}
    ordered = sorted(candidates, key=lambda c: (c.sentence.index, c.head.i))
    events = tuple(_mention(candidate, order, built, ()) for candidate in ordered)
    return Document(
        article=article,
        sentences=tuple(sentence.anchor for sentence in sentences),
        mentions=tuple(listed),
        times=tuple(timex for sentence in sentences for timex in sentence.times),
        quantities=tuple(quantity for sentence in sentences for quantity in sentence.quantities),
        events=events,
        unread=tuple(sorted(unread, key=lambda u: (u.anchor.start, u.why))),
        coreference=tuple(tuple(members) for members in chains.values() if len(members) > 1),
    )


def _is_post_alone(mention: EntityMention, mentions: Mentions) -> bool:
    """Whether a post is told by words that stand for whom it is said of: it is not he."""
    index = mentions.index_of(mention) if mention.kind == "Post" else None
    return index is not None and mentions.all[index].kind != "Post"


def _mention(
    candidate: Candidate, order: dict[int, int], built: dict[int, EventMention], above: tuple[int, ...]
) -> EventMention:
    if id(candidate) in built:
        return built[id(candidate)]
    arguments = [Argument(filler.role, filler.mention, filler.function) for filler in candidate.fillers]
    arguments += [Argument("time", timex, timex.relation) for timex in candidate.times if timex.interval is not None]
    arguments += [Argument("figure", quantity, quantity.measure or "") for quantity in candidate.quantities]
    arguments += [
        Argument("topic", _mention(topic, order, built, (*above, id(candidate))), "topic")
        for topic in candidate.topics
        if id(topic) not in above and topic is not candidate
    ]
    event_mention = EventMention(
        type=candidate.type,
        trigger=candidate.trigger,
        sentence=candidate.sentence.anchor,
        arguments=tuple(arguments),
        status=candidate.status,
        source=tuple(filler.mention for filler in candidate.sources),
        rule=candidate.rule,
        group=order[candidate.group],
        beside=tuple(candidate.beside),
    )
    built[id(candidate)] = event_mention
    return event_mention

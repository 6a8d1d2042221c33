"""From the event mentions of one article to its reports: one for each event that it tells.

All mentions of a group tell one event. What they say is put together: every named filler of a role, every figure once,
the most precise time; and each value keeps the words that it came from.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.link.entities import Link
from kg.link.spelling import fold, is_local
from kg.model import (
    Amount,
    Basis,
    Document,
    Entity,
    EntityMention,
    EventMention,
    Evidence,
    Figure,
    Interval,
    Quantity,
    Report,
    Status,
    Timex,
)
from kg.vocabulary import MEASURES, ROLES, STATUSES, depth, is_a, kind_in_role, range_accepts


class LinkError(Exception):
    """A document whose parts do not fit together: says which, where, and what to do."""


def make_reports(document: Document, links: Sequence[Link]) -> tuple[Report, ...]:
    """One report for each group of event mentions, in the order of their first triggers.

    `links` are those of `document.mentions`, in order. Raises LinkError when a filler is no mention of the document.
    """
    if len(links) != len(document.mentions):
        raise LinkError(
            f"Article {document.article.source_id} has {len(document.mentions)} mentions and {len(links)} links;"
            " give the links of link_mentions(document, …)."
        )
    linked = _Linked(document, links)
    groups: dict[int, list[EventMention]] = defaultdict(list)
    for event_mention in _all(document.events):
        if event_mention not in groups[event_mention.group]:
            groups[event_mention.group].append(event_mention)
    ordered = sorted(
        (sorted(members, key=lambda m: (m.trigger.start, m.trigger.end, m.type)) for members in groups.values()),
        key=lambda members: (members[0].trigger.start, members[0].group),
    )
    ids = _ids(document.article.id, ordered)
    return tuple(_report(members, ids, linked) for members in ordered)


def _all(event_mentions: Iterable[EventMention]) -> Iterable[EventMention]:
    """The event mentions and those they are about."""
    for event_mention in event_mentions:
        yield event_mention
        yield from _all(a.filler for a in event_mention.arguments if isinstance(a.filler, EventMention))


def _ids(article_id: str, groups: Iterable[Sequence[EventMention]]) -> Mapping[int, str]:
    """Report ids by group: a hash of article, class and first trigger; twins of one trigger are numbered."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for members in groups:
        name = f"{article_id} {_type(members)} {members[0].trigger.start}"
        number, key = 1, name
        while key in taken:
            number += 1
            key = f"{name} {number}"
        taken.add(key)
        ids[members[0].group] = hashlib.sha256(f"report {key}".encode()).hexdigest()[:16]
    return ids


# ---------------------------------------------------------------- one report


@dataclass(frozen=True, slots=True)
class _Filler:
    role: str
    id: str
    mention: EntityMention
    event_mention: EventMention


class _Linked:
    """The links of a document, by mention."""

    def __init__(self, document: Document, links: Sequence[Link]) -> None:
        self.document = document
        self._by_mention = dict(zip(document.mentions, links, strict=True))
        self._by_words = {
            (m.anchor.start, m.anchor.end): link for m, link in zip(document.mentions, links, strict=True)
        }
        self._chain: dict[EntityMention, list[EntityMention]] = {}
        for members in document.coreference:
            chain = [document.mentions[i] for i in members]
            for mention in chain:
                self._chain[mention] = chain

    def link(self, mention: EntityMention) -> Link:
        """The link of a mention; of one that was copied with other features, that of the same words."""
        found = self._by_mention.get(mention) or self._by_words.get((mention.anchor.start, mention.anchor.end))
        if found is None:
            raise LinkError(
                f"Article {self.document.article.source_id}: « {mention.anchor.text} » at {mention.anchor.start} fills"
                " a role but is no mention of the document; the reading of the article must list it."
            )
        return found

    def pointless(self, mention: EntityMention) -> bool:
        """Whether a mention is a pronoun that stands for nothing known."""
        chain = self._chain.get(mention, [mention])
        return all(member.level == "pronoun" for member in chain)


def _linked_evidence(about: str, mention: EntityMention, m: EventMention, id: str, linked: _Linked) -> Evidence:
    """The words for an entity, and why they were taken for it."""
    link = linked.link(mention)
    others = tuple(sorted(set(link.others) - {id}))
    return Evidence(about, mention.anchor, m.sentence, m.rule, id, link.why, others)


def _report(members: Sequence[EventMention], ids: Mapping[int, str], linked: _Linked) -> Report:
    fillers = _fillers(members, linked)
    topics = _topics(members, ids)
    figures, of_figures = _figures(members)
    interval, basis, of_time = _time(members)
    sources = _sources(members, linked)
    evidence = [Evidence("trigger", m.trigger, m.sentence, m.rule) for m in members]
    evidence += [_linked_evidence(f.role, f.mention, f.event_mention, f.id, linked) for f in fillers]
    evidence += [Evidence("topic", topic.trigger, m.sentence, m.rule, id) for id, topic, m in topics]
    evidence += of_figures
    evidence += of_time
    evidence += [_linked_evidence("source", mention, m, id, linked) for id, mention, m in sources]
    roles = dict.fromkeys((f.role, f.id) for f in fillers)
    roles.update(dict.fromkeys(("topic", id) for id, _, _ in topics))
    order = list(ROLES)
    return Report(
        id=ids[members[0].group],
        article_id=linked.document.article.id,
        type=_type(members),
        status=_status(members),
        interval=interval,
        time_basis=basis,
        roles=tuple(sorted(roles, key=lambda role: order.index(role[0]) if role[0] in order else len(order))),
        figures=figures,
        sources=tuple(dict.fromkeys(id for id, _, _ in sources)),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _type(members: Sequence[EventMention]) -> str:
    """The most specific class; of several, the first told."""
    return max(members, key=lambda m: (depth(m.type), -m.trigger.start)).type


def _status(members: Sequence[EventMention]) -> Status:
    """What the whole article says: done, when one telling says so; then planned, possible, denied."""
    return min(members, key=lambda m: STATUSES.index(m.status)).status


# ---------------------------------------------------------------- roles


def _fillers(members: Sequence[EventMention], linked: _Linked) -> list[_Filler]:
    found: list[_Filler] = []
    for event_mention in members:
        for argument in event_mention.arguments:
            mention = argument.filler
            if argument.role not in ROLES or not isinstance(mention, EntityMention) or linked.pointless(mention):
                continue
            id = _id_in_role(argument.role, linked.link(mention).entity, mention)
            if id is not None:
                found.append(_Filler(argument.role, id, mention, event_mention))
    return [filler for filler in found if not _subsumed(filler, found)]


def _subsumed(filler: _Filler, fillers: Iterable[_Filler]) -> bool:
    """Whether another filler of the role says the same and more: « soldats » beside « soldats américains »."""
    for other in fillers:
        if other.role != filler.role or other.id == filler.id:
            continue
        inner, outer = filler.mention.anchor, other.mention.anchor
        nested = outer.start <= inner.start and inner.end <= outer.end and inner != outer
        if nested and filler.role not in ("place", "origin"):
            return True
        if filler.mention.level == "pronoun":  # « Il a rencontré l'émissaire »: its own words tell nothing
            continue
        if is_local(filler.id) and not _names_place_within(filler, other):
            mine, theirs = _content(filler.mention), _content(other.mention)
            if mine < theirs or (mine == theirs and not is_local(other.id)):
                return True
            if mine == theirs and is_local(other.id) and inner.start > outer.start:
                return True
            if _head(filler.mention) == _head(other.mention) and len(mine) == 1 and len(theirs) > 1:
                return True
    return False


def _names_place_within(filler: _Filler, other: _Filler) -> bool:
    return filler.mention.kind == "Facility" and other.mention.kind != "Facility"


def _content(mention: EntityMention) -> frozenset[str]:
    return frozenset(word.rstrip("sx") for word in fold(mention.anchor.text).split() if len(word) > 2)


def _head(mention: EntityMention) -> str:
    return fold(mention.head.text).rstrip("sx")


def _topics(members: Sequence[EventMention], ids: Mapping[int, str]) -> list[tuple[str, EventMention, EventMention]]:
    """(report id, the event mention that is the topic, the one that has it)."""
    own = members[0].group
    return [
        (ids[argument.filler.group], argument.filler, event_mention)
        for event_mention in members
        for argument in event_mention.arguments
        if isinstance(argument.filler, EventMention) and argument.filler.group != own
    ]


def _sources(members: Sequence[EventMention], linked: _Linked) -> list[tuple[str, EntityMention, EventMention]]:
    """Who says so; « des villageois » and « les villageois » of one event are the same people."""
    found = []
    several: dict[str, str] = {}  # the words by which people are told without a name, and their id
    for event_mention in members:
        for mention in event_mention.source:
            if linked.pointless(mention):
                continue
            entity = linked.link(mention).entity
            id = _id_in_role("agent", entity, mention) if is_a(entity.kind, "Place") else entity.id
            if mention.level == "nominal" and mention.kind in ("Group", "Person") and mention.number == "plur":
                id = several.setdefault(" ".join(sorted(_content(mention))), id or entity.id)
            found.append((id or entity.id, mention, event_mention))
    return found


# ---------------------------------------------------------------- figures


def _figures(members: Sequence[EventMention]) -> tuple[tuple[Figure, ...], list[Evidence]]:
    """Every figure once, without those that a more precise one of the same measure makes needless."""
    found: list[tuple[str, Quantity, EventMention]] = []
    for event_mention in members:
        for argument in event_mention.arguments:
            quantity = argument.filler
            if isinstance(quantity, Quantity) and not quantity.subset:
                measure = quantity.measure or argument.function
                if measure in MEASURES:
                    found.append((measure, quantity, event_mention))
    kept: dict[tuple[object, ...], Figure] = {}
    evidence: list[Evidence] = []
    for measure, quantity, event_mention in found:
        amount = quantity.amount
        same = [other.amount for kind, other, _ in found if kind == measure]
        if any(_more_precise(other, amount) for other in same):
            continue
        kept.setdefault((measure, amount.low, amount.high, amount.change), Figure(measure, amount, quantity.anchor))
        evidence.append(Evidence("figure", quantity.anchor, event_mention.sentence, event_mention.rule, measure))
    return tuple(kept.values()), evidence


def _more_precise(a: Amount, b: Amount) -> bool:
    """Whether `a` is one number that lies in the open range `b`: « 32 morts » against « plus de 30 morts »."""
    if a.low is None or a.low != a.high or a.change != b.change or b.low == b.high:
        return False
    return (b.low is None or b.low <= a.low) and (b.high is None or a.low <= b.high)


# ---------------------------------------------------------------- time


def _time(members: Sequence[EventMention]) -> tuple[Interval | None, Basis | None, list[Evidence]]:
    """The most precise time told of the event; a begin and an end told apart are put together."""
    found: list[tuple[Interval, Timex, EventMention]] = []
    for event_mention in members:
        for argument in event_mention.arguments:
            timex = argument.filler
            if isinstance(timex, Timex):
                interval = _interval(timex)
                if interval is not None:
                    found.append((interval, timex, event_mention))
    if not found:
        return None, None, []
    closed = [(i, t, m) for i, t, m in found if i.begin is not None and i.end is not None]
    if closed:
        interval, chosen, _ = min(closed, key=lambda f: (_length(f[0]), f[1].anchor.start))
        used = [f for f in found if _contains(f[0], interval)]
    else:
        begins = [f for f in found if f[0].begin is not None]
        ends = [f for f in found if f[0].end is not None]
        first = max(begins, key=lambda f: (f[0].begin or date.min, -f[1].anchor.start)) if begins else None
        last = min(ends, key=lambda f: (f[0].end or date.max, f[1].anchor.start)) if ends else None
        begin, end = first[0].begin if first else None, last[0].end if last else None
        if first and last and begin is not None and end is not None and begin >= end:
            last, end = None, None
        interval = Interval(begin, end)
        used = [f for f in (first, last) if f is not None]
        chosen = used[0][1]
    value = f"{interval.begin or '..'}/{interval.end or '..'}"
    evidence = [Evidence("time", timex.anchor, m.sentence, m.rule, value) for _, timex, m in used]
    return interval, chosen.basis, evidence


def _interval(timex: Timex) -> Interval | None:
    """The days that a time expression gives its event."""
    told = timex.interval
    if told is None or (timex.relation == "for" and (told.begin is None or told.end is None)):
        return None
    if timex.relation == "since":
        return Interval(told.begin, None) if told.begin else None
    if timex.relation == "until":
        return Interval(None, told.end) if told.end else None
    if timex.relation == "before" and timex.basis != "event":
        return Interval(None, told.begin or told.end)
    if timex.relation == "after" and timex.basis != "event":
        return Interval(told.end or told.begin, None)
    return told if told.begin or told.end else None


def _length(interval: Interval) -> int:
    return (interval.end - interval.begin).days if interval.begin and interval.end else 10_000_000


def _contains(outer: Interval, inner: Interval) -> bool:
    return (outer.begin is None or inner.begin is None or outer.begin <= inner.begin) and (
        outer.end is None or inner.end is None or inner.end <= outer.end
    )


__all__ = ["LinkError", "make_reports"]


def _id_in_role(role: str, entity: Entity, mention: EntityMention) -> str | None:
    """The id that fills a role: the entity, or the state that a capital or a seat stands for; None when neither may.

    « Kiev dément »: the town cannot be an agent, the state it is the capital of can.
    """
    if range_accepts(role, entity.kind):
        return entity.id
    if mention.of is not None and range_accepts(role, kind_in_role(role, "Country")):
        return mention.of
    return None

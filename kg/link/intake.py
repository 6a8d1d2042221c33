"""What changed since the last linking, taken into the index: articles that wait, decisions, and the entities of both.

Each of the three says which reports and entities it changes; nothing else is read.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kg.link.decisions import Decided
from kg.link.events import Linking, bare_report
from kg.link.groups import LEAST
from kg.link.index import DROPPED, Index, pack_report, unpack_report
from kg.model import Entity, Report

# What the graph tells of an article: its day, its reports, the entities that it alone makes known; None: it is not there.
ReadArticle = Callable[[str], tuple[date | None, Sequence[Report], Sequence[Entity]] | None]


def take_in_articles(index: Index, read: ReadArticle) -> None:
    """Take in what the articles that wait tell now, as it was read."""
    for article_id, told in index.waiting():
        if told is None and (found := read(article_id)) is not None:
            index.tell(article_id, *found)
            told = index.told(article_id)
        day, reports, own = told or (None, (), ())
        index.put_own(article_id, own)
        before = index.read_of_article(article_id)
        now = dict(reports)
        for id, (n, _, _) in before.items():
            if id not in now:
                index.remove(n, LEAST)
        for id, packed in sorted(now.items()):
            there = before.get(id)
            if there is None:
                index.touch([index.put_report(None, id, article_id, day, packed, packed)], fresh=True)
            elif there[1:] == (day, packed):
                index.touch([there[0]], fresh=False)
            else:
                index.unlink(there[0], LEAST)
                index.touch([index.put_report(there[0], id, article_id, day, packed, packed)], fresh=True)
        index.change_article(article_id)
    index.end_waiting()


def take_in_decisions(index: Index, decided: Decided) -> None:
    """Make reports what people have them be, and no longer what they had them be."""
    ids = {*decided.dropped, *decided.whole, *decided.added, *decided.notes} | index.decided()
    for old in decided.renamed:
        ids |= {index.id_of(n) for n in index.naming(old, read=True)}
    for id in sorted(ids):
        _decide(index, id, decided)
    index.set_pairs(decided.same, decided.different)
    made = {*decided.entities, *decided.names}
    index.add_candidates(made | set(filter(None, (index.fact("decided entities") or "").split("\n"))))
    index.set_fact("decided entities", "\n".join(sorted(made)))


def _decide(index: Index, id: str, decided: Decided) -> None:
    found = index.as_read(id)
    if id in decided.added:
        told, read = None, decided.added[id]
        day = index.day_of(read.article_id)
    elif found is None:
        return
    elif found.told is None:  # a person takes back what was added
        index.change_article(found.article)
        index.remove(found.n, LEAST)
        return
    else:
        told, read, day = found.told, unpack_report(id, found.article, found.told), found.day
    now = bare_report(decided.as_decided(read))
    body, dropped = pack_report(now), id in decided.dropped
    notes = list(decided.notes.get(id, ()))
    is_decided = bool(told != body or dropped or notes)
    if found is not None and (found.told, found.body, found.notes, found.step == DROPPED) == (
        told,
        body,
        notes,
        dropped,
    ):
        index.mark_decided(found.n, notes, is_decided)
        if told is None:  # the graph of what people added is written anew with each article, and takes its events along
            index.touch([found.n], fresh=False)
        return
    if found is not None:
        index.unlink(found.n, LEAST)
    n = index.put_report(found.n if found else None, id, read.article_id, day, told, body)
    index.mark_decided(n, notes, is_decided)
    if dropped:
        index.touch(index.about([n]), fresh=False)
        index.set_event([n], None)
        index.set_step(n, DROPPED)
    elif found is not None and found.step == DROPPED:
        index.set_step(n, 0)
    index.touch([n], fresh=True)
    index.change_article(read.article_id)


def settle_steps(index: Index, linking: Linking) -> None:
    """Say again when the reports of changed articles are linked."""
    for article_id in index.changed_articles():
        linking.set_steps(article_id)


def settle_entities(index: Index, find: Callable[[str], Entity | None]) -> None:
    """Make the entities what `find` gives, as far as reports need them; touch the reports that name one that changed."""
    first = index.is_new()
    while candidates := index.take_candidates():
        for id in candidates:
            new = find(id) if index.is_needed(id) else None
            old = index.entity(id)
            if new == old:
                continue
            inside = () if first else list(index.inside(id))
            index.put_entity(id, new)
            index.owe("entity", [id])
            index.add_candidates({*_parts(old), *_parts(new)})
            for below in inside:
                index.touch(index.naming(below), fresh=True)


def _parts(entity: Entity | None) -> Iterable[str]:
    return entity.part_of if entity is not None else ()

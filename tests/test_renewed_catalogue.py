"""After a correction only what it touched is indexed again, and the catalogue is the one that indexing all would give."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import review
from kg.graph import indexing
from kg.graph.asking import ask
from kg.graph.catalogue import Catalogue
from kg.graph.indexing import open_catalogue
from kg.graph.listing import LISTS
from kg.web.desk import Desk, renew
from tests.edited_desk import edited_desk

ARTICLES = {
    "a.txt": "Attack Mossoul @2016-07-05 deaths=3 agent:Daech\nCondemnation agent:Hollande",
    "b.txt": "Attack Mossoul @2016-07-05 deaths=4 agent:Daech\nMeeting Mossoul @2016-07-09 agent:Hollande",
    "c.txt": "Attack Tall-Afar @2016-07-20 agent:Zaporijjia\nAttack Irak @2016-07-05 agent:Zaporojjia",
    "d.txt": "Visit Irak @2016-08-01 agent:Hollande deaths=2",
}
PLACE_OR_ACTOR = {"place": {"place": "Irak"}, "actor": {"actor": "Hollande"}}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with edited_desk(tmp_path / "store", ARTICLES) as desk:
        yield desk


def content(catalogue: Catalogue) -> dict[str, Any]:
    """All that a catalogue says, without its own numbers."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        return sorted((tuple(row) for row in catalogue.rows(query)), key=str)

    event = "id, type, grp, status, begin, finish, told, first, last, reports, sentence, figures, quote"
    entity = "id, kind, fr, en, names, same_as, lat, long, place, actor, events"
    facts = {
        name: catalogue.fact(name)
        for name in ("event", "entity", "article", "report", "merged", "months", "most_reports")
    }
    return {
        "event": rows(f"SELECT {event} FROM event"),
        "entity": rows(f"SELECT {entity} FROM entity"),
        "article": rows("SELECT id, source_id, reports FROM article"),
        "part": rows("SELECT event.id, role, entity.id FROM part JOIN event ON event.n = event JOIN entity ON entity.n = entity"),
        "topic": rows("SELECT a.id, b.id FROM topic JOIN event AS a ON a.n = topic.event JOIN event AS b ON b.n = topic.about"),
        "realised": rows("SELECT a.id, b.id FROM realised JOIN event AS a ON a.n = realised.event JOIN event AS b ON b.n = about"),
        "deed": rows("SELECT event.id, deed.type, a.id, b.id, deed.status FROM deed JOIN event ON event.n = event"
                     " JOIN entity AS a ON a.n = deed.by JOIN entity AS b ON b.n = deed.at"),
        "figure": rows("SELECT event.id, measure, change, low, high FROM figure JOIN event ON event.n = event"),
        "stated": rows("SELECT event.id, report, measure, change, low, high, words, entity.id FROM stated"
                       " JOIN event ON event.n = event LEFT JOIN entity ON entity.n = source"),
        "reason": rows("SELECT event.id, why FROM reason JOIN event ON event.n = event"),
        "told": rows("SELECT event.id, article.id, report, trigger, told.status, added FROM told JOIN event ON event.n = event"
                     " JOIN article ON article.n = article"),
        "within": rows("SELECT a.id, b.id FROM within JOIN entity AS a ON a.n = entity JOIN entity AS b ON b.n = whole"),
        "event words": rows("SELECT event.id, title, body FROM event_words JOIN event ON event.n = event_words.rowid"),
        "entity words": rows("SELECT entity.id, title FROM entity_words JOIN entity ON entity.n = entity_words.rowid"),
        "facts": facts | {name: sorted(catalogue.fact(name).items()) for name in ("types", "statuses")},
    }  # fmt: skip


def anew(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    made = open_catalogue(desk.store, tmp_path / "anew.sqlite", "anew")
    try:
        return content(made)
    finally:
        made.close()
        made.path.unlink()


def decisions(desk: Desk) -> Iterator[review.Decision]:
    """One of each verdict; each is made on what the ones before left."""
    store, by, gazetteer = desk.writable, review.by("Ada"), desk.workshop.gazetteer
    assert store is not None

    def ids(type: str) -> list[str]:
        return [
            row["id"] for row in desk.catalogue.rows("SELECT id FROM event WHERE type = ? ORDER BY first, id", (type,))
        ]

    reports = [row["report"] for row in desk.catalogue.rows(
        "SELECT report FROM told JOIN event ON event.n = told.event WHERE event.reports = 2 ORDER BY report")]  # fmt: skip
    yield review.different_events(store, reports[0], reports[1:], by)
    yield review.same_event(store, ids("Attack")[:2], by)
    yield review.wrong_value(store, ids("Visit")[0], "place", "Irak", "Tall-Afar", by, gazetteer)
    yield review.wrong_value(store, ids("Visit")[0], "agent", None, "Ban Ki-moon", by, gazetteer, "Person")
    yield review.wrong_report(store, ids("Meeting")[0], by)
    yield review.missed_event(store, "d.txt", "Hollande", "Meeting", [("place", "Mossoul")], by, gazetteer)
    names = [row["id"] for row in desk.catalogue.rows("SELECT id FROM entity WHERE fr LIKE 'Zapor%' ORDER BY id")]
    yield review.same_entity(store, names[0], names[1], by, gazetteer)
    yield review.different_entity(store, "francois-hollande", "a.txt", "Hollande (maire)", by, gazetteer, "Person")


def test_the_index_is_that_of_the_whole(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.writable is not None
    made = []
    for decision in decisions(desk):
        before = content(desk.catalogue)
        review.record(desk.writable, decision, desk.workshop)
        with monkeypatch.context() as patch:
            patch.setattr(indexing, "open_catalogue", None)  # not all again
            renew(desk)
        assert content(desk.catalogue) != before, decision.verdict
        assert content(desk.catalogue) == anew(desk, tmp_path), decision.verdict
        for name in LISTS:
            given = PLACE_OR_ACTOR.get(name, {})
            told = ask(desk.store, name, given, catalogue=desk.catalogue).answer
            assert told == ask(desk.store, name, given).answer, f"{name} after {decision.verdict}"
        made.append(decision)
    assert len(made) == 8
    for decision in made:
        review.undo(desk.writable, decision.id, review.by("Bob"), desk.workshop)
        renew(desk)
        assert content(desk.catalogue) == anew(desk, tmp_path), f"undo {decision.verdict}"
    assert len(list(desk.folder.glob("catalogue*"))) <= 4  # what was shown before is taken away

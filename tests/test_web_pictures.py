"""Exports: the picture is that of the view, and the files are written while they are sent."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from starlette.datastructures import QueryParams

from kg.graph import records
from kg.graph.catalogue import Filter
from kg.graph.records import event_records, records_called
from kg.view.stills import Count, Heading, Spot, Told, map_picture, timeline_picture
from kg.web import explore
from kg.web.desk import Desk, open_desk
from kg.web.speech import speech_of
from tests.desk_world import write_store

HEADING = Heading("Titre", "3 événements", {"Violence": "Violence", "Contact": "Contact"})
TOLD = [
    Told("Violence", "asserted", date(2016, 7, 3), date(2016, 7, 3), "Daech → Bagdad"),
    Told("Violence", "denied", date(2016, 7, 3), date(2016, 9, 3), "$a$ <b>&"),
    Told("Contact", "planned", date(2017, 1, 1), date(2017, 1, 2), ""),
]
SPOTS = [Spot("Bagdad", 33.3, 44.4, {"Violence": 3, "Contact": 1}), Spot("Fidji", -17.8, 178.0, {"Contact": 1})]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(write_store(tmp_path_factory.mktemp("pictures") / "store")) as desk:
        yield desk


@pytest.mark.parametrize("dark", [False, True])
def test_a_timeline_is_drawn(dark: bool) -> None:
    drawn = timeline_picture(TOLD, HEADING, "svg", dark)
    ElementTree.fromstring(drawn)
    assert drawn == timeline_picture(TOLD, HEADING, "svg", dark)
    assert timeline_picture(TOLD, HEADING, "png", dark).startswith(b"\x89PNG")


def test_a_timeline_of_counts_and_of_nothing_is_drawn() -> None:
    counted = [Count("Violence", date(year, 1, 1), date(year, 12, 31), year - 2000) for year in range(2001, 2020)]
    ElementTree.fromstring(timeline_picture(counted, HEADING))
    ElementTree.fromstring(timeline_picture([], HEADING))


@pytest.mark.parametrize("spots", [SPOTS, SPOTS[:1], []])
def test_a_map_is_drawn(spots: list[Spot]) -> None:
    drawn = map_picture(spots, HEADING)
    ElementTree.fromstring(drawn)
    assert drawn == map_picture(spots, HEADING)


def test_the_picture_is_that_of_the_view(desk: Desk) -> None:
    def drawn(view: str) -> bytes:
        return b"".join(explore.export(desk, speech_of("fr"), Filter(), "svg", view))

    pictures = [drawn(view) for view in ("graph", "timeline", "map")]
    assert len(set(pictures)) == 3
    assert drawn("list") == pictures[0]


def test_what_is_exported_is_what_the_store_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "AT_A_TIME", 2)
    all_records = {record["id"]: record for record in event_records(desk.store, "fr")}
    ids = [row["id"] for row in desk.catalogue.events(Filter(), 99)]
    some = list(records_called(desk.store, ids, "fr"))
    assert [record["id"].rpartition("/")[2] for record in some] == ids
    assert {record["id"]: record for record in some} == all_records


def test_the_first_line_does_not_wait_for_the_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "AT_A_TIME", 1)
    read: list[str] = []
    articles = desk.store.reports
    monkeypatch.setattr(desk.store, "reports", lambda id: read.append(id) or articles(id))
    asked, _ = explore.read_filter(desk, QueryParams(""))
    list(islice(explore.export(desk, speech_of("fr"), asked, "jsonl", "list"), 1))
    assert 0 < len(set(read)) < len(desk.catalogue.rows("SELECT id FROM article"))


def test_turtle_in_parts_is_turtle(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [row["id"] for row in desk.catalogue.events(Filter(), 99)]
    whole = set(ox.parse(b"".join(desk.store.turtle_of(ids)), format=ox.RdfFormat.TURTLE))
    monkeypatch.setattr("kg.graph.store.exporting._EVENTS_A_PART", 1)
    parts = list(desk.store.turtle_of(ids))
    assert len(parts) == len(ids)
    assert set(ox.parse(b"".join(parts), format=ox.RdfFormat.TURTLE)) == whole

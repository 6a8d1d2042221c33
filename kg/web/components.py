"""Rows of the catalogue as what the drawings read, and as cards of a list."""

from collections.abc import Sequence
from sqlite3 import Row
from typing import Any

from kg.graph.catalogue import Filter
from kg.view.network import LINKED, LINKS, family_of
from kg.view.page import links_data, page_data
from kg.vocabulary import kind_in_role
from kg.web.desk import Desk
from kg.web.speech import Speech

Values = dict[str, Any]


def event_cards(desk: Desk, speech: Speech, rows: Sequence[Row]) -> list[Values]:
    """Events for a list: what, who and where, when, and the sentence."""
    numbers = [row["n"] for row in rows]
    parts, topics = desk.catalogue.parts(numbers), desk.catalogue.topics(numbers)
    return [
        {
            "row": row,
            "gist": speech.gist(parts[row["n"]], topics[row["n"]]),
            "when": _when(row, speech),
            "figures": speech.figures(row),
        }
        for row in rows
    ]


def _when(row: Row, speech: Speech) -> str:
    if row["begin"] or row["finish"]:
        return speech.when(row["begin"], row["finish"])
    told = speech.day(row["told"])
    return f"{speech.words['undated_at']} {told}" if told else speech.words["date_unknown"]


def records_of(desk: Desk, speech: Speech, rows: Sequence[Row]) -> list[Values]:
    """Events as records without evidence: ids are addresses of pages."""
    numbers = [row["n"] for row in rows]
    parts, topics = desk.catalogue.parts(numbers), desk.catalogue.topics(numbers)

    def filler(part: Row) -> Values:
        told = {"id": f"/entity/{part['id']}", "label": speech.name(part), "kind": part["kind"]}
        if part["role"] in ("place", "origin"):
            told["kind"] = kind_in_role("place", part["kind"])
        return told | {"lat": part["lat"], "long": part["long"]}

    found = []
    for row in rows:
        roles: dict[str, list[Values]] = {}
        for part in parts[row["n"]]:
            roles.setdefault(part["role"], []).append(filler(part))
        for topic in topics[row["n"]]:
            told = {"id": f"/event/{topic['id']}", "label": speech.label(topic["type"]), "kind": topic["type"]}
            roles.setdefault("topic", []).append(told)
        source = roles.pop("source", [])
        found.append(
            {
                **{"id": f"/event/{row['id']}", "type": row["type"], "status": row["status"]},
                **{"begin": row["begin"], "end": row["finish"], "roles": roles, "source": source},
                "reports": [
                    {"id": f"{row['id']}-{number}", "published": row["told"]} for number in range(row["reports"])
                ],
                "sentence": row["sentence"],
            }
        )
    return found


def component_data(desk: Desk, speech: Speech, rows: Sequence[Row], *, graph: bool = False) -> Values:
    """What graph, timeline and map read of these events; without `graph` no places are found for its nodes."""
    records = records_of(desk, speech, rows)
    data = page_data(records, speech.language, "", speech.labels, placed=graph)
    told = {record["id"]: record for record in records}
    for event in data["events"]:
        event["reports"] = [
            {
                **{"published": told[event["id"]]["reports"][0]["published"] if event["reports"] else None},
                **{"sourceId": None, "sentences": [[[told[event["id"]]["sentence"], []]]], "figures": [], "loose": []},
            }
        ]
    return data


def linked_data(desk: Desk, speech: Speech, asked: Filter) -> Values:
    """The graph of many events: who and where, and what they share."""
    rows = desk.catalogue.present(asked, LINKED)
    by_number = {row["n"]: row for row in rows}
    entities = [
        {"id": f"/entity/{row['id']}", "label": speech.name(row), "kind": row["kind"], "n": row["here"]} for row in rows
    ]
    pairs = desk.catalogue.together(asked, list(by_number), LINKS)
    links = [
        (f"/entity/{by_number[pair['one']]['id']}", f"/entity/{by_number[pair['other']]['id']}", pair["count"])
        for pair in pairs
    ]
    return links_data(entities, links, speech.language, speech.labels)


def map_data(desk: Desk, speech: Speech, asked: Filter) -> Values:
    """The map of any number of events: for each place how many of each group."""
    data = page_data([], speech.language, "", speech.labels, placed=False)
    spots: dict[int, Values] = {}
    for row in desk.catalogue.by_place(asked):
        spot = spots.setdefault(
            row["n"],
            {
                **{"id": f"/entity/{row['id']}", "label": speech.name(row), "kind": row["kind"], "lat": row["lat"]},
                **{"long": row["long"], "family": family_of(row["kind"]), "shares": {}, "slug": row["id"]},
            },
        )
        spot["shares"][row["grp"]] = row["count"]
    groups = {name for spot in spots.values() for name in spot["shares"]}
    data["groups"] = [{"name": name, "classes": []} for name in data["marks"] if name in groups]
    data["labels"] |= {name: speech.label(name) for name in groups}
    data["spots"] = list(spots.values())
    return data

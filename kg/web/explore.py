"""One filter in the address, four views of what it leaves, and the same in eight formats to take away."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from sqlite3 import Row
from typing import Any

from starlette.datastructures import QueryParams

from kg.graph.catalogue import ALWAYS, Filter, fold
from kg.graph.records import csv_lines, records_called
from kg.view.network import to_gexf
from kg.view.page import embed
from kg.view.picture import picture
from kg.view.stills import Count, FileFormat, Heading, Spot, Told, map_picture, timeline_picture
from kg.vocabulary import CLASSES, GROUPS, STATUSES
from kg.web import charts
from kg.web.addresses import VIEWS, explore_address
from kg.web.components import component_data, event_cards, linked_data, map_data
from kg.web.desk import Desk
from kg.web.pages import PAGE, valid_day
from kg.web.speech import Speech

Values = dict[str, Any]
GRAPH_EVENTS = 250  # finding places for them and who takes part takes half a second
TIMELINE_EVENTS = 300  # more would lie over each other
PICTURE_EVENTS = 300
FORMATS = {  # format → media type, end of the file's name
    "svg": ("image/svg+xml", "svg"),
    "png": ("image/png", "png"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "jsonl": ("application/x-ndjson", "jsonl"),
    "turtle": ("text/turtle; charset=utf-8", "ttl"),
    "gexf": ("application/gexf+xml", "gexf"),
    "geojson": ("application/geo+json", "geojson"),
}


def read_filter(desk: Desk, asked: QueryParams) -> tuple[Filter, dict[str, str]]:
    """The filter of an address, and what in it means nothing (name → value). Never an error: addresses are shared."""
    strange: dict[str, str] = {}

    def known(name: str, among: Iterable[str]) -> tuple[str, ...]:
        values = [value for part in asked.getlist(name) for value in part.split(",") if value]
        wrong = [value for value in values if value not in among]
        strange.update([(name, ", ".join(wrong))] if wrong else [])
        return tuple(dict.fromkeys(value for value in values if value in among))

    def entity(name: str) -> str | None:
        value = asked.get(name, "").strip()
        found = entity_called(desk, value, name) if value else None
        if value and found is None:
            strange[name] = value
        return found["id"] if found is not None else None

    def day(name: str) -> Any:
        value = asked.get(name, "").strip()
        found = valid_day(value)
        if value and found is None:
            strange[name] = value
        return found

    reports = asked.get("reports", "1")
    article = asked.get("article", "").strip() or None
    if article and desk.catalogue.article(article) is None:
        strange["article"], article = article, None
    return (
        Filter(
            classes=known("class", {*CLASSES, *GROUPS}),
            statuses=known("status", STATUSES),
            actor=entity("actor"),
            place=entity("place"),
            first=day("from"),
            last=day("to"),
            article=article,
            reports=max(1, min(int(reports), 999)) if reports.isascii() and reports.isdigit() else 1,
            words=asked.get("q", "").strip()[:200],
        ),
        strange,
    )


def entity_called(desk: Desk, value: str, kind: str) -> Row | None:
    """The entity with this slug, or the one called so of which most events tell."""
    if (row := desk.catalogue.entity(value)) is not None:
        return row
    wanted = fold(value)
    for row in desk.catalogue.complete(value, kind, 50):
        if wanted in {fold(name) for name in (row["fr"], row["en"], *json.loads(row["names"]))}:
            return row
    return None


def address_of(asked: Filter, view: str, **changes: Any) -> str:
    """The address of a filter, with some of it changed."""
    return explore_address(view, **(_given(asked) | changes))


def explore_page(desk: Desk, speech: Speech, params: QueryParams) -> Values:
    """The filter as a form, and the view that is asked for."""
    asked, strange = read_filter(desk, params)
    view = params.get("view", "graph")
    view = view if view in VIEWS else "graph"
    catalogue = desk.catalogue
    total = catalogue.count(asked)
    values: Values = {
        "asked": asked,
        "strange": strange,
        "view": view,
        "views": [(name, address_of(asked, name)) for name in VIEWS],
        "total": total,
        "everything": catalogue.fact("event"),
        "classes": _class_tree(desk, speech, asked),
        "statuses": [(name, _without(desk, asked, "status").get(name, 0)) for name in STATUSES],
        "most_reports": catalogue.fact("most_reports"),
        "actor": catalogue.entity(asked.actor) if asked.actor else None,
        "place": catalogue.entity(asked.place) if asked.place else None,
        "article": catalogue.article(asked.article) if asked.article else None,
        "exports": [(name, explore_address(view, base="/export", format=name, **_given(asked))) for name in FORMATS],
        "clear": explore_address(view),
        "limit": GRAPH_EVENTS,
        "data": None,
        "note": None,
        "chart": None,
    }
    if total:
        values |= _VIEWS[view](desk, speech, asked, total, params)
    return values


def _given(asked: Filter) -> Values:
    return {
        **{"classes": asked.classes, "statuses": asked.statuses, "actor": asked.actor, "place": asked.place},
        **{"first": asked.first, "last": asked.last, "article": asked.article, "reports": asked.reports},
        "words": asked.words,
    }


def _without(desk: Desk, asked: Filter, what: str) -> dict[str, int]:
    """Counts of the values of one part of the filter, under all its other parts."""
    given = {**_given(asked), ("classes" if what == "type" else "statuses"): ()}
    return desk.catalogue.by(what, Filter(**given))


def _class_tree(desk: Desk, speech: Speech, asked: Filter) -> list[Values]:
    counts = _without(desk, asked, "type")
    tree = []
    for group in GROUPS:
        members = [name for name in CLASSES if broad_class(name) == group]
        some = [(name, counts.get(name, 0)) for name in members if counts.get(name, 0) or name in asked.classes]
        total = sum(count for _, count in some)
        if total or group in asked.classes:
            open_ = any(name in asked.classes for name, _ in some)
            tree.append({"name": group, "count": total, "members": some, "open": open_})
    return tree


def broad_class(name: str) -> str:
    """The group of a class."""
    while name in CLASSES:
        name = CLASSES[name]
    return name


def _graph(desk: Desk, speech: Speech, asked: Filter, total: int, _: QueryParams) -> Values:
    if total <= GRAPH_EVENTS:
        return {"data": component_data(desk, speech, desk.catalogue.events(asked, GRAPH_EVENTS), graph=True)}
    data = linked_data(desk, speech, asked)
    told = {
        "total": speech.number(total),
        "nodes": speech.number(len(data["entities"])),
        "limit": speech.number(GRAPH_EVENTS + 1),
    }
    return {"data": data, "note": speech.words["aggregated"].format(**told)}


def _timeline(desk: Desk, speech: Speech, asked: Filter, total: int, _: QueryParams) -> Values:
    if total <= TIMELINE_EVENTS:
        return {"data": component_data(desk, speech, desk.catalogue.events(asked, TIMELINE_EVENTS))}
    span = desk.catalogue.span(asked)
    if span is None:
        return {}
    length = charts.best_length(*span)
    found = charts.slots(desk.catalogue.by_time(asked, length), length)

    def link(slot: charts.Slot, group: str) -> str:
        first = max(slot.first, asked.first.isoformat()) if asked.first else slot.first
        last = min(slot.last, asked.last.isoformat()) if asked.last else slot.last
        kept = tuple(name for name in asked.classes if broad_class(name) == group) or (group,)
        return address_of(asked, "timeline", first=first, last=last, classes=kept)

    unit = speech.words[{4: "by_year", 7: "by_month", 10: "by_day"}[length]]
    note = speech.words["aggregated_time"].format(total=speech.number(total), unit=unit)
    return {"chart": charts.lanes(found, speech, link), "note": note}


def _map(desk: Desk, speech: Speech, asked: Filter, total: int, _: QueryParams) -> Values:
    data = map_data(desk, speech, asked)
    data["missing"] = total - desk.catalogue.placed(asked)
    for spot in data["spots"]:
        spot["events"] = address_of(asked, "list", place=spot["slug"])
    return {"data": data}


def _list(desk: Desk, speech: Speech, asked: Filter, total: int, params: QueryParams) -> Values:
    number = params.get("page", "1")
    pages = max(1, -(-total // PAGE))
    page = max(1, min(int(number), pages)) if number.isascii() and number.isdigit() else 1
    rows = desk.catalogue.events(asked, PAGE, (page - 1) * PAGE)
    return {
        "cards": event_cards(desk, speech, rows),
        "page": page,
        "pages": pages,
        "previous": address_of(asked, "list", page=page - 1) if page > 1 else None,
        "next": address_of(asked, "list", page=page + 1) if page < pages else None,
    }


_VIEWS = {"graph": _graph, "timeline": _timeline, "map": _map, "list": _list}


# ---------------------------------------------------------------- exports


def export(desk: Desk, speech: Speech, asked: Filter, format: str, view: str, dark: bool = False) -> Iterator[bytes]:
    """What a filter leaves, in one of `FORMATS`, some events at a time; a picture is that of the view."""
    if format in ("svg", "png"):
        yield _picture(desk, speech, asked, view, "svg" if format == "svg" else "png", dark)
        return
    rows = desk.catalogue.events(asked, 1_000_000_000)
    ids = [row["id"] for row in rows]
    if format == "jsonl":
        for record in records_called(desk.store, ids, speech.language):
            yield json.dumps(record, ensure_ascii=False).encode(errors="replace") + b"\n"
    elif format == "csv":
        for lines in csv_lines(records_called(desk.store, ids, speech.language)):
            yield lines.encode(errors="replace")
    elif format == "gexf":
        records = list(records_called(desk.store, ids, speech.language))
        yield to_gexf(records, speech.labels).encode(errors="replace")
    elif format == "turtle":
        yield from desk.store.turtle_of(ids)
    else:
        yield json.dumps(_geojson(desk, speech, rows), ensure_ascii=False).encode(errors="replace")


def _picture(desk: Desk, speech: Speech, asked: Filter, view: str, file_format: FileFormat, dark: bool) -> bytes:
    """The view that is shown, as a picture; a list is drawn as its graph."""
    total = desk.catalogue.count(asked)
    groups = {name: speech.capital(speech.label(name)) for name in charts.GROUPS}
    heading = Heading(speech.words["site"], _heading(desk, speech, asked, total), groups)
    if view == "map":
        spots = map_data(desk, speech, asked)["spots"]
        return map_picture(
            [Spot(spot["label"], spot["lat"], spot["long"], spot["shares"]) for spot in spots],
            heading,
            file_format,
            dark,
        )
    if view == "timeline":
        return timeline_picture(_on_timeline(desk, speech, asked, total), heading, file_format, dark)
    rows = desk.catalogue.events(asked, 1_000_000_000)
    most = sorted(rows, key=lambda row: (-row["reports"], row["n"]))[:PICTURE_EVENTS]
    records = list(records_called(desk.store, [row["id"] for row in most], speech.language))
    return picture(records, speech.language, speech.words["site"], speech.labels, file_format, dark)


def _heading(desk: Desk, speech: Speech, asked: Filter, total: int) -> str:
    """The filter in a line: how many events, of whom, where, when."""
    entities = [row for id in (asked.actor, asked.place) if id and (row := desk.catalogue.entity(id)) is not None]
    end = (asked.last + timedelta(1)).isoformat() if asked.last else None
    days = speech.when(asked.first.isoformat() if asked.first else None, end) if asked.first or asked.last else ""
    told = [
        *(speech.count(total, "event", "events"), *map(speech.name, entities)),
        *(speech.label(name) for name in (*asked.classes, *asked.statuses)),
        *([f"« {asked.words} »"] if asked.words else []),
        *([days] if days else []),
    ]
    return " · ".join(told)


def _on_timeline(desk: Desk, speech: Speech, asked: Filter, total: int) -> list[Told | Count]:
    """Each event where they are few, else counts, as the timeline has them."""
    if total > TIMELINE_EVENTS:
        span = desk.catalogue.span(asked)
        length = charts.best_length(*span) if span else 4
        found = charts.slots(desk.catalogue.by_time(asked, length), length)
        return [
            Count(group, date.fromisoformat(slot.first), date.fromisoformat(slot.last), number)
            for slot in found
            for group, number in slot.counts.items()
        ]
    rows = [row for row in desk.catalogue.events(asked, TIMELINE_EVENTS) if row["first"]]
    return [
        Told(card["row"]["grp"], card["row"]["status"], first, max(first, last), card["gist"] or card["when"])
        for card in event_cards(desk, speech, rows)
        for first in [date.fromisoformat(card["row"]["first"])]
        for last in [first if card["row"]["last"] == ALWAYS else date.fromisoformat(card["row"]["last"])]
    ]


def _geojson(desk: Desk, speech: Speech, rows: list[Row]) -> Values:
    """A point for each event and each of its places (https://www.rfc-editor.org/rfc/rfc7946)."""
    parts = desk.catalogue.parts([row["n"] for row in rows])
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [part["long"], part["lat"]]},
            "properties": {
                **{"event": desk.store.names.event(row["id"])[1:-1], "type": row["type"], "status": row["status"]},
                **{"label": speech.label(row["type"]), "begin": row["begin"], "end": row["finish"]},
                **{
                    "place": speech.name(part),
                    "role": part["role"],
                    "reports": row["reports"],
                    "quote": row["sentence"],
                },
            },
        }
        for row in rows
        for part in parts[row["n"]]
        if part["role"] in ("place", "origin", "target") and part["lat"] is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def data_block(data: Values | None) -> str:
    """The data of a page's drawings, as JSON that may stand inside a script element."""
    return embed(data) if data is not None else ""

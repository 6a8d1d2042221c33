"""One filter in the address, four views of what it leaves, and the same in eight formats to take away."""

import io
import json
from collections.abc import Iterable, Iterator
from sqlite3 import Row
from typing import Any

from starlette.datastructures import QueryParams

from kg.graph.catalogue import Filter
from kg.graph.queries import fold
from kg.graph.records import Record, event_of, write_csv
from kg.view.network import to_gexf
from kg.view.page import embed
from kg.view.picture import picture
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


def export(desk: Desk, speech: Speech, asked: Filter, format: str, dark: bool = False) -> Iterator[bytes]:
    """What a filter leaves, in one of `FORMATS`. Pictures and networks of very many events show the most reported."""
    rows = desk.catalogue.events(asked, 1_000_000_000)
    if format in ("svg", "png"):
        most = sorted(rows, key=lambda row: (-row["reports"], row["n"]))[:PICTURE_EVENTS]
        records = _records(desk, speech, most)
        title = speech.words["site"]
        yield picture(list(records), speech.language, title, speech.labels, "svg" if format == "svg" else "png")
    elif format == "jsonl":
        for record in _records(desk, speech, rows):
            yield json.dumps(record, ensure_ascii=False).encode(errors="replace") + b"\n"
    elif format == "csv":
        text = io.StringIO()
        write_csv(_records(desk, speech, rows), text)
        yield text.getvalue().encode(errors="replace")
    elif format == "gexf":
        yield to_gexf(list(_records(desk, speech, rows)), speech.labels).encode(errors="replace")
    elif format == "turtle":
        yield desk.store.turtle_of([row["id"] for row in rows])
    else:
        yield json.dumps(_geojson(desk, speech, rows), ensure_ascii=False).encode(errors="replace")


def _records(desk: Desk, speech: Speech, rows: Iterable[Row]) -> Iterator[Record]:
    for row in rows:
        found = event_of(desk.store, row["id"], speech.language)
        if found is not None:
            yield found[1]


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

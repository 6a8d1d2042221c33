"""Records → a graph of events, actors and places, and the same as GraphML and GEXF."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import networkx as nx

from kg import vocabulary
from kg.view import layout, style

Record = Mapping[str, Any]

MOST_NODES = 1_200  # that a browser moves smoothly; of a larger graph who and where is drawn with what they share
LINKED = 120  # actors and places of a graph without events
LINKS = 420  # its lines

# what XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets); an article may contain anything
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "http://gexf.net/1.3"
_GEXF_VIZ = "http://gexf.net/1.3/viz"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"


class ViewError(Exception):
    """A record or a parameter that cannot be shown: the message says which, why, and what to do."""


def group_of(event_type: str) -> str:
    """The group of an event class ("Violence"); "Event" when the class is not in the vocabulary."""
    name: str | None = event_type
    while name is not None and name not in vocabulary.GROUPS:
        name = vocabulary.parent(name)
    return name or "Event"


def family_of(kind: str) -> str:
    """How a kind is drawn: actor, country, place or thing; a kind that is unknown counts as a thing."""
    if kind in ("State", "Country"):
        return "country"
    for ancestor, family in (("Actor", "actor"), ("Place", "place")):
        if vocabulary.is_a(kind, ancestor):
            return family
    return "thing"


def class_label(name: str, labels: Mapping[str, str]) -> str:
    """The label of a class, role or status; without one the name itself in words (“Claim of responsibility”)."""
    if name in labels:
        return labels[name]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def check_records(records: Iterable[Record]) -> list[Record]:
    """The records sorted by id, each id once. Raises ViewError when one lacks what every record has."""
    by_id: dict[str, Record] = {}
    for number, record in enumerate(records, start=1):
        missing = [key for key in ("id", "type", "status") if not isinstance(record.get(key), str)]
        if missing:
            raise ViewError(
                f"Record {number} has no text under {', '.join(missing)}. "
                "Give the records of “kg export --format jsonl”, one event each."
            )
        by_id[record["id"]] = record
    return [by_id[key] for key in sorted(by_id)]


def reports_of(record: Record) -> int:
    """How many reports tell the event: at least one, since an event stands on its reports."""
    return max(1, len(record.get("reports") or ()))


def network(records: Iterable[Record], labels: Mapping[str, str] | None = None) -> "nx.MultiDiGraph[str]":
    """The graph of events and of who and what takes part in them.

    Nodes are IRIs with `label`, `family` (event, actor, country, place, thing), `kind`, `reports`; events also have
    `group`, `status`, `begin`, `end` (ISO dates or ""), entities `lat`, `long` (degrees) where known. Edges go from
    an event to what fills a role, keyed by the role (`source` for who says so, `topic` between events).
    Order of nodes and edges depends on the records alone, not on their order. Raises ViewError.
    """
    labels = labels or {}
    checked = check_records(records)
    events = {record["id"] for record in checked}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for record in checked:
        graph.add_node(
            record["id"],
            label=class_label(record["type"], labels),
            family="event",
            kind=record["type"],
            group=group_of(record["type"]),
            status=record["status"],
            begin=record.get("begin") or "",
            end=record.get("end") or "",
            reports=reports_of(record),
        )
    edges = [
        (record, role, filler)
        for record in checked
        for role, fillers in (*sorted((record.get("roles") or {}).items()), ("source", record.get("source") or ()))
        for filler in fillers
    ]
    entities: dict[str, dict[str, Any]] = {}
    tellings: dict[str, set[str]] = {}
    for record, role, filler in edges:
        if role == "topic" or filler["id"] in events:
            continue
        entity = entities.setdefault(filler["id"], {"label": filler.get("label") or filler["id"]})
        kinds = entity.setdefault("kinds", set())
        kinds.add(filler.get("kind") or "Thing")
        if filler.get("lat") is not None and filler.get("long") is not None:
            entity["lat"], entity["long"] = float(filler["lat"]), float(filler["long"])
        tellings.setdefault(filler["id"], set()).update(
            [report["id"] for report in record.get("reports") or ()] or [record["id"]]
        )
    for key in sorted(entities):
        entity = entities[key]
        kind = min(entity.pop("kinds"))
        graph.add_node(key, family=family_of(kind), kind=kind, reports=len(tellings[key]), **entity)
    for record, role, filler in edges:
        if filler["id"] in graph:
            graph.add_edge(record["id"], filler["id"], key=role, role=role)
    return graph


def company(entities: Iterable[Mapping[str, Any]], links: Iterable[tuple[str, str, int]]) -> "nx.MultiDiGraph[str]":
    """Who and where alone: a node for each entity (`id`, `label`, `kind`, `n`), an edge for each pair with its count."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in entities:
        facts = {"label": entity["label"], "kind": entity["kind"], "n": entity["n"]}
        graph.add_node(entity["id"], family=family_of(entity["kind"]), reports=min(40, entity["n"]), **facts)
    for one, other, count in links:
        graph.add_edge(one, other, key="together", role="together", count=count)
    return graph


def together(
    groups: Iterable[Iterable[int]], most: int, most_pairs: int
) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Of numbers that stand in groups: those of most groups, and the pairs of them that most groups share, with the count."""
    sets = [frozenset(group) for group in groups]
    present = Counter(number for group in sets for number in group)
    chosen = sorted(present, key=lambda number: (-present[number], number))[:most]
    among = set(chosen)
    pairs = Counter(pair for group in sets for pair in combinations(sorted(group & among), 2))
    ordered = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:most_pairs]
    return chosen, [(*pair, pairs[pair]) for pair in ordered]


def _clean(value: object) -> str:
    return _NOT_XML.sub("\ufffd", str(value))


def _tell(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


_COLUMNS: Sequence[tuple[str, str]] = (
    ("label", "string"),
    ("family", "string"),
    ("kind", "string"),
    ("group", "string"),
    ("status", "string"),
    ("begin", "string"),
    ("end", "string"),
    ("reports", "int"),
    ("lat", "double"),
    ("long", "double"),
)


def to_graphml(records: Iterable[Record], labels: Mapping[str, str] | None = None) -> str:
    """The graph as GraphML (http://graphml.graphdrawing.org), same records same bytes. Raises ViewError."""
    graph = network(records, labels)
    root = ElementTree.Element("graphml", {"xmlns": _GRAPHML})
    for name, kind in _COLUMNS:
        ElementTree.SubElement(root, "key", {"id": name, "for": "node", "attr.name": name, "attr.type": kind})
    ElementTree.SubElement(root, "key", {"id": "role", "for": "edge", "attr.name": "role", "attr.type": "string"})
    body = ElementTree.SubElement(root, "graph", {"edgedefault": "directed"})
    for node, facts in graph.nodes(data=True):
        element = ElementTree.SubElement(body, "node", {"id": _clean(node)})
        for name, _ in _COLUMNS:
            if facts.get(name, "") != "":
                ElementTree.SubElement(element, "data", {"key": name}).text = _clean(facts[name])
    for number, (start, end, role) in enumerate(graph.edges(keys=True)):
        place = {"id": f"e{number}", "source": _clean(start), "target": _clean(end)}
        edge = ElementTree.SubElement(body, "edge", place)
        ElementTree.SubElement(edge, "data", {"key": "role"}).text = _clean(role)
    return _tell(root)


def to_gexf(records: Iterable[Record], labels: Mapping[str, str] | None = None) -> str:
    """The graph as GEXF 1.3 (https://gexf.net) with sizes, colours and positions for Gephi. Raises ViewError.

    networkx writes today's date into the file and cannot colour; here the same records give the same bytes.
    """
    graph = network(records, labels)
    places = layout.positions(graph)
    ElementTree.register_namespace("viz", _GEXF_VIZ)
    root = ElementTree.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    body = ElementTree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    columns = ElementTree.SubElement(body, "attributes", {"class": "node"})
    names = [(name, "integer" if kind == "int" else kind) for name, kind in _COLUMNS if name != "label"]
    for name, kind in names:
        ElementTree.SubElement(columns, "attribute", {"id": name, "title": name, "type": kind})
    nodes = ElementTree.SubElement(body, "nodes")
    for node, facts in graph.nodes(data=True):
        element = ElementTree.SubElement(nodes, "node", {"id": _clean(node), "label": _clean(facts["label"])})
        values = ElementTree.SubElement(element, "attvalues")
        for name, _ in names:
            if facts.get(name, "") != "":
                ElementTree.SubElement(values, "attvalue", {"for": name, "value": _clean(facts[name])})
        event = facts["family"] == "event"
        mark = (style.GROUPS if event else style.FAMILIES)[facts["group"] if event else facts["family"]]
        red, green, blue = (str(int(mark.light[at : at + 2], 16)) for at in (1, 3, 5))
        ElementTree.SubElement(element, f"{{{_GEXF_VIZ}}}color", {"r": red, "g": green, "b": blue})
        ElementTree.SubElement(element, f"{{{_GEXF_VIZ}}}size", {"value": str(style.radius(facts["reports"], event))})
        x, y = places[node]
        ElementTree.SubElement(element, f"{{{_GEXF_VIZ}}}position", {"x": str(x), "y": str(-y), "z": "0.0"})
    edges = ElementTree.SubElement(body, "edges")
    for number, (start, end, role) in enumerate(graph.edges(keys=True)):
        place = {"id": str(number), "source": _clean(start), "target": _clean(end), "label": _clean(role)}
        ElementTree.SubElement(edges, "edge", place)
    return _tell(root)

"""Records → one HTML file that shows them as graph, timeline, map and list, and needs no network.

Articles are untrusted: their words travel as JSON in which no “<” is left, and reach the screen as text nodes.
The content security policy names the hash of every script and style, allows no connection and no image from afar.
"""

import base64
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg import vocabulary
from kg.view import layout, network, style
from kg.view.words import all_labels, counted_nouns, page_words

_STATIC = Path(__file__).with_name("static")
_LIBRARIES = (
    "cytoscape.min.js",
    "layout-base.js",
    "cose-base.js",
    "cytoscape-fcose.js",
    "leaflet.js",
    "topojson-client.min.js",
    "vis-timeline-graph2d.min.js",
)
_SHEETS = ("leaflet.css", "vis-timeline-graph2d.min.css")
_OWN = ("model.js", "graph.js", "timeline.js", "map.js", "list.js", "detail.js", "main.js")

Json = dict[str, Any]
Piece = tuple[str, tuple[str, ...]]


def highlight(evidence: Sequence[Mapping[str, Any]]) -> tuple[list[list[Piece]], list[tuple[str, str]]]:
    """The sentences of a report cut into pieces (words, what they prove), and quotes found in no sentence.

    Sentences come in the order of the article. Where pieces of evidence overlap, the shorter one is named first.
    Records give offsets in the article and the sentence without its own; the place of the sentence is the one on
    which most quotes agree, so that of two equal words the right one is marked.
    """
    by_sentence: dict[str, list[Mapping[str, Any]]] = {}
    for item in evidence:
        by_sentence.setdefault(item.get("sentence") or "", []).append(item)
    found: list[tuple[int, list[Piece]]] = []
    loose: list[tuple[str, str]] = []
    for sentence, items in by_sentence.items():
        votes = Counter(
            item["start"] - match.start()
            for item in items
            if item["quote"]
            for match in re.finditer(f"(?={re.escape(item['quote'])})", sentence)
        )
        origin = min(votes, key=lambda place: (-votes[place], place), default=0)
        spans: list[tuple[int, int, str]] = []
        for item in items:
            quote = item["quote"]
            start = item["start"] - origin
            if start < 0 or sentence[start : start + len(quote)] != quote:
                start = sentence.find(quote)
            if quote and start >= 0:
                spans.append((start, start + len(quote), item["for"]))
            elif quote:
                loose.append((item["for"], quote))
        if sentence and spans:
            found.append((origin, _cut(sentence, spans)))
    found.sort(key=lambda pair: pair[0])
    return [pieces for _, pieces in found], loose


def _cut(sentence: str, spans: list[tuple[int, int, str]]) -> list[Piece]:
    """The sentence cut where a span begins or ends."""
    cuts = sorted({0, len(sentence), *(edge for start, end, _ in spans for edge in (start, end))})
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        over = sorted(
            {
                (right - left, about != "trigger", about)
                for left, right, about in spans
                if left <= start and end <= right
            }
        )
        pieces.append((sentence[start:end], tuple(dict.fromkeys(about for _, _, about in over))))
    return pieces


def _figures(figures: Iterable[Mapping[str, Any]] | None) -> list[Json]:
    return [
        {name: figure.get(name) for name in ("measure", "low", "high", "change", "quote")} for figure in figures or ()
    ]


def _report(report: Mapping[str, Any]) -> Json:
    sentences, loose = highlight(report.get("evidence") or ())
    return {
        **{name: report.get(name) for name in ("article", "sourceId", "url", "published", "status", "begin", "end")},
        "figures": _figures(report.get("figures")),
        "sentences": sentences,
        "loose": loose,
    }


def page_data(
    records: Iterable[network.Record],
    language: str,
    title: str,
    labels: Mapping[str, str] | None = None,
    *,
    placed: bool = True,
) -> Json:
    """What the scripts of the page read: events, entities, their places in the graph, words and colours.

    Finding the places takes most of the time; without `placed` every node stands in the middle.
    """
    labels = all_labels(language, labels)
    checked = network.check_records(records)
    graph = network.network(checked, labels)
    places = layout.positions(graph) if placed else dict.fromkeys(graph, (0.0, 0.0))
    entity_ids = [node for node, facts in graph.nodes(data=True) if facts["family"] != "event"]
    entity_index = {node: number for number, node in enumerate(entity_ids)}
    event_index = {record["id"]: number for number, record in enumerate(checked)}

    def label(name: str) -> str:
        return network.class_label(name, labels)

    def fillers(role: str, items: Iterable[Mapping[str, Any]]) -> Json:
        items = list(items)
        return {
            "role": role,
            "entities": [entity_index[item["id"]] for item in items if item["id"] in entity_index],
            "events": [event_index[item["id"]] for item in items if item["id"] in event_index],
            "others": [
                label(item.get("kind") or item.get("label") or item["id"])
                for item in items
                if item["id"] not in entity_index and item["id"] not in event_index
            ],
        }

    events: list[Json] = [
        {
            **{name: record.get(name) for name in ("id", "type", "status", "begin", "end")},
            "group": network.group_of(record["type"]),
            "lasts": record["type"] in vocabulary.STATES,
            "n": network.reports_of(record),
            "at": places[record["id"]],
            "r": style.radius(network.reports_of(record), event=True),
            "roles": [
                fillers(role, (record.get("roles") or {})[role])
                for role in sorted(record.get("roles") or {}, key=_role_order)
                if record["roles"][role]
            ],
            "source": fillers("source", record.get("source") or ()),
            "figures": _figures(record.get("figures")),
            "reports": [_report(report) for report in record.get("reports") or ()],
        }
        for record in checked
    ]
    entities: list[Json] = [
        {
            **{"id": node, "label": facts["label"], "kind": facts["kind"], "family": facts["family"]},
            **{"n": facts["reports"], "at": places[node], "r": style.radius(facts["reports"], event=False)},
            **{"lat": facts.get("lat"), "long": facts.get("long")},
        }
        for node, facts in ((node, graph.nodes[node]) for node in entity_ids)
    ]
    used = {event["type"] for event in events}
    names = {
        *(used | {entity["kind"] for entity in entities} | set(vocabulary.GROUPS) | {"Event"}),
        *(*vocabulary.ROLES, *vocabulary.STATUSES, *vocabulary.MEASURES, *style.FAMILIES, *style.ROLES),
    }
    groups = [name for name in style.GROUPS if name in {event["group"] for event in events}]
    return {
        **_frame(language, title, labels, names),
        "groups": [
            {"name": name, "classes": sorted((kind for kind in used if network.group_of(kind) == name), key=label)}
            for name in groups
        ],
        "events": events,
        "entities": entities,
    }


def _drawn_whole_or_linked(
    records: Sequence[network.Record], language: str, title: str, labels: Mapping[str, str] | None
) -> Json:
    """The data of a page; of a graph of very many nodes, the places of who and where alone (`company`), by their links."""
    nodes = len(network.network(records))
    if nodes <= network.MOST_NODES:
        return page_data(records, language, title, labels)
    data = page_data(records, language, title, labels, placed=False)
    groups = [
        {number for part in (*event["roles"], event["source"]) for number in part["entities"]}
        for event in data["events"]
    ]
    chosen, links = network.together(groups, network.LINKED, network.LINKS)
    entities = data["entities"]
    names = {entities[number]["id"]: number for number in chosen}
    graph = network.company(
        [entities[number] for number in chosen],
        [(entities[one]["id"], entities[other]["id"], count) for one, other, count in links],
    )
    for id, place in layout.positions(graph).items():
        entities[names[id]]["at"] = place
    return data | {"company": chosen, "most": {"linked": network.LINKED, "links": network.LINKS}}


def links_data(
    entities: Sequence[Mapping[str, Any]],
    links: Iterable[tuple[str, str, int]],
    language: str,
    labels: Mapping[str, str] | None = None,
) -> Json:
    """The same for a graph of many events in which only who and where are drawn.

    Entities have `id`, `label`, `kind` and `n`, their number of events; a link is two ids and in how many events both
    take part.
    """
    labels = all_labels(language, labels)
    pairs = list(links)
    graph = network.company(entities, pairs)
    places = layout.positions(graph)
    order = {node: number for number, node in enumerate(graph)}
    most = max((entity["n"] for entity in entities), default=1)
    groups = [name for name in style.GROUPS if name != "Event"]
    names = {*(facts["kind"] for _, facts in graph.nodes(data=True)), *style.FAMILIES, *groups, *vocabulary.STATUSES}
    return {
        **_frame(language, "", labels, names),
        "groups": [{"name": name, "classes": []} for name in groups],
        "events": [],
        "entities": [
            {
                **{
                    "id": node,
                    "label": facts["label"],
                    "kind": facts["kind"],
                    "family": facts["family"],
                    "n": facts["n"],
                },
                **{"at": places[node], "r": round(7 + 15 * (facts["n"] / most) ** 0.5, 2), "lat": None, "long": None},
            }
            for node, facts in graph.nodes(data=True)
        ],
        "links": [[order[one], order[other], count] for one, other, count in pairs],
    }


def _frame(language: str, title: str, labels: Mapping[str, str], names: Iterable[str]) -> Json:
    """What every drawing needs: words, labels, marks."""
    return {
        "title": title,
        "language": language,
        "words": page_words(language),
        "labels": {name: network.class_label(name, labels) for name in sorted(names)},
        "marks": {
            name: {"light": mark.light, "dark": mark.dark, "outline": mark.outline, "scale": mark.scale}
            for name, mark in (*style.GROUPS.items(), *style.FAMILIES.items())
        },
        "counted": counted_nouns(language),
        "statuses": list(vocabulary.STATUSES),
    }


def _role_order(role: str) -> tuple[int, str]:
    order = list(vocabulary.ROLES)
    return (order.index(role) if role in order else len(order), role)


def embed(value: object) -> str:
    """JSON that may stand inside a script element: no “<”, “>” or “&”, whatever an article says."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # a lone surrogate cannot be written as UTF-8
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@lru_cache(maxsize=64)
def _asset(name: str) -> str:
    """A script or sheet as the browser will hash it: plain line ends, no way out of its element, no far image."""
    text = (_STATIC / name).read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if name.endswith(".css"):
        text = re.sub(r"url\((?!data:)[^)]*\)", "none", text)
    return re.sub(r"</(?=script|style)", r"<\\/", text, flags=re.IGNORECASE).replace("<!--", r"<\!--")


@lru_cache(maxsize=1)
def _atlas() -> str:
    """The outlines of the countries, gzip in base64: 0.3 instead of 0.75 MB."""
    return base64.b64encode(gzip.compress((_STATIC / "vendor/countries-50m.json").read_bytes(), 9, mtime=0)).decode()


@lru_cache(maxsize=1)
def _sheet() -> str:
    """The style of the page: colours, parts that every drawing has, and the frame of this one."""
    return f"{colours()}{_asset('parts.css')}{_asset('app.css')}"


def colours() -> str:
    """The colours of style.py as CSS variables, for light and dark, and the classes that use them."""
    marks = {**style.GROUPS, **style.FAMILIES}
    light = [f"--{name}:{mark.light}" for name, mark in marks.items()]
    light += [f"--role-{role}:{colours[0]}" for role, colours in style.ROLES.items()]
    dark = [f"--{name}:{mark.dark}" for name, mark in marks.items()]
    dark += [f"--role-{role}:{colours[1]}" for role, colours in style.ROLES.items()]
    marked = "".join(f".mark-{role}{{background:var(--role-{role})}}" for role in style.ROLES)
    marked += "".join(f".g-{name}{{--own:var(--{name})}}" for name in marks)
    return f":root{{{';'.join(light)}}}[data-theme=dark]{{{';'.join(dark)}}}{marked}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page(
    records: Iterable[network.Record],
    language: str = "fr",
    title: str = "",
    labels: Mapping[str, str] | None = None,
) -> str:
    """One self-contained HTML file: graph, timeline, map, list, search, filters, and the evidence of every event.

    `records` are those of `kg export --format jsonl`; `language` is fr or en; `labels` give classes, kinds and roles
    a name in it (else their own name is shown). The same records give the same bytes. About 2 MB, of which 1.7 MB are
    libraries. Raises ViewError for a record without id, type or status, and for another language.
    """
    data = _drawn_whole_or_linked(network.check_records(records), language, title, labels)
    scripts = [_asset("app/policy.js"), *(_asset(f"vendor/{name}") for name in _LIBRARIES)]
    scripts.append('"use strict";\n' + "\n".join(_asset(f"app/{name}") for name in _OWN))
    sheets = [*(_asset(f"vendor/{name}") for name in _SHEETS), _sheet()]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, sheets))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "language": language,
        "title": escape(title or "kg"),
        "policy": policy,
        "sheets": "\n".join(f"<style>{sheet}</style>" for sheet in sheets),
        "data": embed(data),
        "atlas": embed(_atlas()),
        "licenses": _asset("LICENSES.md").replace("<", "&lt;"),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    template = (_STATIC / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)

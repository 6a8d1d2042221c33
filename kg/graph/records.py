"""The store as flat event records, one dictionary an event: what `kg export --format jsonl` and `csv` write."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.ontology import load_ontology
from kg.graph.reading import by_subject, read_entities, read_events
from kg.graph.store import Store, batched
from kg.graph.triples import Names
from kg.model import Anchor, Article, Entity, Event, Evidence, Figure, Interval, Report
from kg.vocabulary import MEASURES, ROLES, is_a, kind_in_role

Record = dict[str, Any]
AT_A_TIME = 100  # events read at once where some are asked for

COLUMNS: tuple[str, ...] = (
    "id",
    "type",
    "status",
    "begin",
    "end",
    *ROLES,
    *(f"{measure}_{bound}" for measure in MEASURES for bound in ("low", "high")),
    "personnel_additional_low",
    "personnel_additional_high",
    "source",
    "reports",
    "articles",
    "quote",
)


@dataclass(frozen=True, slots=True)
class _World:
    """What the records look up: entities, articles, and the event of each report."""

    names: Names
    entities: Mapping[str, Entity]
    articles: Mapping[str, Article]
    event_types: Mapping[str, str]
    event_of_report: Mapping[str, str]


def event_records(store: Store, language: str | None = None) -> Iterator[Record]:
    """All events as records, by first day (else first publication), class and id.

    Labels are in `language`, by default in that of the event's first article. Raises GraphError when the events
    are older than the reports.
    """
    events = store.events()
    articles = {article.id: _without_text(article) for article in store.articles()}
    world = _World(
        names=store.names,
        entities={entity.id: entity for entity in store.entities()},
        articles=articles,
        event_types={event.id: event.type for event in events},
        event_of_report={report.id: event.id for event in events for report in event.reports},
    )
    for event in sorted(events, key=lambda event: (_first_day(event, articles), event.type, event.id)):
        yield _event(event, world, language)


def event_of(store: Store, event_id: str, language: str | None = None) -> tuple[Event, Record] | None:
    """One event with its reports, as a value and as a record, without reading the rest of the store."""
    return next(_some_events(store, [event_id], store.added_reports(), language), None)


def records_called(store: Store, event_ids: Iterable[str], language: str | None = None) -> Iterator[Record]:
    """The records of some events in their order, a few read at a time, so that the first comes at once."""
    added = store.added_reports()
    for ids in batched(event_ids, AT_A_TIME):
        yield from (record for _, record in _some_events(store, ids, added, language))


def _some_events(
    store: Store, event_ids: Sequence[str], added: Iterable[Report], language: str | None
) -> Iterator[tuple[Event, Record]]:
    names = store.names
    graph = ox.NamedNode(names.events_graph[1:-1])
    quads = [
        quad
        for id in event_ids
        for quad in store.quads.quads_for_pattern(ox.NamedNode(names.event(id)[1:-1]), None, None, graph)
    ]
    family = names.event("x")[1:-2]
    objects = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}
    own = [
        quad
        for node in sorted(objects, key=lambda node: node.value)
        if not node.value.startswith(family)
        for quad in store.quads.quads_for_pattern(node, None, None, graph)
    ]
    articles = {article_id for node in objects for article_id in _articles_telling(store, node)}
    reports = {report.id: report for article_id in sorted(articles) for report in store.reports(article_id)}
    reports |= {report.id: report for report in added}
    events = {event.id: event for event in read_events(by_subject([*quads, *own]), reports, names)}
    world = _small_world(store, list(events.values()), sorted(articles))
    return ((events[id], _event(events[id], world, language)) for id in event_ids if id in events)


def reports_of(store: Store, article_id: str, language: str | None = None) -> list[Record]:
    """The reports of one article as records, with `type` and, under `event`, the event that each tells."""
    reports = [*store.reports(article_id), *(told for told in store.added_reports() if told.article_id == article_id)]
    world = _small_world(store, reports, [article_id])
    said_in = language or world.articles[article_id].language
    return [
        _report(report, world, said_in)
        | {
            "type": report.type,
            "source": [_filler("agent", id, world, said_in) for id in report.sources],
            "event": event_id and _bare(world.names.event(event_id)),
        }
        for report in reports
        for event_id in [world.event_of_report.get(report.id)]
    ]


def entities_called(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """Entities by id, without reading the rest of the store."""
    names, graph = store.names, ox.NamedNode(store.names.entities_graph[1:-1])
    found = [
        quad
        for id in sorted(set(ids))
        for quad in store.quads.quads_for_pattern(ox.NamedNode(names.entity(id)[1:-1]), None, None, graph)
    ]
    return {entity.id: entity for entity in read_entities(by_subject(found), names)}


def write_csv(records: Iterable[Record], output: IO[str]) -> None:
    """One row an event: fillers as labels joined by “; ”, the lowest and highest number of each measure."""
    output.writelines(csv_lines(records))


def csv_lines(records: Iterable[Record]) -> Iterator[str]:
    """The same, a line at a time, the names of the columns first."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS, lineterminator="\n")
    writer.writeheader()
    yield line.getvalue()
    for record in records:
        line.seek(0)
        line.truncate()
        writer.writerow(_row(record))
        yield line.getvalue()


# ---------------------------------------------------------------- records


def _event(event: Event, world: _World, language: str | None) -> Record:
    reports = sorted(event.reports, key=lambda report: (_published(report, world.articles), report.id))
    said_in = language or world.articles[reports[0].article_id].language
    return {
        "id": _bare(world.names.event(event.id)),
        "type": event.type,
        "status": event.status,
        **_dates(event.interval),
        "roles": _roles(event.roles, world, said_in),
        "figures": [_figure(figure) for figure in event.figures],
        "source": [_filler("agent", id, world, said_in) for id in event.sources],
        "reports": [_report(report, world, said_in) for report in reports],
    }


def _report(report: Report, world: _World, language: str) -> Record:
    article = world.articles[report.article_id]
    return {
        "id": _bare(world.names.report(report.id)),
        "article": _bare(world.names.article(article.id)),
        "sourceId": article.source_id,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "status": report.status,
        **_dates(report.interval),
        "figures": [_figure(figure) for figure in report.figures],
        "roles": _roles(report.roles, world, language),
        "evidence": [_evidence(evidence, world) for evidence in report.evidence],
    }


def _roles(roles: Sequence[tuple[str, str]], world: _World, language: str) -> dict[str, list[Record]]:
    return {
        role: [_filler(role, id, world, language) for name, id in roles if name == role]
        for role in ROLES
        if any(name == role for name, _ in roles)
    }


def _filler(role: str, id: str, world: _World, language: str) -> Record:
    if role == "topic":
        return _topic(id, world, language)
    entity = world.entities.get(id)
    if entity is None:
        return {"id": _bare(world.names.entity(id)), "label": id, "kind": None}
    kind = kind_in_role(role, entity.kind)
    filler: Record = {"id": _bare(world.names.entity(id)), "label": entity.label(language), "kind": kind}
    if entity.coordinates is not None and is_a(kind, "Place"):
        filler["lat"], filler["long"] = entity.coordinates
        if entity.radius_km is not None:
            filler["radius"] = entity.radius_km
    return filler


def _topic(id: str, world: _World, language: str) -> Record:
    """What a statement is about: an event; a report's topic is given as the event that it tells."""
    event_id = world.event_of_report.get(id, id)
    kind = world.event_types.get(event_id)
    term = load_ontology().get(kind or "")
    return {"id": _bare(world.names.event(event_id)), "label": term.label(language) if term else None, "kind": kind}


def _figure(figure: Figure) -> Record:
    return {
        "measure": figure.measure,
        "low": figure.amount.low,
        "high": figure.amount.high,
        "change": figure.amount.change,
        "quote": figure.anchor.text,
    }


def _evidence(evidence: Evidence, world: _World) -> Record:
    told: Record = {"for": evidence.about, **_quote(evidence.anchor), "sentence": evidence.sentence.text}
    if evidence.rule is not None:
        told["rule"] = evidence.rule
    if evidence.because is not None:
        told["because"] = evidence.because
    if evidence.others:
        told["mayAlsoMean"] = [_bare(world.names.entity(id)) for id in evidence.others]
    return told


def _quote(anchor: Anchor) -> Record:
    return {"quote": anchor.text, "start": anchor.start, "end": anchor.end}


def _dates(interval: Interval | None) -> Record:
    begin, end = (interval.begin, interval.end) if interval else (None, None)
    return {"begin": begin.isoformat() if begin else None, "end": end.isoformat() if end else None}


def _first_day(event: Event, articles: Mapping[str, Article]) -> date:
    if event.interval and (known := event.interval.begin or event.interval.end):
        return known
    return min(_published(report, articles) for report in event.reports)


def _published(report: Report, articles: Mapping[str, Article]) -> date:
    return articles[report.article_id].published or date.max


def _without_text(article: Article) -> Article:
    return Article(
        article.id,
        article.source_id,
        article.language,
        article.title,
        "",
        article.published,
        article.publisher,
        article.url,
    )


def _bare(iri: str) -> str:
    return iri[1:-1]


# ---------------------------------------------------------------- little of much


def _articles_telling(store: Store, report: object) -> list[str]:
    if not isinstance(report, ox.NamedNode) or store.names.local("report", report.value) is None:
        return []
    found = store.quads.quads_for_pattern(report, ox.NamedNode(vocab.iri(vocab.DERIVED_FROM)), None, None)
    ids = (store.names.local("article", q.object.value) for q in found if isinstance(q.object, ox.NamedNode))
    return [id for id in ids if id is not None]


def _small_world(store: Store, told: Sequence[Event | Report], article_ids: Sequence[str]) -> _World:
    """What the records of these events or reports look up, and no more."""
    names = store.names
    events = ox.NamedNode(names.events_graph[1:-1])
    reports = [report for item in told for report in (item.reports if isinstance(item, Event) else (item,))]
    fillers = {(role, id) for item in (*told, *reports) for role, id in item.roles}
    wanted = {id for role, id in fillers if role != "topic"} | {id for item in (*told, *reports) for id in item.sources}
    event_of_report: dict[str, str] = {}
    for id in sorted({report.id for report in reports} | {id for role, id in fillers if role == "topic"}):
        node = ox.NamedNode(names.report(id)[1:-1])
        for quad in store.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(vocab.HAS_REPORT)), node, events):
            if isinstance(quad.subject, ox.NamedNode) and (event_id := names.local("event", quad.subject.value)):
                event_of_report[id] = event_id
    types: dict[str, str] = {}
    for id in sorted({*event_of_report.values(), *(id for role, id in fillers if role == "topic")}):
        node = ox.NamedNode(names.event(id)[1:-1])
        for quad in store.quads.quads_for_pattern(node, ox.NamedNode(vocab.iri(vocab.EVENT_TYPE)), None, events):
            if isinstance(quad.object, ox.NamedNode):
                types[id] = quad.object.value.removeprefix(vocab.KG)
    return _World(
        names=names,
        entities=entities_called(store, wanted),
        articles={id: _without_text(store.article(id)) for id in article_ids},
        event_types=types,
        event_of_report=event_of_report,
    )


# ---------------------------------------------------------------- rows


def _row(record: Record) -> dict[str, object]:
    row: dict[str, object] = {name: record[name] for name in ("id", "type", "status", "begin", "end")}
    for role in ROLES:
        row[role] = _labels(record["roles"].get(role, []))
    for measure in MEASURES:
        row[f"{measure}_low"], row[f"{measure}_high"] = _bounds(record, measure, "total")
    row["personnel_additional_low"], row["personnel_additional_high"] = _bounds(record, "personnel", "additional")
    row["source"] = _labels(record["source"])
    row["reports"] = len(record["reports"])
    row["articles"] = "; ".join(sorted({report["url"] or report["sourceId"] for report in record["reports"]}))
    row["quote"] = record["reports"][0]["evidence"][0]["sentence"]
    return row


def _bounds(record: Record, measure: str, change: str) -> tuple[int | None, int | None]:
    stated = [figure for figure in record["figures"] if (figure["measure"], figure["change"]) == (measure, change)]
    lows = [figure["low"] for figure in stated if figure["low"] is not None]
    highs = [figure["high"] for figure in stated if figure["high"] is not None]
    return min(lows, default=None), max(highs, default=None)


def _labels(fillers: Iterable[Record]) -> str:
    return "; ".join(str(filler["label"]) for filler in fillers)

"""Triples → values: the inverse of `triples`, for one named graph at a time.

What RDF does not order comes back in a fixed order: the roles and sources of a report as its evidence tells them,
then by name; of an event by name; labels by language, the preferred one first.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import cast

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.triples import GraphError, Names
from kg.model import (
    STATUSES,
    Amount,
    Anchor,
    Article,
    Basis,
    Change,
    Entity,
    Event,
    Evidence,
    Figure,
    Interval,
    Report,
    Status,
)
from kg.vocabulary import ROLES

Value = ox.NamedNode | ox.Literal
Properties = dict[str, list[Value]]
Subjects = dict[str, Properties]

_BASES = {local: basis for basis, local in vocab.TIME_BASES.items()}
_ABOUT = {local: about for about, local in vocab.ABOUT.items()}


def by_subject(quads: Iterable[ox.Quad]) -> Subjects:
    """Quads as subject → predicate → values. Anything but IRIs and literals is refused with GraphError."""
    subjects: Subjects = {}
    for subject, predicate, value, _ in quads:
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            subjects.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
        else:
            raise GraphError(
                f"The triple {subject} {predicate} {value} has a blank node or a quoted triple; remove it."
            )
    return subjects


# ---------------------------------------------------------------- one article


def read_article(subjects: Subjects, names: Names) -> Article:
    """The article of an article graph. Raises GraphError when there is none."""
    for iri, properties in subjects.items():
        if vocab.iri(vocab.NEWS_ARTICLE) in iris_of(properties, vocab.TYPE):
            published = text_of(properties, vocab.DATE_PUBLISHED)
            return Article(
                id=_id(names, "article", iri),
                source_id=one_text(properties, vocab.IDENTIFIER, iri),
                language=one_text(properties, vocab.IN_LANGUAGE, iri),
                title=text_of(properties, vocab.HEADLINE),
                text=one_text(properties, vocab.ARTICLE_BODY, iri),
                published=date.fromisoformat(published) if published else None,
                publisher=text_of(properties, vocab.PUBLISHER),
                url=text_of(properties, vocab.URL),
            )
    raise GraphError("An article graph has no schema:NewsArticle in it; delete the article and read it again.")


def read_reports(subjects: Subjects, names: Names) -> list[Report]:
    """The reports of an article graph, by id."""
    anchors: dict[str, Anchor] = {}

    def anchor(iri: str) -> Anchor:
        if iri not in anchors:
            properties = subjects.get(iri, {})
            anchors[iri] = Anchor(
                int(one_text(properties, vocab.START, iri)),
                int(one_text(properties, vocab.END_OFFSET, iri)),
                one_text(properties, vocab.EXACT, iri),
            )
        return anchors[iri]

    def report(iri: str, properties: Properties) -> Report:
        evidence = tuple(
            Evidence(
                about=_about(_iri(told, vocab.SUPPORTS, node)),
                anchor=anchor(_iri(told, vocab.HAS_SELECTOR, node)),
                sentence=anchor(_iri(told, vocab.SENTENCE, node)),
                rule=text_of(told, vocab.RULE),
                value=_value(told, names),
                because=text_of(told, vocab.BECAUSE),
                others=tuple(sorted(_id(names, "entity", id) for id in iris_of(told, vocab.MAY_ALSO_MEAN))),
            )
            for node in sorted(iris_of(properties, vocab.HAS_EVIDENCE), key=_numbered)
            for told in (subjects.get(node, {}),)
        )
        told_order = {(item.about, item.value): number for number, item in reversed(list(enumerate(evidence)))}
        roles = _roles(properties, names, "report")
        sources = tuple(_id(names, "entity", id) for id in iris_of(properties, vocab.SOURCE))
        return Report(
            id=_id(names, "report", iri),
            article_id=_id(names, "article", _iri(properties, vocab.DERIVED_FROM, iri)),
            type=_local(_iri(properties, vocab.EVENT_TYPE, iri)),
            status=_status(properties, iri),
            interval=_interval(properties),
            time_basis=_basis(properties),
            roles=tuple(sorted(roles, key=lambda role: (told_order.get(role, len(evidence)), role))),
            figures=tuple(
                _figure(subjects.get(node, {}), node, anchor)
                for node in sorted(iris_of(properties, vocab.HAS_FIGURE), key=_numbered)
            ),
            sources=tuple(sorted(sources, key=lambda id: (told_order.get(("source", id), len(evidence)), id))),
            evidence=evidence,
        )

    wanted = vocab.iri(vocab.REPORT)
    found = (report(iri, told) for iri, told in subjects.items() if wanted in iris_of(told, vocab.TYPE))
    return sorted(found, key=lambda report: report.id)


def read_bare_reports(subjects: Subjects, figures: Subjects, names: Names) -> list[Report]:
    """Reports as linking needs them, by id: no evidence, and figures without their words."""

    def report(iri: str, properties: Properties) -> Report:
        return Report(
            id=_id(names, "report", iri),
            article_id=_id(names, "article", _iri(properties, vocab.DERIVED_FROM, iri)),
            type=_local(_iri(properties, vocab.EVENT_TYPE, iri)),
            status=_status(properties, iri),
            interval=_interval(properties),
            time_basis=_basis(properties),
            roles=tuple(sorted(_roles(properties, names, "report"))),
            figures=tuple(
                Figure(_local(_iri(told, vocab.MEASURE, node)), _amount(told, node), Anchor(0, 0, ""))
                for node in sorted(iris_of(properties, vocab.HAS_FIGURE), key=_numbered)
                for told in (figures.get(node, {}),)
            ),
            sources=tuple(sorted(_id(names, "entity", id) for id in iris_of(properties, vocab.SOURCE))),
            evidence=(),
        )

    return sorted((report(iri, told) for iri, told in subjects.items()), key=lambda report: report.id)


# ---------------------------------------------------------------- events and entities


def read_events(subjects: Subjects, reports: Mapping[str, Report], names: Names) -> list[Event]:
    """The events of the derived graph, by id; `reports` are all reports by id.

    Raises GraphError when an event's report is not there: the events are then older than the reports.
    """
    stated = {
        names.of("figure", f"{report.id}-{number:02}")[1:-1]: figure
        for report in reports.values()
        for number, figure in enumerate(report.figures)
    }
    anchors = {
        names.anchor(report.article_id, figure.anchor)[1:-1]: figure.anchor
        for report in reports.values()
        for figure in report.figures
    }

    def anchor(iri: str) -> Anchor:
        if iri in anchors:
            return anchors[iri]
        properties = subjects.get(iri, {})
        return Anchor(
            int(one_text(properties, vocab.START, iri)),
            int(one_text(properties, vocab.END_OFFSET, iri)),
            one_text(properties, vocab.EXACT, iri),
        )

    def report(iri: str) -> Report:
        id = _id(names, "report", iri)
        if id not in reports:
            raise GraphError(f"Report {id} of an event is not in the graph any more; link again (kg build does).")
        return reports[id]

    def event(iri: str, properties: Properties) -> Event:
        told = tuple(report(node) for node in sorted(iris_of(properties, vocab.HAS_REPORT)))
        return Event(
            id=_id(names, "event", iri),
            type=_local(_iri(properties, vocab.EVENT_TYPE, iri)),
            status=_status(properties, iri),
            interval=_interval(properties),
            time_basis=_basis(properties),
            roles=tuple(sorted(_roles(properties, names, "event"))),
            figures=tuple(
                stated.get(node) or _figure(subjects.get(node, {}), node, anchor)
                for node in sorted(iris_of(properties, vocab.HAS_FIGURE))
            ),
            sources=tuple(sorted(_id(names, "entity", id) for id in iris_of(properties, vocab.SOURCE))),
            reports=told,
            realises=tuple(sorted(_id(names, "event", id) for id in iris_of(properties, vocab.REALISES))),
            why=tuple(sorted(value.value for value in properties.get(vocab.iri(vocab.WHY), ()))),
        )

    wanted = vocab.iri(vocab.EVENT)
    found = (event(iri, told) for iri, told in subjects.items() if wanted in iris_of(told, vocab.TYPE))
    return sorted(found, key=lambda event: event.id)


def read_entities(subjects: Subjects, names: Names) -> list[Entity]:
    """The entities of the entities graph, by id."""
    found = (_entity(iri, told, names) for iri, told in subjects.items() if vocab.iri(vocab.KIND) in told)
    return sorted(found, key=lambda entity: entity.id)


def _entity(iri: str, properties: Properties, names: Names) -> Entity:
    preferred = _labels(properties, vocab.PREF_LABEL)
    others = _labels(properties, vocab.ALT_LABEL)
    labels = [(*label, 0) for label in preferred] + [(*label, 1) for label in others]
    latitude, longitude = text_of(properties, vocab.LAT), text_of(properties, vocab.LONG)
    radius = text_of(properties, vocab.RADIUS)
    return Entity(
        id=_id(names, "entity", iri),
        kind=_local(_iri(properties, vocab.KIND, iri)),
        labels=tuple((language, label) for language, label, _ in sorted(labels, key=lambda x: (x[0], x[2], x[1]))),
        same_as=tuple(sorted(iris_of(properties, vocab.SAME_AS))),
        coordinates=None if latitude is None or longitude is None else (float(latitude), float(longitude)),
        part_of=tuple(sorted(_id(names, "entity", id) for id in iris_of(properties, vocab.PART_OF))),
        radius_km=None if radius is None else float(radius),
    )


def _labels(properties: Properties, predicate: str) -> list[tuple[str, str]]:
    values = properties.get(vocab.iri(predicate), ())
    return [(value.language or "", value.value) for value in values if isinstance(value, ox.Literal)]


# ---------------------------------------------------------------- parts


def _status(properties: Properties, iri: str) -> Status:
    status = _local(_iri(properties, vocab.STATUS, iri))
    if status not in STATUSES:
        raise GraphError(f"<{iri}> has the status “{status}”, which is none of {', '.join(STATUSES)}; correct it.")
    return status


def _interval(properties: Properties) -> Interval | None:
    begin, end = text_of(properties, vocab.BEGIN), text_of(properties, vocab.END)
    if begin is None and end is None:
        return None
    return Interval(date.fromisoformat(begin) if begin else None, date.fromisoformat(end) if end else None)


def _basis(properties: Properties) -> Basis | None:
    for value in iris_of(properties, vocab.TIME_BASIS):
        return cast(Basis, _BASES.get(_local(value)))
    return None


def _roles(properties: Properties, names: Names, topic_family: str) -> list[tuple[str, str]]:
    return [
        (role, _id(names, topic_family if role == "topic" else "entity", iri))
        for role in ROLES
        for iri in iris_of(properties, vocab.term(role))
    ]


def _figure(properties: Properties, iri: str, anchor: Callable[[str], Anchor]) -> Figure:
    return Figure(
        measure=_local(_iri(properties, vocab.MEASURE, iri)),
        amount=_amount(properties, iri),
        anchor=anchor(_iri(properties, vocab.HAS_SELECTOR, iri)),
    )


def _amount(properties: Properties, iri: str) -> Amount:
    low, high = text_of(properties, vocab.LOW), text_of(properties, vocab.HIGH)
    return Amount(
        low=None if low is None else int(low),
        high=None if high is None else int(high),
        unit=text_of(properties, vocab.UNIT),
        change=cast(Change, _local(_iri(properties, vocab.CHANGE, iri))),
    )


def _about(iri: str) -> str:
    local = _local(iri)
    return _ABOUT.get(local, local)


def _value(properties: Properties, names: Names) -> str | None:
    for value in properties.get(vocab.iri(vocab.VALUE), ()):
        if isinstance(value, ox.Literal):
            return value.value
        if value.value.startswith(vocab.KG):
            return _local(value.value)
        return names.local("entity", value.value) or _id(names, "report", value.value)
    return None


def _numbered(iri: str) -> int:
    return int(iri.rpartition("-")[2])


def iris_of(properties: Properties, predicate: str) -> list[str]:
    """The resources that a property names."""
    values = properties.get(vocab.iri(predicate), ())
    return [value.value for value in values if isinstance(value, ox.NamedNode)]


def _iri(properties: Properties, predicate: str, owner: str) -> str:
    found = iris_of(properties, predicate)
    if not found:
        raise GraphError(f"<{owner}> has no {predicate}; delete its article and read it again.")
    return found[0]


def text_of(properties: Properties, predicate: str) -> str | None:
    """The first value of a property as text; None where it has none."""
    values = properties.get(vocab.iri(predicate))
    return values[0].value if values else None


def one_text(properties: Properties, predicate: str, owner: str) -> str:
    """The first value of a property as text. Raises GraphError where it has none."""
    found = text_of(properties, predicate)
    if found is None:
        raise GraphError(f"<{owner}> has no {predicate}; delete its article and read it again.")
    return found


def _local(iri: str) -> str:
    return iri.removeprefix(vocab.KG)


def _id(names: Names, family: str, iri: str) -> str:
    found = names.local(family, iri)
    if found is None:
        raise GraphError(f"<{iri}> is no {family} under {names.base}; was the graph written with another base?")
    return found

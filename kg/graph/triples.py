"""Values → triples: the only maker of IRIs.

Lines are built as strings, without objects in between: a triple is "<s> <p> <o>", without the final dot. There
are no blank nodes, and every IRI is a function of content: the same values give the same lines.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote, unquote

from kg.graph.vocab import (
    ABOUT,
    ACTIVITY,
    ALT_LABEL,
    ALTERNATE_OF,
    ARTICLE_BODY,
    ASSOCIATED_WITH,
    ATTRIBUTED_TO,
    BASE,
    BECAUSE,
    BEGIN,
    CHANGE,
    DATE_PUBLISHED,
    DERIVED_FROM,
    END,
    END_OFFSET,
    EVENT,
    EVENT_TYPE,
    EVIDENCE,
    EXACT,
    FIGURE,
    FIRST_REPORT,
    GENERATED_BY,
    HAS_EVIDENCE,
    HAS_FIGURE,
    HAS_REPORT,
    HAS_SELECTOR,
    HAS_SOURCE,
    HEADLINE,
    HIGH,
    IDENTIFIER,
    IN_LANGUAGE,
    KIND,
    LABEL,
    LAT,
    LONG,
    LOW,
    MAY_ALSO_MEAN,
    MEASURE,
    NEWS_ARTICLE,
    PART_OF,
    POSITION_SELECTOR,
    PREF_LABEL,
    PUBLISHER,
    QUOTE_SELECTOR,
    RADIUS,
    REALISES,
    REPORT,
    RULE,
    SAME_AS,
    SENTENCE,
    SOFTWARE_AGENT,
    SOURCE,
    START,
    STATUS,
    SUPPORTS,
    TIME_BASES,
    TIME_BASIS,
    TRIGGER,
    TYPE,
    UNIT,
    URL,
    VALUE,
    WHY,
    XSD,
    term,
)
from kg.model import Anchor, Article, Entity, Event, Evidence, Figure, Interval, Report
from kg.vocabulary import MEASURES, ROLES, parent

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


class GraphError(Exception):
    """A value that cannot be written, or a graph that cannot be read: says which, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of our own resources, in brackets, under a settable base."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", self.base):
            raise GraphError(f"“{self.base}” is no base for IRIs; give an absolute one that ends with / or #.")

    def of(self, family: str, name: str) -> str:
        """The resource `name` of a family: article, report, event, entity, figure, evidence, anchor, graph, run."""
        return f"<{self.base}{family}/{quote(name, safe='-_.~/')}>"

    def article(self, id: str) -> str:
        """The article with this id."""
        return self.of("article", id)

    def report(self, id: str) -> str:
        """The report with this id."""
        return self.of("report", id)

    def event(self, id: str) -> str:
        """The event with this id."""
        return self.of("event", id)

    def entity(self, id: str) -> str:
        """The entity with this slug."""
        return self.of("entity", id)

    def anchor(self, article_id: str, anchor: Anchor) -> str:
        """The words of an article from one offset to another."""
        return self.of("anchor", f"{article_id}-{anchor.start}-{anchor.end}")

    def run(self, name: str) -> str:
        """The reading by one version of the software."""
        return self.of("run", name)

    def article_graph(self, article_id: str) -> str:
        """The named graph of an article."""
        return self.of("graph", f"article/{article_id}")

    @property
    def events_graph(self) -> str:
        """The named graph of the derived events."""
        return self.of("graph", "events")

    @property
    def entities_graph(self) -> str:
        """The named graph of the entities."""
        return self.of("graph", "entities")

    @property
    def review_graph(self) -> str:
        """The named graph of what a person decided; never regenerated."""
        return self.of("graph", "review")

    @property
    def added_graph(self) -> str:
        """The named graph of the reports that a person added, derived from the reviews."""
        return self.of("graph", "added")

    @property
    def inferred_graph(self) -> str:
        """The named graph of the states over time, derived by rules."""
        return self.of("graph", "inferred")

    @property
    def runs_graph(self) -> str:
        """The named graph of the runs of the software."""
        return self.of("graph", "runs")

    def local(self, family: str, iri: str) -> str | None:
        """The id inside an IRI (without brackets) of a family; None when it is not one."""
        start = f"{self.base}{family}/"
        return unquote(iri[len(start) :]) if iri.startswith(start) else None

    @property
    def prefixes(self) -> dict[str, str]:
        """A prefix for each family, for readable Turtle."""
        families = ("article", "report", "event", "entity", "figure", "evidence", "anchor", "run", "decision", "state")
        return {family: f"{self.base}{family}/" for family in families}


# ---------------------------------------------------------------- literals


def text(value: str, language: str | None = None) -> str:
    """A string literal, with a language tag where there is a well-formed one."""
    if _NEEDS_ESCAPE.search(value):
        value = _NEEDS_ESCAPE.sub(lambda character: _ESCAPES[ord(character[0])], value)
    if language and _LANGUAGE_TAG.fullmatch(language):
        return f'"{value}"@{language.lower()}'
    return f'"{value}"'


def day(value: date) -> str:
    """An xsd:date."""
    return f'"{value.isoformat()}"^^<{XSD}date>'


def moment(value: str) -> str:
    """An xsd:dateTime, given as ISO 8601."""
    return f'"{value}"^^<{XSD}dateTime>'


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: float) -> str:
    """An xsd:decimal, with the digits that Python shows for the number, in its canonical form: « 30 », not « 30.0 »."""
    digits = f"{Decimal(repr(value)):f}"
    return f'"{digits.removesuffix(".0")}"^^<{XSD}decimal>'


# ---------------------------------------------------------------- an article and its reports


def article_triples(article: Article, reports: Iterable[Report], names: Names, run: str | None = None) -> list[str]:
    """All that one article's graph holds: document, reports, figures, evidence, selectors.

    `run` names the reading (`run_triples`). Raises GraphError when a report is of another article.
    """
    subject = names.article(article.id)
    lines = [f"{subject} {TYPE} {NEWS_ARTICLE}"]
    lines.append(f"{subject} {IDENTIFIER} {text(article.source_id)}")
    lines.append(f"{subject} {IN_LANGUAGE} {text(article.language)}")
    lines.append(f"{subject} {ARTICLE_BODY} {text(article.text, article.language)}")
    if run is not None:
        lines.append(f"{subject} {GENERATED_BY} {names.run(run)}")
    if article.title is not None:
        lines.append(f"{subject} {HEADLINE} {text(article.title, article.language)}")
    if article.published is not None:
        lines.append(f"{subject} {DATE_PUBLISHED} {day(article.published)}")
    if article.publisher is not None:
        lines.append(f"{subject} {PUBLISHER} {text(article.publisher)}")
    if article.url is not None:
        lines.append(f"{subject} {URL} {text(article.url)}")
    for report in reports:
        if report.article_id != article.id:
            raise GraphError(f"Report {report.id} is of article {report.article_id}, not of {article.id}.")
        lines.extend(report_triples(report, names, article.language, run))
    return sorted(set(lines))


def copy_triples(copy: Article, original_id: str, names: Names) -> list[str]:
    """Where else an article appeared: what its copy says of itself, in the graph of the one that is kept."""
    subject = names.of("copy", hashlib.sha256(copy.source_id.encode()).hexdigest()[:16])
    lines = [
        f"{subject} {ALTERNATE_OF} {names.article(original_id)}",
        f"{subject} {IDENTIFIER} {text(copy.source_id)}",
    ]
    if copy.published is not None:
        lines.append(f"{subject} {DATE_PUBLISHED} {day(copy.published)}")
    if copy.publisher is not None:
        lines.append(f"{subject} {PUBLISHER} {text(copy.publisher)}")
    if copy.url is not None:
        lines.append(f"{subject} {URL} {text(copy.url)}")
    return lines


def report_triples(report: Report, names: Names, language: str, run: str | None) -> Iterator[str]:
    """A report of an article in this language, with its figures, evidence and selectors."""
    subject = names.report(report.id)
    article = names.article(report.article_id)
    yield f"{subject} {TYPE} {REPORT}"
    yield f"{subject} {DERIVED_FROM} {article}"
    if run is not None:
        yield f"{subject} {GENERATED_BY} {names.run(run)}"
    yield from _core(subject, report, names)
    for role, id in report.roles:
        yield f"{subject} {term(role)} {names.report(id) if role == 'topic' else names.entity(id)}"
    for number, figure in enumerate(report.figures):
        node = names.of("figure", f"{report.id}-{number:02}")
        yield f"{subject} {HAS_FIGURE} {node}"
        yield from _figure(node, figure, report.article_id, names)
        yield from anchor_triples(report.article_id, figure.anchor, names, language)
    for number, evidence in enumerate(report.evidence):
        node = names.of("evidence", f"{report.id}-{number:03}")
        yield f"{subject} {HAS_EVIDENCE} {node}"
        if number == 0:
            yield f"{subject} {TRIGGER} {node}"
        yield from _evidence(node, evidence, report.article_id, names, language)


def _core(subject: str, told: Report | Event, names: Names) -> Iterator[str]:
    yield f"{subject} {EVENT_TYPE} {term(told.type)}"
    yield f"{subject} {STATUS} {term(told.status)}"
    interval = told.interval or Interval(None, None)
    if interval.begin is not None:
        yield f"{subject} {BEGIN} {day(interval.begin)}"
    if interval.end is not None:
        yield f"{subject} {END} {day(interval.end)}"
    if told.time_basis is not None:
        yield f"{subject} {TIME_BASIS} {term(TIME_BASES[told.time_basis])}"
    for id in told.sources:
        yield f"{subject} {SOURCE} {names.entity(id)}"
        yield f"{subject} {ATTRIBUTED_TO} {names.entity(id)}"


def _evidence(node: str, evidence: Evidence, article_id: str, names: Names, language: str) -> Iterator[str]:
    yield f"{node} {TYPE} {EVIDENCE}"
    yield f"{node} {SUPPORTS} {term(ABOUT.get(evidence.about, evidence.about))}"
    yield f"{node} {HAS_SOURCE} {names.article(article_id)}"
    yield f"{node} {HAS_SELECTOR} {names.anchor(article_id, evidence.anchor)}"
    yield f"{node} {SENTENCE} {names.anchor(article_id, evidence.sentence)}"
    if evidence.rule is not None:
        yield f"{node} {RULE} {text(evidence.rule)}"
    if evidence.because is not None:
        yield f"{node} {BECAUSE} {text(evidence.because)}"
    for other in evidence.others:
        yield f"{node} {MAY_ALSO_MEAN} {names.entity(other)}"
    if evidence.value is not None:
        yield f"{node} {VALUE} {_value(evidence.about, evidence.value, names)}"
    yield from anchor_triples(article_id, evidence.anchor, names, language)
    yield from anchor_triples(article_id, evidence.sentence, names, language)


def _value(about: str, value: str, names: Names) -> str:
    if about == "topic":
        return names.report(value)
    if about in ROLES or about == "source":
        return names.entity(value)
    if about == "figure" and value in MEASURES:
        return term(value)
    return text(value)


def anchor_triples(article_id: str, anchor: Anchor, names: Names, language: str | None) -> Iterator[str]:
    """The selector of some words of an article: by position and by quote at once."""
    node = names.anchor(article_id, anchor)
    yield f"{node} {TYPE} {POSITION_SELECTOR}"
    yield f"{node} {TYPE} {QUOTE_SELECTOR}"
    yield f"{node} {START} {integer(anchor.start)}"
    yield f"{node} {END_OFFSET} {integer(anchor.end)}"
    yield f"{node} {EXACT} {text(anchor.text, language)}"


def _figure(node: str, figure: Figure, article_id: str, names: Names) -> Iterator[str]:
    yield f"{node} {TYPE} {FIGURE}"
    yield f"{node} {MEASURE} {term(figure.measure)}"
    if figure.amount.low is not None:
        yield f"{node} {LOW} {integer(figure.amount.low)}"
    if figure.amount.high is not None:
        yield f"{node} {HIGH} {integer(figure.amount.high)}"
    if figure.amount.unit is not None:
        yield f"{node} {UNIT} {text(figure.amount.unit)}"
    yield f"{node} {CHANGE} {term(figure.amount.change)}"
    yield f"{node} {HAS_SOURCE} {names.article(article_id)}"
    yield f"{node} {HAS_SELECTOR} {names.anchor(article_id, figure.anchor)}"


# ---------------------------------------------------------------- events, entities, runs


def event_triples(event: Event, names: Names) -> list[str]:
    """An event of the derived graph, with its class and all broader ones, and links to its reports, of which one speaks for all.

    A figure that one of its reports states is the report's own node; another one gets a node of the event, anchored
    where a report has the same words, else in the first report. Raises GraphError when the event has no report.
    """
    if not event.reports:
        raise GraphError(f"Event {event.id} has no report; an event is made of at least one.")
    subject = names.event(event.id)
    lines = [f"{subject} {TYPE} {EVENT}"]
    lines.extend(f"{subject} {TYPE} {term(name)}" for name in ancestors(event.type))
    lines.extend(_core(subject, event, names))
    for role, id in event.roles:
        lines.append(f"{subject} {term(role)} {names.event(id) if role == 'topic' else names.entity(id)}")
    for report in event.reports:
        lines.append(f"{subject} {HAS_REPORT} {names.report(report.id)}")
        lines.append(f"{subject} {DERIVED_FROM} {names.report(report.id)}")
    first = min(names.report(report.id) for report in event.reports)
    lines.append(f"{subject} {FIRST_REPORT} {first}")
    stated = {
        figure: (names.of("figure", f"{report.id}-{number:02}"), report.article_id)
        for report in reversed(event.reports)
        for number, figure in reversed(list(enumerate(report.figures)))
    }
    anchored = {item.anchor: report.article_id for report in event.reports for item in report.evidence}
    anchored |= {figure.anchor: article_id for figure, (_, article_id) in stated.items()}
    for number, figure in enumerate(event.figures):
        if figure in stated:
            node = stated[figure][0]
        else:
            node = names.of("figure", f"event-{event.id}-{number:02}")
            article_id = anchored.get(figure.anchor, event.reports[0].article_id)
            lines.extend(_figure(node, figure, article_id, names))
            if figure.anchor not in anchored:
                lines.extend(anchor_triples(article_id, figure.anchor, names, None))
        lines.append(f"{subject} {HAS_FIGURE} {node}")
    lines.extend(f"{subject} {REALISES} {names.event(id)}" for id in event.realises)
    lines.extend(f"{subject} {WHY} {text(reason)}" for reason in event.why)
    return sorted(set(lines))


def entity_triples(entity: Entity, names: Names) -> list[str]:
    """An entity with its kind and all broader ones; a country is both kg:Country and kg:State."""
    subject = names.entity(entity.id)
    kinds = set(ancestors(entity.kind))
    if entity.kind in ("Country", "State"):
        kinds |= {*ancestors("Country"), *ancestors("State")}
    lines = [f"{subject} {TYPE} {term(name)}" for name in kinds]
    return sorted({*lines, *_description(subject, entity, names)})


def own_entity_triples(entity: Entity, names: Names) -> list[str]:
    """What one article alone makes known of an entity: its kind, names and place, without classes.

    The graph of entities has these classes, once; it is derived from what the articles tell.
    """
    return sorted(set(_description(names.entity(entity.id), entity, names)))


def _description(subject: str, entity: Entity, names: Names) -> list[str]:
    lines = [f"{subject} {KIND} {term(entity.kind)}"]
    seen: set[str] = set()
    for language, label in entity.labels:
        literal = text(label, language)
        if language in seen:
            lines.append(f"{subject} {ALT_LABEL} {literal}")
        else:
            seen.add(language)
            lines.append(f"{subject} {PREF_LABEL} {literal}")
            lines.append(f"{subject} {LABEL} {literal}")
    lines.extend(f"{subject} {SAME_AS} <{_checked_iri(same)}>" for same in entity.same_as)
    lines.extend(f"{subject} {PART_OF} {names.entity(id)}" for id in entity.part_of)
    if entity.coordinates is not None:
        lines.append(f"{subject} {LAT} {decimal(entity.coordinates[0])}")
        lines.append(f"{subject} {LONG} {decimal(entity.coordinates[1])}")
        if entity.radius_km is not None:
            lines.append(f"{subject} {RADIUS} {decimal(entity.radius_km)}")
    return lines


def run_triples(run: str, names: Names, software: str) -> list[str]:
    """The reading called `run` (same version and language, same name) and the software that did it; no clock time."""
    subject, agent = names.run(run), names.of("software", software)
    return [
        f"{subject} {TYPE} {ACTIVITY}",
        f"{subject} {ASSOCIATED_WITH} {agent}",
        f"{agent} {TYPE} {SOFTWARE_AGENT}",
        f"{agent} {LABEL} {text(software)}",
    ]


def nquads(triples: Iterable[str], graph: str) -> str:
    """N-Quads of triples in one named graph (in brackets), a line each."""
    return "".join(f"{triple} {graph} .\n" for triple in triples)


def ancestors(name: str) -> tuple[str, ...]:
    """A class and all broader ones of our ontology, narrowest first."""
    found = [name]
    while (broader := parent(found[-1])) is not None:
        found.append(broader)
    return tuple(found)


def _checked_iri(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*", value):
        raise GraphError(f"“{value}” is no IRI; correct it in the gazetteer.")
    return value

"""What a saved question selects, from the catalogue: the same rows in the same order as its SPARQL, in milliseconds.

Most of the time of a question goes into choosing the events of a page among all. The catalogue has what that needs in a
few columns; SPARQL then looks up the rest for these alone. Each choice is written for one text of the question, and is
not used for another: then SPARQL chooses. The tests compare both, row by row, under every condition.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.catalogue import ALWAYS, Catalogue, Row
from kg.graph.paging import selection_of, with_selected
from kg.graph.queries import MOST_EVENTS, Question, Terms
from kg.graph.triples import Names
from kg.vocabulary import CLASSES, GROUPS, is_a

Values = list[Any]
_OF_AN_ACTOR = ("agent", "target", "participant", "beneficiary", "opponent", "force")
_SHORT = "substr(? || event.id, -15)"  # as the questions compare ids: the end of the IRI
_BEFORE_ALL = "0001-01-01"  # the first day of what has no date
_BY_DAY = f"COALESCE(event.begin, '{ALWAYS}'), {_SHORT}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events a question is about: of a class, of a status, and in which role `place` and `actor` take part."""

    written_for: str  # the fingerprint of the selection in queries/*.rq
    of: str = "Event"
    place: tuple[str, ...] = ("place",)
    actor: tuple[str, ...] = ("agent",)
    only: str = "1"  # a further condition
    order: str = _BY_DAY
    make: Callable[["Choice", Catalogue, Names, Terms, int, int], "Selected"] | None = None


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows of a page of a selection as terms of SPARQL, and whether there are more after it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    goes_on: bool

    @property
    def sparql(self) -> str:
        """A SELECT that gives these rows.

        Of no rows it has one that a LIMIT takes away: beside variables that are never bound Oxigraph would look at all there is.
        """
        names = " ".join(f"?{column}" for column in self.columns)
        rows = " ".join(f"({' '.join(row)})" for row in self.rows or [[vocab.EVENT] * len(self.columns)])
        return f"SELECT {names} WHERE {{ VALUES ({names}) {{ {rows} }} }}{'' if self.rows else ' LIMIT 0'}"


def fingerprint(question: Question) -> str:
    """A short name of what a question selects, whatever else stands in its text."""
    return short_name(selection_of(question.text))


def short_name(text: str) -> str:
    """Twelve hexadecimal digits that tell a text from others."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def select(
    question: Question, terms: Terms, catalogue: Catalogue, names: Names, events: int, page: int
) -> Selected | None:
    """One page of what a question selects; None where the catalogue cannot tell."""
    choice = CHOICES.get(question.name)
    if choice is None or choice.written_for != fingerprint(question):
        return None
    return (choice.make or _events)(choice, catalogue, names, terms, events, events * (page - 1))


def in_order(
    question: Question, terms: Terms, catalogue: Catalogue, names: Names, events: int, page: int
) -> list[Row] | None:
    """The events of one page of a question that lists events, and the one after them; None where the catalogue cannot tell."""
    choice = CHOICES.get(question.name)
    if choice is None or choice.make is not None or choice.written_for != fingerprint(question):
        return None
    return _in_order(choice, catalogue, names, terms, events, events * (page - 1))


def count(question: Question, terms: Terms, catalogue: Catalogue, names: Names) -> int | None:
    """Of how many events a question is, where it lists events."""
    choice = CHOICES[question.name]
    if choice.make is not None:
        return None
    where, values = _where(choice, names, terms)
    return int(catalogue.counted(f"SELECT COUNT(*) AS n FROM event WHERE {where}", values)[0]["n"])


def about(text: str, selected: Selected) -> str:
    """The SPARQL of a question about these rows alone."""
    return with_selected(text, selected.sparql)


# ---------------------------------------------------------------- conditions


def _where(choice: Choice, names: Names, terms: Terms) -> tuple[str, Values]:
    """The condition on `event`, with its values."""
    told = [choice.only]
    values: Values = []
    for wanted in (choice.of, *_local(terms, "kind")):
        if wanted != "Event":
            below = [name for name in (*CLASSES, *GROUPS) if is_a(name, wanted)]
            told.append(f"event.type IN ({_marks(below)})")
            values += below
    if statuses := _local(terms, "status"):
        told.append(f"event.status IN ({_marks(statuses)})")
        values += statuses
    for param, roles in (("place", choice.place), ("actor", choice.actor)):
        if param in terms:
            inside, slugs = _inside(names, terms, param)
            told.append(f"event.n IN (SELECT event FROM part WHERE role IN ({_marks(roles)}) AND entity IN ({inside}))")
            values += [*roles, *slugs]
    if "event" in terms:
        ids = [names.local("event", term.value) or "" for term in terms["event"]]
        told.append(f"event.id IN ({_marks(ids)})")
        values += ids
    for param, condition in (
        ("from", "COALESCE(event.finish > ?1, event.begin >= ?1, 0)"),
        ("to", "COALESCE(event.begin <= ?1, event.finish <= ?1, 0)"),
    ):
        for day in terms.get(param, ()):
            told.append(condition.replace("?1", "?"))
            values += [day.value, day.value]
    return " AND ".join(told), values


def _inside(names: Names, terms: Terms, param: str) -> tuple[str, Values]:
    """A SELECT of all that lies in a place or belongs to an actor, with its values."""
    slugs = [names.local("entity", term.value) or "" for term in terms[param]]
    wholes = f"SELECT n FROM entity WHERE id IN ({_marks(slugs)})"
    return f"SELECT entity FROM within WHERE whole IN ({wholes})", slugs


def _local(terms: Terms, param: str) -> list[str]:
    """The names of classes or statuses that are given."""
    return [term.value.removeprefix(vocab.KG) for term in terms.get(param, ())]


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


# ---------------------------------------------------------------- what is selected


def _events(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> Selected:
    rows = _in_order(choice, catalogue, names, terms, most, skip)
    return _selected(("event",), [(names.event(row["id"]),) for row in rows], most)


def _in_order(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> list[Row]:
    where, values = _where(choice, names, terms)
    query = f"SELECT event.n, event.id FROM event WHERE {where} ORDER BY {choice.order} LIMIT ? OFFSET ?"
    return catalogue.counted(query, (*values, names.event("")[1:-1], most + 1, skip))


def _followed(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> Selected:
    """Of the first attacks those that were followed by a deployment in the same country, with each such deployment."""
    where, values = _where(choice, names, terms)
    deployments = [name for name in (*CLASSES, *GROUPS) if is_a(name, "Deployment")]
    days = f"{next(iter(terms['days'])).value} days"
    query = f"""
        WITH attack AS (SELECT n, id, type, begin FROM event WHERE {where} ORDER BY {choice.order} LIMIT {MOST_EVENTS}),
        land AS (SELECT within.entity AS at, country.n AS country, country.id AS slug
            FROM entity AS country JOIN within ON within.whole = country.n WHERE country.kind = 'Country'),
        hit AS (SELECT DISTINCT attack.n, attack.id, attack.type, attack.begin, land.country, land.slug
            FROM attack JOIN part ON part.event = attack.n AND part.role = 'place' JOIN land ON land.at = part.entity),
        sent AS (SELECT DISTINCT event.id, COALESCE(event.begin, event.told) AS day, land.country
            FROM event JOIN part ON part.event = event.n AND part.role = 'place' JOIN land ON land.at = part.entity
            WHERE event.type IN ({_marks(deployments)}) AND event.status != 'denied')
        SELECT hit.id, hit.type, hit.begin, hit.slug, sent.id AS deployment, sent.day FROM hit JOIN sent
        ON sent.country = hit.country AND sent.day >= hit.begin AND sent.day <= date(hit.begin, ?)
        ORDER BY hit.begin, hit.id, sent.day, sent.id, hit.slug LIMIT ? OFFSET ?"""
    found = [
        (
            *(names.event(row["id"]), f"<{vocab.KG}{row['type']}>", _day(row["begin"]), names.entity(row["slug"])),
            *(names.event(row["deployment"]), _day(row["day"])),
        )
        for row in catalogue.counted(query, (*values, names.event("")[1:-1], *deployments, days, most + 1, skip))
    ]
    return _selected(("event", "class", "begin", "country", "deployment", "date"), found, most)


def _differing(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> Selected:
    """Events and what was counted, where two totals differ."""
    where, values = _where(choice, names, terms)
    query = f"""
        SELECT event.id, figure.measure FROM figure JOIN event ON event.n = figure.event
        WHERE figure.change = 'total' AND figure.measure NOT IN ('occurrence', 'distance') AND {where}
        GROUP BY event.n, figure.measure
        HAVING COUNT(DISTINCT COALESCE(figure.low, '') || '–' || COALESCE(figure.high, '')) > 1
        ORDER BY event.id, figure.measure LIMIT ? OFFSET ?"""
    rows = catalogue.counted(query, (*values, most + 1, skip))
    found = [(names.event(row["id"]), f"<{vocab.KG}{row['measure']}>") for row in rows]
    return _selected(("event", "measure"), found, most)


def _tolls(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> Selected:
    """What was counted in each month and country: the toll of each event is the lowest low and the highest high number."""
    where, values = _where(choice, names, terms)
    query = f"""
        WITH toll AS (
            SELECT substr(event.begin, 1, 7) AS month, country.id AS country,
                MIN(CASE WHEN figure.measure = 'deaths' THEN figure.low END) AS dead,
                MAX(CASE WHEN figure.measure = 'deaths' THEN figure.high END) AS most_dead,
                MIN(CASE WHEN figure.measure = 'injured' THEN figure.low END) AS hurt,
                MAX(CASE WHEN figure.measure = 'injured' THEN figure.high END) AS most_hurt
            FROM figure JOIN event ON event.n = figure.event
            LEFT JOIN (part JOIN within ON part.role = 'place' AND within.entity = part.entity
                JOIN entity AS country ON country.n = within.whole AND country.kind = 'Country') ON part.event = event.n
            WHERE figure.measure IN ('deaths', 'injured') AND {where}
            GROUP BY event.n, country.n)
        SELECT month, country, COUNT(*) AS events, SUM(dead) AS dead, SUM(hurt) AS hurt,
            CASE WHEN COUNT(most_dead) THEN SUM(COALESCE(most_dead, dead, 0)) END AS most_dead,
            CASE WHEN COUNT(most_hurt) THEN SUM(COALESCE(most_hurt, hurt, 0)) END AS most_hurt
        FROM toll GROUP BY month, country ORDER BY month, country LIMIT ? OFFSET ?"""
    columns = ("month", "country", "events", "deaths_low", "deaths_high", "injured_low", "injured_high")
    found = [
        (
            *(_text(row["month"]), names.entity(row["country"]) if row["country"] else "UNDEF"),
            *(_number(row[name]) for name in ("events", "dead", "most_dead", "hurt", "most_hurt")),
        )
        for row in catalogue.counted(query, (*values, most + 1, skip))
    ]
    return _selected(columns, found, most)


def _pairs(choice: Choice, catalogue: Catalogue, names: Names, terms: Terms, most: int, skip: int) -> Selected:
    """Who met whom, those who met most often first, with the meeting that speaks for them."""
    where, values = _where(choice, names, terms)
    if "actor" in terms:
        inside, slugs = _inside(names, terms, "actor")
        where += f" AND (a.entity IN ({inside}) OR b.entity IN ({inside}))"
        values += [*slugs, *slugs]
    query = f"""
        SELECT one.id AS one, other.id AS other, COUNT(DISTINCT event.n) AS meetings, MIN(event.begin) AS soonest,
            MAX(event.begin) AS latest, json_group_array(DISTINCT there.id) AS places, MIN(event.id) AS example
        FROM event JOIN part AS a ON a.event = event.n AND a.role = 'participant'
        JOIN part AS b ON b.event = event.n AND b.role = 'participant'
        JOIN entity AS one ON one.n = a.entity JOIN entity AS other ON other.n = b.entity AND one.id < other.id
        LEFT JOIN part AS place ON place.event = event.n AND place.role = 'place'
        LEFT JOIN entity AS there ON there.n = place.entity
        WHERE {where} GROUP BY one.n, other.n ORDER BY meetings DESC, one.id, other.id LIMIT ? OFFSET ?"""
    found = [
        (
            *(names.entity(row["one"]), names.entity(row["other"]), _number(row["meetings"])),
            *(_day(row["soonest"] or ALWAYS), _day(row["latest"] or _BEFORE_ALL)),  # undated: as in the question
            _text(" ".join(names.entity(slug)[1:-1] for slug in json.loads(row["places"]) if slug)),
            _text(names.event(row["example"])[1:-1]),
        )
        for row in catalogue.counted(query, (*values, most + 1, skip))
    ]
    return _selected(("one", "other", "meetings", "soonest", "latest", "places", "example"), found, most)


def _selected(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], most: int) -> Selected:
    return Selected(columns, tuple(rows[:most]), len(rows) > most)


def _day(value: str | None) -> str:
    return str(ox.Literal(value, datatype=ox.NamedNode(f"{vocab.XSD}date"))) if value else "UNDEF"


def _text(value: str) -> str:
    return str(ox.Literal(value))


def _number(value: int | None) -> str:
    return "UNDEF" if value is None else str(value)


_NOT_DONE = """event.n NOT IN (SELECT about FROM realised) AND NOT EXISTS (
    SELECT 1 FROM deed AS told JOIN deed AS done ON done.type = told.type AND done.by = told.by AND done.at = told.at
    AND done.status = 'asserted' WHERE told.event = event.n)"""

_BOTH = ("agent", "target")
CHOICES: Mapping[str, Choice] = {
    "actor": Choice("10a54ac6496a", actor=_OF_AN_ACTOR),
    "attacks": Choice("5668bbcf5fb5", of="Attack", actor=_BOTH),
    "casualties": Choice("ea2659c75afa", only="event.status = 'asserted' AND event.begin IS NOT NULL", make=_tolls),
    "control": Choice("dc78cfd011f5", of="Territory"),
    "deployments": Choice("db179d84614c", of="Deployment", actor=("agent", "force")),
    "disagreements": Choice("af554ff7d54b", make=_differing),
    "figures": Choice("febc6db0ac59", only="event.n IN (SELECT event FROM figure)", order=_SHORT),
    "identity": Choice("dee02fdcf319", only="event.n IN (SELECT event FROM reason)"),
    "meetings": Choice("7e3a725b274f", of="Contact", actor=("participant",), only="event.status = 'asserted'", make=_pairs),
    "offices": Choice("8a33bba887d7", of="Office", actor=_BOTH),
    "place": Choice("b64d3b62bee7", place=("place", "origin")),
    "responses": Choice("158b4fde86e2", of="Attack", only="event.status = 'asserted' AND event.begin IS NOT NULL",
                        order=f"event.begin, {_SHORT}", make=_followed),
    "statements": Choice("590f0030c855", of="Statement"),
    "unfulfilled": Choice("fe16558eb31f", only=f"event.status = 'planned' AND {_NOT_DONE}"),
    "visits": Choice("79cf607751ef", of="Visit"),
}  # fmt: skip

"""The questions of `queries/*.rq`, and their answers in words.

A question is one SPARQL file whose header names it and its parameters:

    # title@fr: …              # title@en: …
    # param NAME: kind         then `required`, or `= default`
    VALUES ?NAME { UNDEF }     in the query: where the parameter goes
    #NAME OTHER: …             a line that holds when one of these parameters is given
    …  # without NAME OTHER    a line that holds when none of them is given

A file runs as it is, without parameters, on any SPARQL 1.1 server; `graph:` is the base of the named graphs. Of a question
that is asked with parameters the lines for them take part, and those for their absence do not: so that it starts from the
place or the actor that is asked for and looks up the rest, and where everything is asked for reads each property once.
A value is checked, turned into an RDF term, and put in the place of UNDEF as that term is written, so that no value
can change the query. (Binding by `substitutions` of pyoxigraph 0.5 joins the value last: filters do not see it.)
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.graph import vocab
from kg.graph.catalogue import Catalogue, fold
from kg.graph.ontology import label_of, load_ontology
from kg.graph.store import Store
from kg.graph.triples import Names
from kg.resources import ResourceError, folder
from kg.vocabulary import CLASSES, GROUPS, STATUSES

Kind = Literal["place", "actor", "class", "status", "date", "integer", "event", "text"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Terms = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]  # of a parameter: several where a name is shared

MOST_EVENTS = (
    10_000  # that a list looks at, as its LIMIT says: the first by date. It also tells Oxigraph that they are few
)
_HEADER = re.compile(r"#\s*(title|param)\b\s*(.*)")
_PARAM = re.compile(r"(?P<name>[a-z_]+)\s*:\s*(?P<kind>[a-z]+)\s*(?P<rest>required|=\s*\S.*)?")
_GIVEN = re.compile(
    r"(?P<indent>\s*)#(?P<names>[a-z]+(?: [a-z]+)*): (?P<line>.*)"
)  # a line for parameters that are given
_ABSENT = re.compile(r"(?P<line>.*?)\s*# without (?P<names>[a-z]+(?: [a-z]+)*)\s*")  # a line for when they are not
_GRAPH_PREFIX = f"PREFIX graph: <{vocab.BASE}graph/>"
_COLUMNS = {  # the words of columns; a name that is not here is a term of the ontology
    "article": {"fr": "article", "en": "article"},
    "begin": {"fr": "date, début", "en": "date, begin"},
    "country": {"fr": "pays", "en": "country"},
    "date": {"fr": "date, sinon publication", "en": "date, else publication"},
    "deaths_high": {"fr": "morts, au plus", "en": "deaths, at most"},
    "deaths_low": {"fr": "morts, au moins", "en": "deaths, at least"},
    "deployment": {"fr": "déploiement", "en": "deployment"},
    "end": {"fr": "date, fin (exclue)", "en": "date, end (exclusive)"},
    "event": {"fr": "événement", "en": "event"},
    "events": {"fr": "événements", "en": "events"},
    "first": {"fr": "première fois", "en": "first"},
    "high": {"fr": "nombre, au plus", "en": "number, at most"},
    "injured_high": {"fr": "blessés, au plus", "en": "injured, at most"},
    "injured_low": {"fr": "blessés, au moins", "en": "injured, at least"},
    "latest": {"fr": "dernier nombre", "en": "latest number"},
    "least": {"fr": "le plus bas", "en": "lowest"},
    "most": {"fr": "le plus haut", "en": "highest"},
    "publisher": {"fr": "journal", "en": "publisher"},
    "last": {"fr": "dernière fois", "en": "last"},
    "low": {"fr": "nombre, au moins", "en": "number, at least"},
    "meetings": {"fr": "rencontres", "en": "meetings"},
    "met": {"fr": "a rencontré", "en": "met"},
    "month": {"fr": "mois", "en": "month"},
    "one": {"fr": "l'un", "en": "one"},
    "other": {"fr": "l'autre", "en": "the other"},
    "published": {"fr": "publié le", "en": "published"},
    "quote": {"fr": "citation", "en": "quote"},
    "report": {"fr": "récit", "en": "report"},
    "reports": {"fr": "articles", "en": "reports"},
    "start": {"fr": "position", "en": "position"},
    "words": {"fr": "mots", "en": "words"},
}


class QuestionError(Exception):
    """A question that cannot be asked: says what is wrong, the nearest right word, and how to type it."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a question; `default` is what stands when nothing is given."""

    name: str
    kind: Kind
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A shipped question: `titles` by language, and its SPARQL."""

    name: str
    titles: Mapping[str, str]
    params: tuple[Param, ...]
    text: str

    def title(self, language: str) -> str:
        """The title in `language`, else in English."""
        return self.titles.get(language) or self.titles["en"]

    @property
    def usage(self) -> str:
        """How to type it, with all parameters."""
        given = (f"--{param.name} …" if param.required else f"[--{param.name} …]" for param in self.params)
        return " ".join(("kg ask", self.name, *given))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an answer: as words; `links` are (IRI, label) for what the words name, `number` an integer."""

    text: str
    links: tuple[tuple[str, str], ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: `columns` are names, `labels` the same in words, `rows` have a cell per column."""

    title: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def table(self) -> list[list[str]]:
        """The rows as words alone."""
        return [[cell.text for cell in row] for row in self.rows]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries: words, integers, None, or lists of {"id", "label"} for IRIs."""
        return [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]


# ---------------------------------------------------------------- the shipped questions


def load_questions(path: Path | None = None) -> Mapping[str, Question]:
    """The questions of a folder, by name; by default those that are shipped.

    Raises ResourceError naming the file and line of a wrong header.
    """
    return _load(path or folder("queries"))


@lru_cache(maxsize=4)
def _load(path: Path) -> Mapping[str, Question]:
    return {file.stem: _question(file) for file in sorted(path.glob("*.rq"))}


def _question(file: Path) -> Question:
    text = file.read_text(encoding="utf-8")
    titles: dict[str, str] = {}
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.fullmatch(line.strip())
        if header and header[1] == "title":
            language, _, title = header[2].removeprefix("@").partition(":")
            titles[language.strip()] = title.strip()
        elif header:
            params.append(_param(header[2], f"{file}, line {number}"))
    if missing := {"fr", "en"} - set(titles):
        raise ResourceError(
            f"{file} has no title@{sorted(missing)[0]}; add the line “# title@{sorted(missing)[0]}: …”."
        )
    for param in params:
        if f"VALUES ?{param.name} {{ UNDEF }}" not in text:
            raise ResourceError(f"{file} has the parameter {param.name} but no “VALUES ?{param.name} {{ UNDEF }}”.")
    return Question(file.stem, titles, tuple(params), text)


def _param(told: str, where: str) -> Param:
    match = _PARAM.fullmatch(told.strip())
    if match is None:
        raise ResourceError(f"{where}: “{told}” is no parameter; write “# param NAME: kind”.")
    if match["kind"] not in KINDS:
        raise ResourceError(f"{where}: “{match['kind']}” is no kind of parameter; the kinds are {', '.join(KINDS)}.")
    kind = next(kind for kind in KINDS if kind == match["kind"])
    rest = match["rest"] or ""
    default = rest.removeprefix("=").strip() if rest.startswith("=") else None
    return Param(match["name"], kind, rest == "required", default)


# ---------------------------------------------------------------- asking


def prepare(store: Store, name: str, params: Mapping[str, str]) -> tuple[Question, str]:
    """A shipped question and its SPARQL with these parameters in it. Raises QuestionError."""
    question, terms = understand(store, name, params)
    return question, in_base(bind(question, terms), store.names)


def understand(
    store: Store, name: str, params: Mapping[str, str], catalogue: Catalogue | None = None
) -> tuple[Question, Terms]:
    """A shipped question, and its parameters as terms.

    Names of places and actors, as they are typed in any language, are found in the `catalogue` where there is one. Raises
    QuestionError for a wrong name or value.
    """
    questions = load_questions()
    if name not in questions:
        near = _nearest(name, questions)
        hint = f"Nearest: {near}. Type: kg ask {near}" if near else "Type: kg ask"
        raise QuestionError(f"There is no question “{name}”. {hint}")
    return questions[name], _terms(store, questions[name], params, catalogue)


def in_base(text: str, names: Names) -> str:
    """The SPARQL of a question about the graphs under a base."""
    return text.replace(_GRAPH_PREFIX, f"PREFIX graph: <{names.base}graph/>")


def answer_of(store: Store, question: Question, results: bytes, language: str) -> Answer:
    """The answer in words of a question that was evaluated elsewhere, from its results as SPARQL JSON."""
    found = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return answer_from(store, question, found, language)


def raw_answer(results: bytes) -> Answer:
    """Results as SPARQL JSON as a table of terms, each IRI a link."""
    found = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Answer("", ("answer",), ("answer",), ((Cell("true" if found else "false"),),))
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(_raw(solution[column]) for column in columns) for solution in found)
    return Answer("", columns, columns, rows)


def answer_from(store: Store, question: Question, found: ox.QuerySolutions, language: str) -> Answer:
    """What SPARQL found for a question, in words."""
    columns = tuple(variable.value for variable in found.variables)
    words = Words(store, language)
    return answer_with(question, columns, (map(words.cell, solution) for solution in found), language)


def answer_with(question: Question, columns: Sequence[str], rows: Iterable[Iterable[Cell]], language: str) -> Answer:
    """The answer to a question that has these rows."""
    labels = tuple(_label(column, language) for column in columns)
    return Answer(question.title(language), tuple(columns), labels, tuple(map(tuple, rows)))


def bind(question: Question, terms: Terms) -> str:
    """The SPARQL of a question with these terms for its parameters; the lines for the others fall away."""
    text = "\n".join(line for told in question.text.splitlines() if (line := _line(told, terms)) is not None)
    for name, values in terms.items():
        written = " ".join(str(value) for value in values)
        text = text.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {written} }}")
    return text


def _line(told: str, given: Iterable[str]) -> str | None:
    """A line of a question as it holds when these parameters are given; None when it does not."""
    if match := _GIVEN.fullmatch(told):
        return match["indent"] + match["line"] if set(match["names"].split()) & set(given) else None
    if match := _ABSENT.fullmatch(told):
        return None if set(match["names"].split()) & set(given) else match["line"]
    return told


def sparql(store: Store, text: str) -> Answer:
    """The answer to any SPARQL 1.1 query; the usual prefixes need no declaration.

    SELECT gives its columns, ASK one cell, CONSTRUCT and DESCRIBE subject, predicate, object. Raises QuestionError
    when it is not SPARQL.
    """
    prefixes = vocab.PREFIXES | store.names.prefixes | {"graph": f"{store.names.base}graph/"}
    try:
        found = store.quads.query(text, prefixes=prefixes)
        if isinstance(found, ox.QueryBoolean):
            return Answer("", ("answer",), ("answer",), ((Cell("true" if found else "false"),),))
        if isinstance(found, ox.QueryTriples):
            columns: tuple[str, ...] = ("subject", "predicate", "object")
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (_raw(row.subject), _raw(row.predicate), _raw(row.object)) for row in found
            )
        else:
            columns = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(_raw(solution[column]) for column in columns) for solution in found)
    except SyntaxError as error:
        raise QuestionError(f"This is not SPARQL 1.1: {error}. See kg ask for questions that are ready.") from error
    except RuntimeError as error:
        raise QuestionError(f"The query could not be evaluated: {error}.") from error
    return Answer("", columns, columns, rows)


# ---------------------------------------------------------------- parameters → terms


def _terms(store: Store, question: Question, params: Mapping[str, str], catalogue: Catalogue | None) -> Terms:
    known = {param.name: param for param in question.params}
    for name in params:
        if name not in known:
            near = _nearest(name, known)
            hint = f"Nearest: --{near}. " if near else ""
            raise QuestionError(f"The question {question.name} has no “{name}”. {hint}Type: {question.usage}")
    given = {param.name: params.get(param.name, param.default) for param in question.params}
    for param in question.params:
        if param.required and not given[param.name]:
            raise QuestionError(f"The question {question.name} needs --{param.name}. Type: {question.usage}")
    return {name: _term(store, question, known[name], value, catalogue) for name, value in given.items() if value}


def _term(
    store: Store, question: Question, param: Param, value: str, catalogue: Catalogue | None
) -> Sequence[ox.NamedNode | ox.Literal]:
    def wrong(what: str, near: str | None) -> QuestionError:
        hint = f'Nearest: {near}. Type: kg ask {question.name} --{param.name} "{near}"' if near else ""
        return QuestionError(f"{what} {hint}".strip())

    if param.kind in ("place", "actor"):
        return _entities(store, param.kind, value, wrong, catalogue)
    if param.kind in ("class", "status"):
        return [_ontology_term(param.kind, value, wrong)]
    if param.kind == "date":
        return [ox.Literal(_date(value, param.name == "to").isoformat(), datatype=ox.NamedNode(f"{vocab.XSD}date"))]
    if param.kind == "integer":
        if not re.fullmatch(r"[+-]?\d+", value.strip()):
            raise QuestionError(f"“{value}” is no whole number. Type: kg ask {question.name} --{param.name} 30")
        return [ox.Literal(int(value))]
    if param.kind == "event":
        return [_event(store, value, wrong)]
    return [ox.Literal(value)]


def _entities(
    store: Store,
    kind: Literal["place", "actor"],
    value: str,
    wrong: Callable[[str, str | None], QuestionError],
    catalogue: Catalogue | None,
) -> list[ox.NamedNode | ox.Literal]:
    """The entities called so: by IRI, by slug, by any label; several when the name is shared."""
    top = kind.capitalize()
    if (known := _known_entity(store, top, value)) is not None:
        return [known]
    if catalogue is not None and (slugs := catalogue.called(fold(value), kind)):
        return [ox.NamedNode(iri) for iri in sorted(store.names.entity(slug)[1:-1] for slug in slugs)]
    wanted, named = fold(value), _entity_names(store, top)
    found = {iri for name, iri in named if fold(name) == wanted} or {iri for _, iri in named if iri == value}
    if not found:
        near = _nearest(value, [name for name, _ in named])
        raise wrong(f"No {kind} is called “{value}” in this graph.", near)
    return [ox.NamedNode(iri) for iri in sorted(found)]


def _known_entity(store: Store, top: str, value: str) -> ox.NamedNode | None:
    """The entity with this IRI or slug, found without reading all names; a slug that is also a name is left to those."""
    if not value.startswith(store.names.base):
        return None
    try:
        node = ox.NamedNode(value)
    except ValueError:
        return None
    graph = ox.NamedNode(store.names.entities_graph[1:-1])
    kind, top_class = ox.NamedNode(vocab.iri(vocab.TYPE)), ox.NamedNode(f"{vocab.KG}{top}")
    return node if any(True for _ in store.quads.quads_for_pattern(node, kind, top_class, graph)) else None


def _entity_names(store: Store, top: str) -> list[tuple[str, str]]:
    """(name, IRI) of all entities of a class: each property is read once, not for each entity."""
    graph = ox.NamedNode(store.names.entities_graph[1:-1])
    kind, top_class = ox.NamedNode(vocab.iri(vocab.TYPE)), ox.NamedNode(f"{vocab.KG}{top}")
    quads = store.quads.quads_for_pattern(None, kind, top_class, graph)
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    names = [(store.names.local("entity", iri) or "", iri) for iri in found]
    for predicate in (vocab.PREF_LABEL, vocab.ALT_LABEL):
        for subject, _, label, _ in store.quads.quads_for_pattern(
            None, ox.NamedNode(vocab.iri(predicate)), None, graph
        ):
            if isinstance(label, ox.Literal) and isinstance(subject, ox.NamedNode) and subject.value in found:
                names.append((label.value, subject.value))
    return sorted(names)


def _ontology_term(
    kind: str, value: str, wrong: Callable[[str, str | None], QuestionError]
) -> ox.NamedNode | ox.Literal:
    terms = load_ontology()
    names = STATUSES if kind == "status" else ("Event", *GROUPS, *CLASSES)
    called = {fold(word): name for name in names for word in (*terms[name].labels.values(), name)}
    name = called.get(fold(value.removeprefix(vocab.KG).removeprefix("kg:")))
    if name is None:
        words = [word for known in names for word in (known, *terms[known].labels.values())]
        what = "status" if kind == "status" else "class of events"
        raise wrong(f"There is no {what} “{value}”.", _nearest(value, words))
    return ox.NamedNode(f"{vocab.KG}{name}")


def _date(value: str, last: bool) -> date:
    """The first day of a year, month or day as typed; the last one where `last`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", value.strip())
    try:
        if match is None:
            raise ValueError(value)
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if day:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        return date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) - timedelta(days=1)
    except ValueError as error:
        raise QuestionError(f"“{value}” is no date. Type it as 2016, 2016-07 or 2016-07-11.") from error


def _event(store: Store, value: str, wrong: Callable[[str, str | None], QuestionError]) -> ox.NamedNode | ox.Literal:
    iri = value if value.startswith(store.names.base) else store.names.event(value)[1:-1]
    graph = ox.NamedNode(store.names.events_graph[1:-1])
    kind = ox.NamedNode(vocab.iri(vocab.EVENT_TYPE))
    try:
        if any(True for _ in store.quads.quads_for_pattern(ox.NamedNode(iri), kind, None, graph)):
            return ox.NamedNode(iri)
    except ValueError:
        pass  # what is no IRI is no event either
    subjects = (quad.subject for quad in store.quads.quads_for_pattern(None, kind, None, graph))
    ids = [store.names.local("event", node.value) or "" for node in subjects if isinstance(node, ox.NamedNode)]
    raise wrong(f"There is no event “{value}” in this graph.", _nearest(value, ids))


def _nearest(value: str, names: Iterable[str]) -> str | None:
    found = process.extractOne(value, sorted(names), scorer=fuzz.WRatio, processor=fold, score_cutoff=60)
    return found[0] if found else None


# ---------------------------------------------------------------- terms → words


class Words:
    """What the terms of an answer are called in one language; what was looked up, or is known before, is kept."""

    def __init__(self, store: Store, language: str) -> None:
        self.store = store
        self.language = language
        self.known: dict[str, str] = {}
        self.cells: dict[object, Cell] = {}

    def cell(self, term: object) -> Cell:
        """The cell of a term, made once for each term."""
        cell = self.cells.get(term)
        if cell is None:
            cell = self.cells[term] = self._cell(term)
        return cell

    def _cell(self, term: object) -> Cell:
        if isinstance(term, ox.NamedNode):
            return self.link(term.value)
        if not isinstance(term, ox.Literal):
            return Cell("")
        if term.datatype.value == f"{vocab.XSD}integer":
            return Cell(term.value, number=int(term.value))
        return self.plain(term.value)

    def plain(self, text: str) -> Cell:
        """The cell of a text; one that is nothing but IRIs links to them."""
        iris = text.split() if "://" in text else []
        if iris and all(re.match(r"[a-z][a-z0-9+.-]*://", iri) for iri in iris):
            return self.linked(iris)
        return Cell(text)

    def link(self, iri: str) -> Cell:
        """The cell of what has this IRI, made once."""
        cell = self.cells.get(iri)
        if cell is None:
            name = self.name(iri)
            cell = self.cells[iri] = Cell(name, ((iri, name),))
        return cell

    def linked(self, iris: Iterable[str]) -> Cell:
        """The cell of what has these IRIs, by name."""
        named = sorted((self.name(iri), iri) for iri in iris)
        return Cell(", ".join(label for label, _ in named), tuple((iri, label) for label, iri in named))

    def name(self, iri: str) -> str:
        """What an IRI is called."""
        if iri not in self.known:
            self.known[iri] = self._find(iri)
        return self.known[iri]

    def _find(self, iri: str) -> str:
        names = self.store.names
        if (label := label_of(iri, self.language)) is not None:
            return label
        if (slug := names.local("entity", iri)) is not None:
            labels = self._literals(iri, vocab.PREF_LABEL, names.entities_graph)
            return labels.get(self.language) or labels.get("en") or next(iter(sorted(labels.values())), slug)
        if (id := names.local("article", iri)) is not None:
            graph = names.article_graph(id)
            for predicate in (vocab.HEADLINE, vocab.IDENTIFIER):
                for title in self._literals(iri, predicate, graph).values():
                    return title
        return next((id for family in ("event", "report", "article") if (id := names.local(family, iri))), iri)

    def _literals(self, iri: str, predicate: str, graph: str) -> dict[str, str]:
        found = self.store.quads.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(vocab.iri(predicate)), None, ox.NamedNode(graph[1:-1])
        )
        return {quad.object.language or "": quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}


def _label(column: str, language: str) -> str:
    if column in _COLUMNS:
        return _COLUMNS[column].get(language) or _COLUMNS[column]["en"]
    terms = load_ontology()
    name = {"class": "eventType"}.get(column, column)
    term = terms.get(name) or terms.get(name.removesuffix("s"))
    return term.label(language) if term else column


def _plain(cell: Cell) -> Any:
    if cell.links:
        return [{"id": iri, "label": label} for iri, label in cell.links]
    if cell.number is not None:
        return cell.number
    return cell.text or None


def _raw(term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return Cell(term.value, ((term.value, term.value),))
    if isinstance(term, ox.Literal):
        return Cell(term.value, number=int(term.value) if term.datatype.value == f"{vocab.XSD}integer" else None)
    return Cell("" if term is None else str(term))

"""Each question on a small graph, what its parameters change, and what is said of wrong ones."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from small_graph import (
    ANNOUNCEMENT,
    ARTICLES,
    ENTITIES,
    EVENTS,
    MEETING,
    RECAPTURE,
    REPORTS,
    anchor,
    event,
    report,
)
from test_store import fill

from kg.graph.asking import ask as ask_page
from kg.graph.inference import infer
from kg.graph.ontology import load_ontology
from kg.graph.paging import a_page, is_more_after, is_paged
from kg.graph.queries import (
    KINDS,
    MOST_EVENTS,
    Answer,
    Question,
    QuestionError,
    bind,
    load_questions,
    prepare,
    sparql,
)
from kg.graph.store import Store, memory_store
from kg.model import Entity, Interval
from kg.resources import ResourceError
from kg.vocabulary import CLASSES, is_a

QUESTIONS = load_questions()
REQUIRED = {"actor": {"actor": "Irak"}, "place": {"place": "Irak"}, "evidence": {"event": "e-attack"}}

VISIT = report(
    "r-visit",
    "a3",
    "Visit",
    "François Hollande",
    (("agent", "francois-hollande", "François Hollande"), ("place", "iraq", "Bagdad")),
    interval=Interval(date(2017, 1, 2), date(2017, 1, 3)),
    figures=(("occurrence", 2, 2, "total", "le 2 janvier"),),
)
TENURE = report(
    "r-tenure",
    "a3",
    "OfficeTenure",
    "Haider",
    (("agent", "haider-al-abadi", "Haider"), ("office", "prime-minister", "Haider")),
)
MEETING_2 = replace(MEETING, id="r-meeting-2", interval=Interval(date(2017, 2, 1), None))
POST = Entity("prime-minister", "Post", (("en", "Prime Minister"), ("fr", "Premier ministre")), part_of=("iraq",))

STORE = fill(memory_store())
STORE.put_article(
    ARTICLES[2], [*(told for told in REPORTS if told.article_id == "a3"), VISIT, TENURE, MEETING_2], "newskg-0.1.0-fr"
)
STORE.put_entities([*ENTITIES, POST])
STORE.put_events([*EVENTS, event("e-visit", VISIT), event("e-tenure", TENURE), event("e-meeting-2", MEETING_2)])
infer(STORE)


def ask(store: Store, name: str, params: dict[str, str] | None = None, language: str = "fr") -> Answer:
    return ask_page(store, name, params, language).answer


def asked(name: str, language: str = "fr", **params: str) -> Answer:
    return ask(STORE, name, REQUIRED.get(name, {}) | {key.strip("_"): value for key, value in params.items()}, language)


def column(answer: Answer, name: str) -> list[str]:
    return [row[answer.columns.index(name)].text for row in answer.rows]


def test_the_list_of_questions() -> None:
    assert list(QUESTIONS) == [
        "actor", "ambiguous", "attacks", "casualties", "control", "deployments", "disagreements", "evidence", "figures", "holders",
        "identity", "meetings", "offices",
        "place", "responses", "statements", "strength", "unfulfilled", "visits",
    ]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_well_made(question: Question) -> None:
    body = "\n".join(line for line in question.text.splitlines() if not line.startswith("#"))
    assert question.title("fr") != question.title("en")
    assert "ORDER BY" in body
    assert not re.search(r"GRAPH \?\w+ \{[^{}]*OPTIONAL", body), "optional parts stand outside: 34 s became 0.1 s"
    assert set(re.findall(r"\bkg:(\w+)", body)) <= set(load_ontology())
    assert {param.kind for param in question.params} <= set(KINDS)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if "LIMIT" in QUESTIONS[name].text])
def test_lists_are_cut_where_an_answer_says_so(name: str) -> None:
    assert set(re.findall(r"LIMIT (\d+)", QUESTIONS[name].text)) <= {str(MOST_EVENTS), "500000", "1000000"}


@pytest.mark.parametrize("name", ["meetings", "responses"])
def test_pairs_are_made_distinct_first(name: str) -> None:
    assert "SELECT DISTINCT" in QUESTIONS[name].text


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_triple_stands_in_a_graph(question: Question) -> None:
    """Without named graphs, nothing is found: no pattern looks into the default graph."""
    flat = memory_store()
    flat.quads.clear()
    flat.quads.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in STORE.quads)
    found = flat.quads.query(question.text)
    assert list(found) == []


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_runs_as_it_is_on_any_server(question: Question) -> None:
    assert isinstance(STORE.quads.query(question.text), ox.QuerySolutions)


OTHER_ENGINE = rdflib.Dataset()
OTHER_ENGINE.parse(data=b"".join(STORE.lines()), format="nquads")


ASKED = [(name, REQUIRED.get(name, {})) for name in QUESTIONS] + [
    (name, {"place": "Irak"}) for name in QUESTIONS if any(param.name == "place" for param in QUESTIONS[name].params)
]


@pytest.mark.parametrize(("name", "given"), ASKED, ids=[" ".join((name, *given)) for name, given in ASKED])
def test_another_engine_gives_the_same_rows(name: str, given: dict[str, str]) -> None:
    _, text = prepare(STORE, name, given)
    found = STORE.quads.query(text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    ours = sorted([_words(getattr(row[name], "value", None)) for name in names] for row in found)
    assert ours
    assert sorted([_words(value) for value in row] for row in OTHER_ENGINE.query(text)) == ours


def _words(value: object) -> str:
    """A value as text; lists of IRIs have no order."""
    return "" if value is None else " ".join(sorted(str(value).split()))


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_answer_is_in_words(name: str, language: str) -> None:
    answer = asked(name, language)
    assert answer.rows
    assert len(answer.labels) == len(answer.columns)
    assert not any("://" in cell.text for row in answer.rows for cell in row)
    assert [row[answer.columns.index("event")].links for row in answer.rows if "event" in answer.columns] != [()]
    assert len(answer.records()) == len(answer.table()) == len(answer.rows)


@pytest.mark.parametrize(
    ("name", "params", "name_of_column", "expected"),
    [
        ("deployments", {}, "event", ["e-deployment"]),
        ("deployments", {}, "agents", ["États-Unis"]),
        ("deployments", {}, "forces", ["militaires américains"]),
        ("deployments", {}, "places", ["Irak"]),
        ("deployments", {}, "low", ["560"]),
        ("deployments", {}, "change", ["en plus"]),
        ("deployments", {}, "status", ["prévu"]),
        ("deployments", {}, "sources", ["Ashton Carter"]),
        ("deployments", {}, "article", ["Titre de a1"]),
        ("deployments", {"place": "Irak"}, "event", ["e-deployment"]),
        ("deployments", {"place": "iraq"}, "event", ["e-deployment"]),
        ("deployments", {"place": "IRAK"}, "event", ["e-deployment"]),
        ("deployments", {"place": "https://w3id.org/newskg/entity/iraq"}, "event", ["e-deployment"]),
        ("deployments", {"place": "Bagdad"}, "event", []),
        ("deployments", {"place": "France"}, "event", []),
        ("deployments", {"actor": "USA"}, "event", ["e-deployment"]),
        ("deployments", {"actor": "Etats Unis"}, "event", ["e-deployment"]),
        ("deployments", {"actor": "Daech"}, "event", []),
        ("deployments", {"status": "prévu"}, "event", ["e-deployment"]),
        ("deployments", {"status": "asserted"}, "event", []),
        ("deployments", {"from_": "2016"}, "event", []),
        ("visits", {}, "agents", ["François Hollande"]),
        ("visits", {}, "occurrence", ["2"]),
        ("visits", {}, "met", ["Haider al-Abadi"]),
        ("visits", {"actor": "France"}, "event", ["e-visit"]),
        ("visits", {"actor": "Irak"}, "event", []),
        ("attacks", {}, "class", ["attentat suicide"]),
        ("attacks", {}, "deaths_low", ["292"]),
        ("attacks", {}, "deaths_high", ["300"]),
        ("attacks", {}, "injured_low", [""]),
        ("attacks", {}, "reports", ["2"]),
        ("attacks", {}, "begin", ["2016-07-04"]),
        ("attacks", {"place": "Irak"}, "event", ["e-attack"]),
        ("attacks", {"kind": "Bombing"}, "event", ["e-attack"]),
        ("attacks", {"kind": "frappe aérienne"}, "event", []),
        ("attacks", {"from_": "2016-07-04", "to": "2016-07-04"}, "event", ["e-attack"]),
        ("attacks", {"from_": "2016-07-05"}, "event", []),
        ("attacks", {"to": "2016-07-03"}, "event", []),
        ("attacks", {"from_": "2016", "to": "2016"}, "event", ["e-attack"]),
        ("attacks", {"from_": "2016-07", "to": "2016-07"}, "event", ["e-attack"]),
        ("attacks", {"to": "2016-06"}, "event", []),
        ("actor", {"actor": "Irak"}, "event", ["e-meeting", "e-meeting-2", "e-recapture", "e-tenure"]),
        ("actor", {"actor": "Daech"}, "event", ["e-control"]),
        ("actor", {"actor": "Irak", "kind": "Meeting"}, "event", ["e-meeting", "e-meeting-2"]),
        ("actor", {"actor": "Ashton Carter"}, "event", ["e-announcement"]),
        ("place", {"place": "Mossoul"}, "event", ["e-control", "e-recapture"]),
        ("place", {"place": "Bagdad", "kind": "Violence"}, "event", ["e-attack"]),
        ("place", {"place": "France"}, "event", []),
        ("control", {}, "agents", ["État islamique", "armée irakienne"]),
        ("control", {"place": "Mossoul"}, "status", ["avéré", "prévu"]),
        ("control", {"actor": "Daech"}, "begin", ["2014-06-01"]),
        ("control", {"place": "Bagdad"}, "event", []),
        ("strength", {}, "low", ["4650"]),
        ("strength", {}, "date", ["2016-07-05"]),
        ("strength", {"place": "Irak", "actor": "USA"}, "holder", ["États-Unis"]),
        ("strength", {"day": "2016-07-04"}, "low", []),
        ("strength", {"day": "2016-07-20"}, "low", ["4650"]),
        ("holders", {"place": "Mossoul", "day": "2015-01-01"}, "holder", ["État islamique"]),
        ("holders", {"place": "Mossoul", "day": "2013-01-01"}, "holder", []),
        ("figures", {"event": "e-attack"}, "least", ["292", "292"]),
        ("figures", {"event": "e-attack"}, "most", ["300", "300"]),
        ("figures", {"event": "e-attack"}, "latest", ["", "300"]),
        ("figures", {"event": "e-attack"}, "low", ["292", "300"]),
        ("strength", {"place": "France"}, "event", []),
        ("meetings", {}, "meetings", ["2"]),
        ("meetings", {}, "one", ["François Hollande"]),
        ("meetings", {}, "first", ["2017-01-02"]),
        ("meetings", {}, "last", ["2017-02-01"]),
        ("meetings", {}, "event", ["e-meeting"]),
        ("meetings", {}, "article", ["Titre de a3"]),
        ("meetings", {}, "quote", ["François Hollande a rencontré Haider al-Abadi le 2 janvier 2017 à Bagdad."]),
        ("meetings", {"from_": "2017-01-15"}, "meetings", ["1"]),
        ("meetings", {"actor": "Irak"}, "meetings", ["2"]),
        ("meetings", {"actor": "USA"}, "meetings", []),
        ("meetings", {"place": "Mossoul"}, "meetings", []),
        ("statements", {}, "topics", ["déploiement"]),
        ("statements", {"actor": "Ashton Carter"}, "event", ["e-announcement"]),
        ("statements", {"kind": "Denial"}, "event", []),
        ("casualties", {}, "month", ["2016-07"]),
        ("casualties", {}, "country", ["Irak"]),
        ("casualties", {}, "events", ["1"]),
        ("casualties", {}, "deaths_low", ["292"]),
        ("casualties", {}, "injured_high", [""]),
        ("casualties", {"place": "France"}, "month", []),
        ("disagreements", {}, "quote", ["Au moins 292 personnes", "près de 300 morts"]),
        ("disagreements", {}, "high", ["", "300"]),
        ("disagreements", {}, "measure", ["morts", "morts"]),
        ("disagreements", {"place": "Mossoul"}, "event", []),
        ("unfulfilled", {}, "event", ["e-deployment", "e-recapture"]),
        ("unfulfilled", {"kind": "Territory"}, "event", ["e-recapture"]),
        ("responses", {}, "deployment", ["e-deployment"]),
        ("responses", {}, "date", ["2016-07-11"]),
        ("responses", {"days": "7"}, "deployment", ["e-deployment"]),
        ("responses", {"days": "6"}, "deployment", []),
        ("responses", {"place": "Mossoul"}, "deployment", []),
        ("offices", {}, "offices", ["Premier ministre"]),
        ("offices", {"actor": "Irak"}, "agents", ["Haider al-Abadi"]),
        ("identity", {}, "why", ["même jour", "même lieu"]),
        ("identity", {"event": "e-control"}, "why", []),
        ("evidence", {"event": "e-control"}, "words", ["contrôle", "Etat islamique", "Mossoul", "depuis juin 2014"]),
        ("evidence", {"event": "e-control"}, "supports", ["classe", "auteur", "lieu", "date"]),
        ("evidence", {"event": "e-deployment"}, "value", ["", "États-Unis", "militaires américains", "Irak", "effectif", "Ashton Carter"]),
    ],
)  # fmt: skip
def test_answers(name: str, params: dict[str, str], name_of_column: str, expected: list[str]) -> None:
    found = column(asked(name, **params), name_of_column)
    assert (sorted(found) if name == "actor" else found) == expected


def test_a_plan_that_was_carried_out_is_no_longer_unfulfilled() -> None:
    store = fill(memory_store())
    done = replace(EVENTS[6], id="e-done", status="asserted")
    elsewhere = replace(done, id="e-elsewhere", roles=(("agent", "iraqi-army"), ("place", "baghdad")))
    store.put_events([*EVENTS, elsewhere])
    assert column(ask(store, "unfulfilled"), "event") == ["e-deployment", "e-recapture"]
    store.put_events([*EVENTS, done])
    assert column(ask(store, "unfulfilled"), "event") == ["e-deployment"]
    store.put_events([*EVENTS, replace(elsewhere, realises=("e-recapture",))])
    assert column(ask(store, "unfulfilled"), "event") == ["e-deployment"]


def test_a_toll_that_reports_agree_on_is_no_disagreement() -> None:
    store = fill(memory_store())
    figure = EVENTS[1].figures[0]
    store.put_events([replace(EVENTS[1], figures=(figure,))])
    assert ask(store, "disagreements").rows == ()


def test_an_event_told_by_many_words_is_one_row() -> None:
    store = fill(memory_store())
    again = replace(ANNOUNCEMENT.evidence[0], anchor=anchor("a1", "a annoncé"), sentence=anchor("a1", "Le 4 juillet"))
    told = replace(ANNOUNCEMENT, evidence=(*ANNOUNCEMENT.evidence, again))
    others = [report for report in REPORTS if report.article_id == "a1" and report.id != told.id]
    store.put_article(ARTICLES[0], [told, *others])  # takes with it the events that rest on the article
    store.put_events(EVENTS)
    assert column(ask(store, "statements"), "quote") == [ANNOUNCEMENT.evidence[0].sentence.text]


def test_an_event_in_a_town_and_its_country_is_counted_once() -> None:
    store = fill(memory_store())
    attack = replace(EVENTS[1], roles=(("place", "baghdad"), ("place", "iraq"), ("place", "market")))
    store.put_entities([*ENTITIES, Entity("market", "Facility", (("fr", "marché"),))])
    store.put_events([attack])
    assert ask(store, "casualties", {}, "en").table() == [["2016-07", "Iraq", "1", "292", "300", "", ""]]


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("deployment", {}, "There is no question “deployment”. Nearest: deployments. Type: kg ask deployments"),
        ("xyz", {}, "There is no question “xyz”. Type: kg ask"),
        ("deployments", {"plac": "Irak"}, "has no “plac”. Nearest: --place. Type: kg ask deployments [--place …]"),
        ("deployments", {"place": "Irack"}, 'No place is called “Irack” in this graph. Nearest: Irak. Type: kg ask deployments --place "Irak"'),
        ("deployments", {"place": "Ashton Carter"}, "No place is called “Ashton Carter”"),
        ("deployments", {"actor": "Bagdad"}, "No actor is called “Bagdad”"),
        ("deployments", {"status": "planed"}, 'There is no status “planed”. Nearest: planned. Type: kg ask deployments --status "planned"'),
        ("deployments", {"from": "juillet"}, "“juillet” is no date. Type it as 2016, 2016-07 or 2016-07-11."),
        ("deployments", {"from": "2016-13"}, "“2016-13” is no date."),
        ("deployments", {"from": "2016-02-30"}, "“2016-02-30” is no date."),
        ("attacks", {"kind": "Bombin"}, "There is no class of events “Bombin”. Nearest: Bombing."),
        ("responses", {"days": "trente"}, "“trente” is no whole number. Type: kg ask responses --days 30"),
        ("actor", {}, "The question actor needs --actor. Type: kg ask actor --actor … [--kind …]"),
        ("evidence", {"event": "e-atack"}, "There is no event “e-atack” in this graph. Nearest: e-attack."),
        ("evidence", {"event": "https://w3id.org/newskg/event/x y"}, "There is no event"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(message)):
        ask(STORE, name, params)


@pytest.mark.parametrize(
    "value", ['x" } } ; DROP ALL #', "x> } DROP ALL #", "\\", 'a"""b', "UNDEF }", "?place { UNDEF }", "\n"]
)
def test_a_value_cannot_change_the_query(value: str) -> None:
    question = Question("q", {}, (), "SELECT ?text WHERE { VALUES ?text { UNDEF } VALUES ?other { UNDEF } }")
    (row,) = STORE.quads.query(bind(question, {"text": [ox.Literal(value)]}))
    assert row["text"] == ox.Literal(value)


LINES = """SELECT ?text WHERE {
  #text: VALUES ?text { UNDEF }
  #text other: # given
  BIND("none" AS ?text) # without text other
}"""


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({}, ["SELECT ?text WHERE {", '  BIND("none" AS ?text)', "}"]),
        ({"text": [ox.Literal("a")]}, ["SELECT ?text WHERE {", '  VALUES ?text { "a" }', "  # given", "}"]),
        ({"other": [ox.Literal("a")]}, ["SELECT ?text WHERE {", "  # given", "}"]),
        ({"text": [ox.Literal("\n#other: x")]}, ["SELECT ?text WHERE {", '  VALUES ?text { "\\n#other: x" }', "  # given", "}"]),
    ],
)  # fmt: skip
def test_lines_hold_by_what_is_given(given: dict[str, list[ox.Literal]], lines: list[str]) -> None:
    assert bind(Question("q", {}, (), LINES), given).splitlines() == lines


@pytest.mark.parametrize("name", [name for name in QUESTIONS if is_paged(QUESTIONS[name].text)])
def test_pages_make_the_whole(name: str) -> None:
    _, text = prepare(STORE, name, REQUIRED.get(name, {}))

    def rows(query: str) -> list[list[str]]:
        found = STORE.quads.query(query)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [[_words(getattr(row[column], "value", None)) for column in names] for row in found]

    pages = []
    for number in range(1, 20):
        pages += rows(a_page(text, 1, number))
        if not bool(STORE.quads.query(is_more_after(text, 1, number))):
            break
    assert sorted(pages) == sorted(rows(text))


@pytest.mark.parametrize("value", ['x" } } ; DROP ALL #', "x> } DROP ALL #", "\\", "UNDEF }"])
def test_a_hostile_name_is_only_a_wrong_name(value: str) -> None:
    with pytest.raises(QuestionError, match="No place is called"):
        ask(STORE, "deployments", {"place": value})


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_is_found_by_name_and_label(name: str) -> None:
    term = load_ontology()[name]
    question = "statements" if is_a(name, "Statement") else "attacks"
    counts = {len(ask(STORE, question, {"kind": word}).rows) for word in (name, f"kg:{name}", *term.labels.values())}
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title@en: x", "has no title@fr; add the line"),
        ("# title@fr: x", "has no title@en; add the line"),
        ("# title@fr: x\n# title@en: y\n# param place place", "line 3: “place place” is no parameter"),
        ("# title@fr: x\n# title@en: y\n# param place: town", "line 3: “town” is no kind of parameter; the kinds are"),
        ("# title@fr: x\n# title@en: y\n# param place: place", "has the parameter place but no “VALUES"),
    ],
)
def test_a_wrong_header_is_said(tmp_path: Path, header: str, message: str) -> None:
    (tmp_path / "mine.rq").write_text(header)
    with pytest.raises(ResourceError, match=re.escape(message)):
        load_questions(tmp_path)


def test_the_questions_follow_the_base_of_the_store() -> None:
    store = fill(memory_store("http://example.org/"))
    assert column(ask(store, "deployments", {"place": "Irak"}), "places") == ["Irak"]


def test_records_have_numbers_and_links() -> None:
    (row,) = asked("deployments").records()
    assert (row["low"], row["begin"]) == (560, None)
    assert row["places"] == [{"id": "https://w3id.org/newskg/entity/iraq", "label": "Irak"}]


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("SELECT (1 + 1 AS ?two) {}", ("two",), [["2"]]),
        ("ASK {}", ("answer",), [["true"]]),
        ("ASK { GRAPH graph:events { ?x a kg:Riot } }", ("answer",), [["false"]]),
        ("SELECT ?x { GRAPH graph:events { ?x a kg:Deployment } }", ("x",), [["https://w3id.org/newskg/event/e-deployment"]]),
        ("SELECT ?x ?none { GRAPH graph:events { ?x a kg:Riot } }", ("x", "none"), []),
        (
            "CONSTRUCT { ?x kg:place ?y } { GRAPH graph:events { ?x a kg:Deployment ; kg:place ?y } }",
            ("subject", "predicate", "object"),
            [["https://w3id.org/newskg/event/e-deployment", "https://w3id.org/newskg/ontology#place", "https://w3id.org/newskg/entity/iraq"]],
        ),
    ],
)  # fmt: skip
def test_any_sparql(text: str, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    answer = sparql(STORE, text)
    assert (answer.columns, answer.table()) == (columns, rows)


@pytest.mark.parametrize("text", ["SELEC ?x {}", "", "DROP ALL", "SELECT ?x { ?x unknown:y ?z }"])
def test_what_is_not_sparql_is_said(text: str) -> None:
    before = len(STORE.quads)
    with pytest.raises(QuestionError, match=r"This is not SPARQL 1\.1"):
        sparql(STORE, text)
    assert len(STORE.quads) == before


def test_the_hand_built_reports_stand_in_their_articles() -> None:
    assert anchor("a1", "envoi") == ANNOUNCEMENT.evidence[3].anchor
    assert RECAPTURE.evidence[0].anchor.text == "reprendre"

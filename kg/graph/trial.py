"""Which saved questions a server answers as they should be answered: tried at the start on a small world, beside our own engine.

The world lies in graphs of its own on the server, and goes again. Servers have faults that no standard tells of: Virtuoso
7.2.5 loses rows of « *» inside a named graph, and its compiler gives up at some questions.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox

from kg.graph.dialect import spelled
from kg.graph.inference import RULES, infer, rule_files, run_rule
from kg.graph.quads import Quads
from kg.graph.queries import bind, in_base, load_questions
from kg.graph.remote import Abilities, RemoteQuads, ServerError
from kg.graph.store import Store
from kg.graph.triples import Names
from kg.model import Amount, Anchor, Article, Entity, Event, Evidence, Figure, Interval, Report, Status

BASE = "urn:newskg:trial/"
_TRIED, _FOUND = ox.NamedNode("urn:newskg:tried"), ox.NamedNode("urn:newskg:found")
_GIVEN = {"place": ("entity", "land"), "actor": ("entity", "land"), "event": ("event", "bombing")}
_TEXT = "Un mot."
_WORD, _SENTENCE = Anchor(3, 6, "mot"), Anchor(0, 7, _TEXT)
_DAY = date(2020, 1, 6)
_ENTITIES = (
    Entity("land", "Country", (("fr", "le pays"),)),
    Entity("town", "City", (("fr", "la ville"),), coordinates=(1.5, 2.5), part_of=("land",)),
    Entity("other-town", "City", (("fr", "l'autre ville"),), part_of=("land",)),
    Entity("army", "ArmedForce", (("fr", "l'armée"),), part_of=("land",)),
    Entity("minister", "Person", (("fr", "le ministre"),), part_of=("land",)),
    Entity("guest", "Person", (("fr", "l'hôte"),)),
    Entity("rebels", "ArmedGroup", (("fr", "les rebelles"),)),
)


def try_questions(quads: RemoteQuads, notes: ox.NamedNode) -> Abilities:
    """What a server is able to do, with the saved questions that it does not answer rightly (`rules`: it does not run these).

    What was found is noted in the graph `notes` on the server, and found there again until server or questions change.
    """
    key = ox.Literal(f"{quads.software} {_fingerprint()}")
    (noted,) = [*(quad.object for quad in quads.quads_for_pattern(notes, _TRIED, None, notes)), None][:1]
    told = [quad.object for quad in quads.quads_for_pattern(notes, _FOUND, None, notes)]
    if noted == key and len(told) == 1 and isinstance(told[0], ox.Literal):
        spelling, *names = told[0].value.split()
        return replace(quads.abilities, paths=spelling == "written", unanswered=frozenset(names))
    found = _tried(quads)
    for predicate in (_TRIED, _FOUND):
        for quad in list(quads.quads_for_pattern(notes, predicate, None, notes)):
            quads.remove(quad)
    words = ["written" if found.paths else "spelled", *sorted(found.unanswered or ())]
    quads.extend([ox.Quad(notes, _FOUND, ox.Literal(" ".join(words)), notes), ox.Quad(notes, _TRIED, key, notes)])
    return found


def _tried(quads: RemoteQuads) -> Abilities:
    """The questions tried as they are written, and if that does not do for all, as they are spelled for such servers."""
    local = make_world()
    with _lent(quads, local):
        rules = frozenset() if _runs_rules(quads, local) else frozenset({RULES})
        quads.abilities = replace(quads.abilities, paths=True)
        if all(_is_right(quads, local, name) for name in load_questions()):
            return replace(quads.abilities, unanswered=rules)
        quads.abilities = replace(quads.abilities, paths=False)
        wrong = frozenset(name for name in load_questions() if not _is_right(quads, local, name))
        return replace(quads.abilities, unanswered=wrong | rules)


def _fingerprint() -> str:
    """The same for the same questions, rules and ways to try them."""
    folder = Path(__file__).parent
    files = [*rule_files(), *(folder / name for name in ("trial.py", "dialect.py"))]
    texts = [question.text for question in load_questions().values()] + [file.read_text("utf-8") for file in files]
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:16]


@contextmanager
def _lent(quads: RemoteQuads, local: Store) -> Iterator[None]:
    """The world on the server, for a while."""
    graphs = sorted({str(quad.graph_name) for quad in local.quads.quads_for_pattern(None, None, None, None)})
    drop = " ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in graphs)
    quads.update(drop)
    quads.extend(local.quads.quads_for_pattern(None, None, None, None))
    try:
        yield
    finally:
        quads.update(drop)


def _is_right(quads: RemoteQuads, local: Store, name: str) -> bool:
    """Whether the server answers a question as our own engine does: for all, a place, an actor, an event."""
    question = load_questions()[name]
    given: list[Mapping[str, Sequence[ox.NamedNode | ox.Literal]]] = [
        {param.name: [ox.NamedNode(BASE + "/".join(_GIVEN[param.name]))]}
        for param in question.params
        if param.name in _GIVEN
    ]
    if not any(param.required for param in question.params):
        given.append({})
    try:
        for terms in given:
            text = in_base(bind(question, terms), local.names)
            if _rows(quads, spelled(text, quads, local.names)) != _rows(local.quads, text):
                return False
    except (ServerError, SyntaxError):
        return False
    return True


def _runs_rules(quads: RemoteQuads, local: Store) -> bool:
    try:
        return all(
            run_rule(quads, local.names, file) == run_rule(local.quads, local.names, file) for file in rule_files()
        )
    except ServerError:
        return False


def _rows(quads: Quads, text: str) -> Counter[tuple[str, ...]]:
    """The rows of an answer in any order; so are the words of a cell, which may be a list."""
    found = quads.query(text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return Counter(tuple(_cell(row[name]) for name in names) for row in found)


def _cell(term: object) -> str:
    return " ".join(sorted(term.value.split())) if isinstance(term, ox.Literal) else str(term)


# ---------------------------------------------------------------- the world


def make_world() -> Store:
    """A store in memory in which every saved question has something to tell: two articles, and what they report."""
    store = Store(ox.Store(), Names(BASE))
    bombings = [
        _report(name, "Bombing", (("agent", "rebels"), ("place", "town")), deaths=deaths, source="minister")
        for name, deaths in (("bombing", 5), ("bombing-again", 7))
    ]
    sent = _report("sent", "Deployment", (("agent", "army"), ("place", "town")), day=3, personnel=560)
    reports = [
        *bombings,
        sent,
        _report("visit", "Visit", (("agent", "guest"), ("place", "town")), occurrence=2),
        _report("visit-more", "Visit", (("agent", "guest"), ("place", "other-town")), day=40),
        _report("meeting", "Meeting", (("participant", "guest"), ("participant", "minister"), ("place", "town"))),
        _report("taken", "Capture", (("agent", "rebels"), ("place", "town")), day=1),
        _report("retaken", "Recapture", (("agent", "army"), ("place", "town")), day=9),
        _report("plan", "Recapture", (("agent", "army"), ("place", "other-town")), status="planned"),
        _report("there", "TroopPresence", (("agent", "army"), ("place", "other-town")), personnel=900),
        _report("said", "Announcement", (("agent", "minister"), ("topic", "sent")), day=2),
        _report("named", "Appointment", (("agent", "minister"), ("target", "guest"), ("office", "minister")), day=2),
    ]
    for number in (1, 2):
        article = Article(
            f"article-{number}", f"{number}.txt", "fr", "Titre", _TEXT, _DAY + timedelta(number), "Agence"
        )
        store.put_article(article, [told for told in reports if told.article_id == article.id], "trial")
    store.put_entities(_ENTITIES)
    told = {report.id: [report] for report in reports if report.id != "bombing-again"}
    told["bombing"].append(bombings[1])
    store.put_events([_event(members) for members in told.values()])
    infer(store)
    return store


def _report(
    id: str,
    type: str,
    roles: tuple[tuple[str, str], ...],
    day: int = 0,
    status: Status = "asserted",
    source: str | None = None,
    **figures: int,
) -> Report:
    first = _DAY + timedelta(day)
    evidence = [Evidence("trigger", _WORD, _SENTENCE, f"fr/{type}/noun/mot")]
    return Report(
        id=id,
        article_id="article-2" if id.endswith("again") else "article-1",
        type=type,
        status=status,
        interval=Interval(first, first + timedelta(1)),
        time_basis="text",
        roles=roles,
        figures=tuple(Figure(measure, Amount(n, n, None, "total"), _WORD) for measure, n in figures.items()),
        sources=(source,) if source else (),
        evidence=(*evidence, *(Evidence(role, _WORD, _SENTENCE, "subject", filler) for role, filler in roles)),
    )


def _event(members: list[Report]) -> Event:
    first = members[0]
    figures = {figure: None for member in members for figure in member.figures}
    return Event(
        id=first.id,
        type=first.type,
        status=first.status,
        interval=first.interval,
        time_basis=first.time_basis,
        roles=first.roles,
        figures=tuple(figures),
        sources=first.sources,
        reports=tuple(members),
    )

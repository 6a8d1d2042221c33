"""A store on disk for the tests of the reading desk: the small graph, and an article that attacks its reader."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.graph.store import open_store
from kg.model import Anchor, Article, Entity, Event, Evidence, Report
from tests.small_graph import ARTICLES, ENTITIES, EVENTS, reports_of

SCRIPT = "<script>document.title='taken'</script>"
IMAGE = "<img src=x onerror=\"document.title='taken'\">"
TEMPLATE = "{{ 7*7 }}{% raw %}"
END = "</script></style></textarea><!--"
QUERY = '" } } ; DROP ALL ; SELECT * { { ?s ?p "'
HOSTILE = f"{SCRIPT}{IMAGE}{TEMPLATE}{END}{QUERY}"

TEXT = f"Des rebelles {HOSTILE} ont attaqué Bagdad. \U0001f4a5 Une seconde phrase {IMAGE} suit.\n\n{SCRIPT}"
SENTENCE = Anchor(0, TEXT.index("Bagdad.") + 7, TEXT[: TEXT.index("Bagdad.") + 7])


def _anchor(words: str) -> Anchor:
    start = TEXT.index(words)
    return Anchor(start, start + len(words), words)


ATTACKER = Article(
    id="hostile",
    source_id=f"../../etc/passwd{SCRIPT}",
    language="fr",
    title=f"Titre {HOSTILE}",
    text=TEXT,
    published=date(2016, 7, 6),
    publisher=f"Agence {IMAGE}",
    url="javascript:document.title='taken'",
)
REBEL = Entity(
    "rebels",
    "ArmedGroup",
    (("fr", f"rebelles {HOSTILE}"), ("en", f"rebels {HOSTILE}")),
    same_as=("javascript:alert(1)",),
)
ATTACK = Report(
    id="r-hostile",
    article_id="hostile",
    type="Attack",
    status="asserted",
    interval=None,
    time_basis=None,
    roles=(("agent", "rebels"), ("place", "baghdad")),
    figures=(),
    sources=(),
    evidence=(
        Evidence("trigger", _anchor("attaqué"), SENTENCE, "fr/Attack/verb/attaquer", None),
        Evidence("agent", _anchor(f"rebelles {HOSTILE}"), SENTENCE, "subject", "rebels"),
        Evidence("place", _anchor("Bagdad"), SENTENCE, "object", "baghdad"),
    ),
)
HOSTILE_EVENT = Event(
    id="e-hostile",
    type="Attack",
    status="asserted",
    interval=None,
    time_basis=None,
    roles=ATTACK.roles,
    figures=(),
    sources=(),
    reports=(ATTACK,),
    why=(f"raison {HOSTILE}",),
)


def write_store(path: Path) -> Path:
    """The store, written."""
    with open_store(path, create=True) as store:
        for article in (*ARTICLES, ATTACKER):
            told = reports_of(article) if article is not ATTACKER else (ATTACK,)
            store.put_article(article, told, "run-1")
        store.put_run("run-1", "newskg test")
        store.put_entities((*ENTITIES, REBEL))
        events = (replace(event, realises=("e-deployment",)) if event.id == "e-presence" else event for event in EVENTS)
        store.put_events((*events, HOSTILE_EVENT))
    return path

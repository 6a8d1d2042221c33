"""How long the pages of the reading desk take: `python -m benchmarks.web [EVENTS] [FOLDER]`, by default 100,000 events.

A generator writes articles of four events each (countries, towns, actors and classes as uneven as in the news; every
tenth event is told by two articles) into a store, which is kept in FOLDER and used again. Then `kg serve` runs on it; half
a minute later each page is asked for, and seven times again, over HTTP; printed are the first time, the median and the
worst of the rest, in milliseconds, and whether the page keeps what is promised: 300 ms for the first page, a second for any.
"""

import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from benchmarks.identity import CLASSES, COUNTRIES, GROUPS, PERSONS, TOWNS, make_entities
from kg.graph.queries import load_questions
from kg.graph.store import Store, open_store
from kg.graph.triples import article_triples, entity_triples, event_triples
from kg.model import Amount, Anchor, Article, Entity, Event, Evidence, Figure, Interval, Report
from kg.vocabulary import DOMAINS, is_a

EVENTS = 100_000
AN_ARTICLE = 4  # events
DAYS = 365 * 8
FIRST_DAY = date(2015, 1, 1)
TIMES = 7
WARMING_SECONDS = 30  # meanwhile the desk counts what many will ask for, as it does while its first reader looks around
FIRST_PAGE_MS, ANY_PAGE_MS = 300, 1000
WORDS = "selon les autorités des témoins ont décrit une situation confuse dans la région depuis jours".split()  # noqa: SIM905


def write_store(path: Path, events: int) -> None:
    """A store with so many events."""
    random = Random(1)
    entities = {id: _placed(entity, random) for id, entity in make_entities().items()}
    with open_store(path, create=True) as store:
        graph = store.names.entities_graph
        _load(store, (f"{line} {graph} .\n" for e in entities.values() for line in entity_triples(e, store.names)))
        _load(store, _articles(store, events, random))


def _placed(entity: Entity, random: Random) -> Entity:
    if entity.kind not in ("Country", "City"):
        return entity
    point = (random.uniform(-35, 60), random.uniform(-90, 140))
    return Entity(entity.id, entity.kind, entity.labels, entity.same_as, point, entity.part_of)


def _load(store: Store, lines: Iterator[str]) -> None:
    quads = store.quads
    assert isinstance(quads, ox.Store)
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) >= 500_000:
            quads.bulk_load(io.BytesIO("".join(chunk).encode()), format=ox.RdfFormat.N_QUADS)
            chunk.clear()
    quads.bulk_load(io.BytesIO("".join(chunk).encode()), format=ox.RdfFormat.N_QUADS)


def _articles(store: Store, count: int, random: Random) -> Iterator[str]:
    made = 0
    pending: list[tuple[str, Report]] = []  # told again by the next article
    number = 0
    while made < count:
        number += 1
        day = FIRST_DAY + timedelta(int(DAYS * random.random() ** 0.7))
        article_id = f"{number:016x}"
        sentences: list[str] = []
        reports: list[Report] = []
        again, pending = pending, []
        for old_id, old in again:
            reports.append(_report(article_id, len(reports), old.type, old.roles, day, sentences, random))
            figures = (*old.figures, *reports[-1].figures)
            event = Event(
                old_id, old.type, "asserted", old.interval, "text", old.roles, figures, (), (old, reports[-1])
            )
            yield from _in(store.names.events_graph, event_triples(event, store.names))
        for _ in range(AN_ARTICLE):
            type = random.choices(list(CLASSES), list(CLASSES.values()))[0]
            report = _report(article_id, len(reports), type, _roles(type, random), day, sentences, random)
            reports.append(report)
            made += 1
            event_id = f"{made:016x}"
            if made % 10 == 0 and made < count:
                pending.append((event_id, report))
                continue
            event = Event(
                event_id, type, report.status, report.interval, "text", report.roles, report.figures, (), (report,)
            )
            yield from _in(store.names.events_graph, event_triples(event, store.names))
        text = " ".join(sentences)
        title = f"Dépêche {number}: {sentences[0][:60]}"
        article = Article(article_id, f"{article_id}.txt", "fr", title, text, day, "Agence", None)
        yield from _in(store.names.article_graph(article_id), article_triples(article, reports, store.names, "bench"))


def _in(graph: str, lines: list[str]) -> Iterator[str]:
    return (f"{line} {graph} .\n" for line in lines)


def _roles(type: str, random: Random) -> tuple[tuple[str, str], ...]:
    c = min(int(random.paretovariate(0.7)) - 1, COUNTRIES - 1)
    place = f"town-{c}-{min(int(random.paretovariate(0.6)) - 1, TOWNS - 1)}"
    actors = [
        f"country-{c}-armed-forces",
        f"group-{c}-{random.randrange(GROUPS)}",
        f"country-{random.randrange(COUNTRIES)}",
    ]
    actors.append(f"person-{c}-{random.randrange(PERSONS)}")
    one, other = random.sample(actors, 2)
    both = any(is_a(type, wide) for wide in DOMAINS["participant"])
    roles = [("participant", one), ("participant", other)] if both else [("agent", one), ("target", other)]
    return tuple(sorted([*roles, ("place", place)]))


def _report(
    article_id: str, number: int, type: str, roles: tuple[tuple[str, str], ...], day: date, sentences: list[str], random: Random
) -> Report:  # fmt: skip
    """A report with evidence of its own sentence, which is added to the article's."""
    start = sum(len(sentence) + 1 for sentence in sentences)
    words = [type.lower(), *(id for _, id in roles), str(random.randint(1, 60)), *random.sample(WORDS, 12)]
    random.shuffle(words)
    sentence = f"{' '.join(words).capitalize()}."
    sentences.append(sentence)
    where = Anchor(start, start + len(sentence), sentence)

    def found(word: str) -> Anchor:
        at = sentence.lower().index(word.lower())
        return Anchor(start + at, start + at + len(word), sentence[at : at + len(word)])

    evidence = [Evidence("trigger", found(type), where, f"fr/{type}/noun", None)]
    evidence += [Evidence(role, found(id), where, None, id) for role, id in roles]
    deaths = random.randint(1, 60)
    figures = (Figure("deaths", Amount(deaths, deaths, None, "total"), found(type)),) if is_a(type, "Violence") else ()
    interval = Interval(day, day + timedelta(1)) if random.random() < 0.7 else None
    status = random.choices(("asserted", "planned", "possible", "denied"), (85, 9, 4, 2))[0]
    id = f"{article_id}{number:02}"
    return Report(id, article_id, type, status, interval, "text", roles, figures, (), tuple(evidence))  # type: ignore[arg-type]


# ---------------------------------------------------------------- asking


def addresses(site: httpx.Client) -> list[tuple[str, str]]:
    """Every kind of page, with the most crowded actor and place."""
    start = site.get("/").text
    ranks = re.findall(r'href="(/entity/[^"]+)"', start)
    actor, place = ranks[0], next(rank for rank in ranks if "town" in rank)
    event = re.findall(r'href="(/event/[^"]+)"', site.get("/explore?view=list&reports=2").text)[0]
    article = re.findall(r'href="(/article/[^"]+)"', start)[0]
    slug = actor.removeprefix("/entity/")
    query = quote("SELECT ?c (COUNT(?e) AS ?n) { GRAPH graph:events { ?e kg:eventType ?c } } GROUP BY ?c")
    return [
        ("start", "/"),
        ("search, a rare word", "/search?q=5f00"),
        ("search, a common word", "/search?q=airstrike"),
        ("event", event),
        ("article", article),
        ("articles, page 100", "/articles?page=100"),
        ("the most present actor", actor),
        ("the most present place", place),
        ("a country", "/entity/country-0"),
        ("graph of all", "/explore"),
        ("graph of few", "/explore?class=Ceasefire&from=2016-01-01&to=2016-06-30"),
        ("timeline of all", "/explore?view=timeline"),
        ("map of all", "/explore?view=map"),
        ("list of all", "/explore?view=list"),
        ("list of all, page 1000", "/explore?view=list&page=1000"),
        ("graph of an actor", f"/explore?actor={slug}"),
        ("map of violence, one year", "/explore?view=map&class=Violence&from=2018-01-01&to=2018-12-31"),
        ("completion", "/complete?kind=actor&q=person"),
        ("questions", "/questions"),
        *_questions(place.removeprefix("/entity/"), event.removeprefix("/event/")),
        ("SPARQL page with an answer", f"/query?query={query}"),
        ("SPARQL endpoint", f"/sparql?query={query}"),
    ]


def _questions(place: str, event: str) -> list[tuple[str, str]]:
    """Every saved question: of everything, in a country, in the most crowded town, of an army, in one year, of one event."""
    asked = {
        "place": {"in a country": "country-0", "in a town": place},
        "actor": {"of an army": "country-0-armed-forces"},
        "event": {"of an event": event},
        "from": {"in 2018": "2018&to=2018"},
    }
    found = []
    for question in load_questions().values():
        names = {param.name for param in question.params}
        if not any(param.required for param in question.params):
            found.append((f"{question.name}", f"/questions/{question.name}?page=1"))
            found.append((f"{question.name}, page 2", f"/questions/{question.name}?page=2"))
        for name in sorted(names & set(asked)):
            needed = [param.name for param in question.params if param.required and param.name != name]
            if not needed:
                found += [
                    (f"{question.name} {told}", f"/questions/{question.name}?{name}={value}")
                    for told, value in sorted(asked[name].items())
                ]
    return found


def main() -> None:
    """Write the store if needed, serve it, ask."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("out") / f"bench-web-{events}"
    if not path.exists():
        started = time.perf_counter()
        write_store(path, events)
        print(f"{path}: {events:,} events written in {time.perf_counter() - started:.0f} s")
    for turn in ("first start", "second start"):
        started = time.perf_counter()
        command = [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                _told(server.stdout, turn, started)
            finally:
                server.terminate()


def _told(lines: IO[str], turn: str, started: float) -> None:
    """Wait for the address, and the second time ask for every page."""
    address = re.findall(r"http://[\d.:]+", next(line for line in lines if "http" in line))[0]
    print(f"{turn}: ready after {time.perf_counter() - started:.1f} s")
    if turn == "second start":
        time.sleep(WARMING_SECONDS)
        with httpx.Client(base_url=address, timeout=120) as site:
            _measure(site)


def _measure(site: httpx.Client) -> None:
    print(f"{'page':34} {'kB':>6} {'first':>7} {'median':>7} {'worst':>7}")
    for name, address in addresses(site):
        times = []
        for _ in range(TIMES + 1):
            started = time.perf_counter()
            answer = site.get(address)
            times.append(1000 * (time.perf_counter() - started))
        first, *rest = times
        median, worst = sorted(rest)[len(rest) // 2], max(rest)
        limit = FIRST_PAGE_MS if name == "start" else ANY_PAGE_MS
        told = "" if answer.status_code == 200 else f"  status {answer.status_code}"
        told += "  TOO SLOW" if median > limit else ""
        print(f"{name:34} {len(answer.content) / 1000:6.0f} {first:7.0f} {median:7.0f} {worst:7.0f}{told}")


if __name__ == "__main__":
    main()

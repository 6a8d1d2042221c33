"""Every saved question on graphs of growing size: `python -m benchmarks.questions [QUADS…]`, 100,000 by default.

The graph is made up (benchmarks/growth.py), built as real ones are, and asked: embedded on disk with the index of the store
and without, on Oxigraph's own server over HTTP (up to 2 million quads), and with rdflib's store in memory (up to 200,000).
Beyond 1.5 million quads the graph that was built is copied into other years (benchmarks/copied.py) and loaded in bulk. In the
place of QUADS may stand the folder of a store that is there. Each question is asked without parameters (an aggregate or a
list of all), for the place or actor most told of, and for 20 places, actors or events drawn at random (a look-up): a page of
100 events, as `kg ask` prints it, and the first 10,000, as it writes CSV. Printed are the median and the most in
milliseconds of the clock; the export as N-Quads is timed once, and the addition of 100 articles.
"""

import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path

import httpx
import rdflib

import kg.pipeline
from benchmarks.copied import load_copies
from benchmarks.growth import open_made
from kg.graph.asking import ask
from kg.graph.catalogue import Catalogue
from kg.graph.indexing import make_catalogue
from kg.graph.queries import MOST_EVENTS, Question, bind, load_questions, sparql, understand
from kg.graph.store import Store, open_store

QUADS_AN_ARTICLE = 146
MOST_BUILT = 1_500_000  # quads; beyond, copies of them
MOST_QUADS_FOR_SERVER = 2_000_000
TIMES = 5
LONG = 2000  # milliseconds of what is asked once
PAGE = 100  # events
MOST_SECONDS = 30  # of one question in rdflib
MOST_QUADS_FOR_RDFLIB = 200_000
DRAWN = 20  # values of a look-up
MOST_TOLD = """
    SELECT ?name WHERE {{ GRAPH graph:events {{ ?event {role} ?it }} GRAPH graph:entities {{ ?it skos:prefLabel ?name }} }}
    GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name LIMIT 1
"""
ALL = "SELECT DISTINCT ?it WHERE {{ GRAPH graph:events {{ {pattern} }} }} ORDER BY ?it"
PATTERNS = {
    "place": "?event kg:place ?it",
    "actor": "?event kg:agent|kg:target|kg:participant ?it",
    "event": "?it kg:eventType ?class",
}

Cases = Iterator[tuple[str, list[dict[str, str]]]]


def main() -> None:
    """Print a table for each size."""
    for word in sys.argv[1:] or ["100000"]:
        with tempfile.TemporaryDirectory() as folder:
            if word.isdigit():
                measure(int(word), Path(folder))
            else:
                ask_everywhere(Path(word), Path(folder))


def measure(size: int, folder: Path) -> None:
    """Build, ask everywhere, print."""
    copies = -(-size // MOST_BUILT)
    count = size // copies // QUADS_AN_ARTICLE
    made = open_made(folder, count + 100)
    made.take_the_place_of_reading()
    with open_store(folder / "store", create=True) as store:
        begin = time.perf_counter()
        kg.pipeline.build(made.articles(0, count), store, made)
        facts = store.info()
        print(f"{facts.triples:,} quads, {facts.reports:,} reports; built in {time.perf_counter() - begin:.0f} s")
        begin = time.perf_counter()
        kg.pipeline.build(made.articles(count, count + 100), store, made)
        print(f"100 articles more: {time.perf_counter() - begin:.1f} s")
    where = folder / "store"
    if copies > 1:
        begin = time.perf_counter()
        where = folder / "copied"
        load_copies(folder / "store", where, copies)
        print(f"{copies} copies of it loaded in {time.perf_counter() - begin:.0f} s")
    ask_everywhere(where, folder)


def ask_everywhere(where: Path, folder: Path) -> None:
    """Ask the store in a folder in all the ways that its size allows, and print."""
    with open_store(where) as store, ExitStack() as stack:
        size = store.info().triples
        print(f"{size:,} quads")
        begin = time.perf_counter()
        index = make_catalogue(store)
        print(f"index made, or found, in {time.perf_counter() - begin:.0f} s")
        columns: dict[str, Callable[[Question, list[dict[str, str]]], list[float | None]]] = {
            f"{told}, {by}": partial(times, store, known, events)
            for told, events in (("page", PAGE), ("10,000", MOST_EVENTS))
            for by, known in (("SPARQL", None), ("index", index))
        }
        if size <= MOST_QUADS_FOR_SERVER:
            export(store, folder / "graph.nq")
            remote = stack.enter_context(server(folder))
            columns["page, server"] = partial(times, remote, None, PAGE)
        if size <= MOST_QUADS_FOR_RDFLIB:
            graph = rdflib.Dataset()
            graph.parse(folder / "graph.nq", format="nquads")
            columns["rdflib"] = lambda question, asked: [in_rdflib(graph, store, question, asked[0])]
        drawn = {name: draw(store, pattern) for name, pattern in PATTERNS.items()}
        print(f"{'':40}" + "".join(f"{name + ', ms':>20}" for name in columns))
        for question in load_questions().values():
            for name, asked in cases(question, store, drawn):
                cells = (told(column(question, asked)) for column in columns.values())
                print(f"{name:40}" + "".join(f"{cell:>20}" for cell in cells), flush=True)


def told(times: list[float | None]) -> str:
    """The median, and the most in brackets."""
    found = [t for t in times if t is not None]
    if len(found) < len(times):
        return f"> {MOST_SECONDS} s"
    return f"{statistics.median(found):,.0f} ({max(found):,.0f})"


def export(store: Store, file: Path) -> None:
    """Write the graph into a file, and print how long it took."""
    begin = time.perf_counter()
    with file.open("wb") as output:
        store.export(output)
    print(f"export as N-Quads: {time.perf_counter() - begin:.1f} s")


def draw(store: Store, pattern: str) -> list[str]:
    """Values drawn at random, the same for the same graph."""
    return random.Random(6).sample(sorted(row[0] for row in sparql(store, ALL.format(pattern=pattern)).table()), DRAWN)


def cases(question: Question, store: Store, drawn: dict[str, list[str]]) -> Cases:
    """Without parameters; for the place or actor most told of; for places, actors or events drawn at random."""
    names = {param.name for param in question.params}
    if not any(param.required for param in question.params):
        yield question.name, [{}]
    for name in PATTERNS:
        if name not in names:
            continue
        if name != "event":
            most = most_told(store, "kg:place" if name == "place" else "kg:agent")
            yield f"{question.name} --{name} {most}", [{name: most}]
        yield f"{question.name} --{name} ({DRAWN} drawn)", [{name: value} for value in drawn[name]]


@cache
def most_told(store: Store, role: str) -> str:
    """The name of the place or actor that has a role most often."""
    return sparql(store, MOST_TOLD.format(role=role)).table()[0][0]


def times(
    store: Store, index: Catalogue | None, events: int, question: Question, asked: list[dict[str, str]]
) -> list[float | None]:
    """Milliseconds of each case; one case is asked several times, unless it takes long."""
    found: list[float | None] = []
    for params in asked * (TIMES if len(asked) == 1 else 1):
        if index is not None:
            index.forget()
        begin = time.perf_counter()
        ask(store, question.name, params, catalogue=index, events=events)
        found.append(1000 * (time.perf_counter() - begin))
        if len(asked) == 1 and (found[0] or 0) > LONG:
            break
    return found


def in_rdflib(graph: rdflib.Dataset, store: Store, question: Question, params: dict[str, str]) -> float | None:
    """Milliseconds of one evaluation; None when it takes too long."""
    text = bind(*understand(store, question.name, params))

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(MOST_SECONDS)
    begin = time.perf_counter()
    try:
        list(graph.query(text))
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)
    return 1000 * (time.perf_counter() - begin)


@contextmanager
def server(folder: Path) -> Iterator[Store]:
    """The same graph on Oxigraph's server."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    data = str(folder / "data")
    load = [program, "load", "--location", data, "--file", str(folder / "graph.nq")]
    subprocess.run(load, check=True, capture_output=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [program, "serve", "--location", data, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                httpx.get(f"http://127.0.0.1:{port}")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        with open_store(f"http://127.0.0.1:{port}", create=True) as store:
            yield store
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()

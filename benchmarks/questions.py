"""Every saved question on graphs of growing size: `python -m benchmarks.questions [QUADS…]`, 100,000 by default.

The graph is made up (benchmarks/growth.py), built as real ones are, and asked: embedded on disk, on Oxigraph's own server
over HTTP, and with rdflib's store in memory for graphs of at most 200,000 quads. Each question is asked without
parameters (an aggregate or a list of all), for the place or actor most told of, and for 20 places, actors or events drawn
at random (a look-up). Printed is the median in milliseconds; the export as N-Quads is timed once, and the addition of
100 articles.
"""

import io
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
from contextlib import contextmanager
from pathlib import Path

import httpx
import rdflib

import kg.pipeline
from benchmarks.growth import open_made
from kg.graph.queries import Question, _terms, ask, bind, load_questions, sparql
from kg.graph.store import Store, open_store

QUADS_AN_ARTICLE = 146
TIMES = 5
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
    for size in [int(word) for word in sys.argv[1:]] or [100_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    """Build, ask everywhere, print."""
    count = size // QUADS_AN_ARTICLE
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
    with open_store(folder / "store") as store:
        begin = time.perf_counter()
        output = io.BytesIO()
        store.export(output)
        print(f"export as N-Quads: {time.perf_counter() - begin:.1f} s")
        (folder / "graph.nq").write_bytes(output.getvalue())
        columns: dict[str, Callable[[Question, list[dict[str, str]]], float | None]] = {
            "embedded": lambda question, asked: median(store, question, asked)
        }
        with server(folder) as remote:
            columns["Oxigraph server"] = lambda question, asked: median(remote, question, asked)
            if facts.triples <= MOST_QUADS_FOR_RDFLIB:
                graph = rdflib.Dataset()
                graph.parse(folder / "graph.nq", format="nquads")
                columns["rdflib"] = lambda question, asked: in_rdflib(graph, store, question, asked[0])
            print(f"{'':34}" + "".join(f"{name:>17}" for name in columns))
            for question in load_questions().values():
                for name, asked in cases(question, store):
                    times = [column(question, asked) for column in columns.values()]
                    cells = (f"> {MOST_SECONDS} s" if t is None else f"{t:,.0f} ms" for t in times)
                    print(f"{name:34}" + "".join(f"{cell:>17}" for cell in cells), flush=True)


def cases(question: Question, store: Store) -> Cases:
    """Without parameters; for the place or actor most told of; for places, actors or events drawn at random."""
    names = {param.name for param in question.params}
    if not any(param.required for param in question.params):
        yield question.name, [{}]
    dice = random.Random(6)
    for name, pattern in PATTERNS.items():
        drawn = dice.sample(sorted(row[0] for row in sparql(store, ALL.format(pattern=pattern)).table()), DRAWN)
        if name not in names:
            continue
        if name != "event":
            most = sparql(store, MOST_TOLD.format(role="kg:place" if name == "place" else "kg:agent")).table()[0][0]
            yield f"{question.name} --{name} {most}", [{name: most}]
        yield f"{question.name} --{name} ({DRAWN} drawn)", [{name: value} for value in drawn]


def median(store: Store, question: Question, asked: list[dict[str, str]]) -> float:
    """Milliseconds, the middle of several; one case is asked several times."""
    times = []
    for params in asked * (TIMES if len(asked) == 1 else 1):
        begin = time.perf_counter()
        ask(store, question.name, params)
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def in_rdflib(graph: rdflib.Dataset, store: Store, question: Question, params: dict[str, str]) -> float | None:
    """Milliseconds of one evaluation; None when it takes too long."""
    text = bind(question, _terms(store, question, params))

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

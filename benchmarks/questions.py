"""Every saved question on graphs of growing size: `python -m benchmarks.questions [QUADS…]`, 100,000 by default.

The graph is made up (benchmarks/growth.py), built as real ones are, and asked: embedded on disk, on Oxigraph's own server
over HTTP, and with rdflib's store in memory for graphs of at most 200,000 quads. Each question is asked without
parameters (an aggregate or a list of all) and, where it has one, for one place or actor (a look-up). Printed is the
median of five in milliseconds; the export as N-Quads is timed once, and the addition of 100 articles.
"""

import io
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
from benchmarks.growth import make_articles
from kg.graph.queries import Question, _terms, ask, bind, load_questions, sparql
from kg.graph.store import Store, open_store

QUADS_AN_ARTICLE = 146
TIMES = 5
MOST_SECONDS = 30  # of one question in rdflib
MOST_QUADS_FOR_RDFLIB = 200_000
MOST_TOLD = """
    SELECT ?name WHERE {{ GRAPH graph:events {{ ?event kg:{role} ?it }} GRAPH graph:entities {{ ?it skos:prefLabel ?name }} }}
    GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name LIMIT 1
"""


def main() -> None:
    """Print a table for each size."""
    for size in [int(word) for word in sys.argv[1:]] or [100_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    """Build, ask everywhere, print."""
    articles, made = make_articles(size // QUADS_AN_ARTICLE + 100)
    kg.pipeline.make_reports = lambda document, _: tuple(made.told[document.article.id])  # type: ignore[assignment,attr-defined]
    with open_store(folder / "store", create=True) as store:
        begin = time.perf_counter()
        kg.pipeline.build(articles[:-100], store, made)
        facts = store.info()
        print(f"{facts.triples:,} quads, {facts.reports:,} reports; built in {time.perf_counter() - begin:.0f} s")
        begin = time.perf_counter()
        kg.pipeline.build(articles[-100:], store, made)
        print(f"100 articles more: {time.perf_counter() - begin:.1f} s")
    with open_store(folder / "store") as store:
        begin = time.perf_counter()
        output = io.BytesIO()
        store.export(output)
        print(f"export as N-Quads: {time.perf_counter() - begin:.1f} s")
        (folder / "graph.nq").write_bytes(output.getvalue())
        columns: dict[str, Callable[[Question, dict[str, str]], float | None]] = {
            "embedded": lambda question, params: median(lambda: ask(store, question.name, params))
        }
        with server(folder) as remote:
            columns["Oxigraph server"] = lambda question, params: median(lambda: ask(remote, question.name, params))
            if facts.triples <= MOST_QUADS_FOR_RDFLIB:
                graph = rdflib.Dataset()
                graph.parse(folder / "graph.nq", format="nquads")
                columns["rdflib"] = lambda question, params: in_rdflib(graph, store, question, params)
            print(f"{'':34}" + "".join(f"{name:>17}" for name in columns))
            given = {
                kind: sparql(store, MOST_TOLD.format(role=role)).table()[0][0]
                for kind, role in (("place", "place"), ("actor", "agent"))
            }
            for question in load_questions().values():
                for params in cases(question, given):
                    times = [column(question, params) for column in columns.values()]
                    name = " ".join((question.name, *(f"--{key} {value}" for key, value in params.items())))
                    cells = (f"> {MOST_SECONDS} s" if t is None else f"{t:,.0f} ms" for t in times)
                    print(f"{name:34}" + "".join(f"{cell:>17}" for cell in cells), flush=True)


def cases(question: Question, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Without parameters, and for one place or actor."""
    names = {param.name for param in question.params}
    required = {param.name for param in question.params if param.required}
    if not required:
        yield {}
    for name, value in given.items():
        if name in names and required <= {name}:
            yield {name: value}
            return


def median(work: Callable[[], object]) -> float:
    """Milliseconds, the middle of several."""
    times = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        work()
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

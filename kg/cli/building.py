"""kg build: articles into the graph."""

import hashlib
import os
import signal
import sys
import time
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kg.cli.options import DEFAULT_STORE, GazetteerOption, StoreOption
from kg.cli.terminal import fail, make_workshop

_MANY_ARTICLES = 200  # loading the model takes a process 4 s, reading 200 articles 8 s: fewer are read in this one


class StoppedError(BaseException):
    """Ctrl-C was typed. No KeyboardInterrupt: typer ends on that without a word."""


def _stop(*_: object) -> NoReturn:
    raise StoppedError


def build(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: .txt, .jsonl, .html, .warc, feeds, .csv, .parquet.")
    ],
    store: StoreOption = DEFAULT_STORE,
    gazetteer: GazetteerOption = None,
    workers: Annotated[
        int,
        typer.Option("--workers", "-w", min=0, help="Processes that read; 0: one for each core, if it is worth it."),
    ] = 0,
    every_sentence: Annotated[
        bool, typer.Option("--every-sentence", help="Parse also sentences that by their words can tell no event.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="Read on the machines of a Dask scheduler, at this address.")
    ] = None,
    parts: Annotated[
        Path | None, typer.Option("--parts", help="With --cluster: a folder that all its machines see.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Read articles into the graph.

    Example: kg build data/articles --store out/store
    """
    from contextlib import nullcontext

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.articles import count_articles
    from kg.articles.copies import Copies
    from kg.graph.store import open_store
    from kg.pipeline import Tellers, find_articles
    from kg.pipeline import build as build_graph

    for path in paths:
        if not path.exists():
            fail(f"{path}: there is no such file or folder. Give files or folders of articles.")
    if (cluster is None) != (parts is None):
        fail("--cluster ADDRESS and --parts FOLDER go together: the machines write into a folder that all of them see.")
    signal.signal(signal.SIGINT, _stop)
    console = Console(stderr=True)
    started = time.perf_counter()
    with open_store(store, create=True) as graph:
        for sentence in graph.lacks:
            print(f"{store}: {sentence}", file=sys.stderr)
        workshop = make_workshop(gazetteer, gated=not every_sentence)
        expected = count_articles(paths)
        count = workers or (_cores() if expected is None or expected >= _MANY_ARTICLES else 1)
        columns = (
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
            task = progress.add_task("read", total=expected, rate="")
            read_since = time.perf_counter()

            def step(_: object) -> None:
                progress.advance(task)
                done = progress.tasks[0].completed
                progress.update(task, rate=f"{done / max(1e-6, time.perf_counter() - read_since):.1f} articles/s")

            with Copies(_index_of_copies(store)) as copies:
                if cluster is not None and parts is not None:
                    made = _parts_on_cluster(cluster, paths, parts, graph.names.base, workshop)
                    summary = build_graph(copies.mark(made.items()), graph, workshop, step, made)
                else:
                    with Tellers(workshop, count) if count > 1 else nullcontext() as tellers:
                        found = find_articles(paths) if tellers is None else find_articles(paths, tellers.cut_all)
                        summary = build_graph(copies.mark(found), graph, workshop, step, tellers)
    seconds = time.perf_counter() - started
    told = [f"{summary.new} new", f"{summary.replaced} replaced"]
    if summary.unchanged:
        told.append(f"{summary.unchanged} unchanged")
    print(f"{summary.articles} articles read ({', '.join(told)}) in {seconds:.1f} s.")
    events = sum(summary.events.values())
    print(f"The graph now holds {events} events; {summary.merged} of them are told by more than one article.")
    for name, number in sorted(summary.events.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {number:6}  {name}")
    if summary.unread:
        print(f"{summary.unread_sentences} sentences have a trigger word but gave no event:")
        for why, number in sorted(summary.unread.items(), key=lambda item: (-item[1], item[0]))[:6]:
            print(f"  {number:6}  {why}")
    if summary.foreign:
        languages = ", ".join(f"{number} {code}" for code, number in summary.foreign.most_common())
        print(f"{summary.foreign.total()} in other languages were passed over: {languages}.")
    if summary.copies:
        print(f"{summary.copies} are copies of others, and count as one report with several publishers.")
    if summary.skipped_count:
        print(f"{summary.skipped_count} were left out:")
        for skipped in summary.skipped:
            print(f"  {skipped}")
        if summary.skipped_count > len(summary.skipped):
            print(f"  … and {summary.skipped_count - len(summary.skipped)} more")
    if not summary.articles:
        print(
            "Nothing was read. Give files with French articles: .txt, .jsonl, .html, .warc.gz, feeds, .csv or .parquet."
        )
    else:
        print(f"Next: kg ask --store {store}   or   kg serve --store {store}")
    if summary.skipped_count > summary.foreign.total():
        raise typer.Exit(1)


def _parts_on_cluster(address: str, paths: list[Path], folder: Path, base: str, workshop: Any) -> Any:
    """The parts of all files, made by the machines of a cluster."""
    from functools import partial

    from kg.cluster import PartTellers, make_parts, map_on_dask, plan_parts

    planned = plan_parts(paths, folder, base, workshop)
    done = 0

    def tell(header: dict[str, Any]) -> None:
        nonlocal done
        done += 1
        print(f"{header['part']}: {header['articles']} articles ({done} of {len(planned)} parts)", file=sys.stderr)

    make_parts(planned, partial(map_on_dask, address), tell)
    return PartTellers(planned)


def _index_of_copies(store: str) -> Path:
    """Where it is remembered which texts were seen: beside the graph, or for a server in the user's cache."""
    from kg.articles.copies import FILE
    from kg.graph.store import is_address

    if not is_address(store):
        return Path(store) / FILE
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newskg"
    cache.mkdir(parents=True, exist_ok=True)
    return cache / f"{hashlib.sha256(store.encode()).hexdigest()[:16]}-{FILE}"


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

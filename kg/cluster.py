"""Articles read by several machines: a partition is a pure function that writes a file and renames it.

    parts/part-00042.nq       the graphs of its articles, N-Quads
    parts/part-00042.jsonl    what was read and left out, an article a line; written last: the part is whole
    parts/manifest.json       all parts, with their hashes

A part whose file is there, made from the same input by the same software, is not made again. The engine only has to
call `make_part` for each part somewhere; Dask does (a worker that dies loses no more than its part), and a loop does.
Then the parts are loaded in their order: the result is the graph that one process makes.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.articles import Article, Skipped, find_article_files, read_article_file
from kg.graph.parts import graph_lines, read_graphs
from kg.graph.triples import Names
from kg.pipeline import Item, Telling, Workshop, each_once, tell
from kg.workers import WorkerError

BYTES_A_PART = 4_000_000  # of input: some 1,500 articles, half a minute of reading; a larger file is a part of its own
MOST_RETRIES = 5  # of a part whose worker died
OnPart = Callable[[dict[str, Any]], None]


class ClusterError(WorkerError):
    """A cluster that cannot be used: says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which files are read into which part, and how; `output` is a folder that all machines see."""

    number: int
    files: tuple[str, ...]
    output: str
    base: str
    arguments: tuple[Any, ...]  # of the workshop

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"part-{self.number:05}"

    def key(self, run: str) -> str:
        """The same for the same input and software."""
        stats = [(file, os.stat(file).st_size, os.stat(file).st_mtime_ns) for file in self.files]
        return hashlib.sha256(json.dumps([run, self.base, stats]).encode()).hexdigest()[:16]


def plan_parts(
    paths: Iterable[Path], output: Path, base: str, workshop: Workshop, most_bytes: int = BYTES_A_PART
) -> list[Part]:
    """The files of paths in their order, cut where a part is full."""
    parts: list[Part] = []
    files: list[str] = []
    size = 0

    def close() -> None:
        if files:
            parts.append(Part(len(parts), tuple(files), str(output.resolve()), base, workshop.arguments))
            files.clear()

    for path in paths:
        for file in find_article_files(path):
            bytes_here = file.stat().st_size if file.exists() else 0
            if size + bytes_here > most_bytes:
                close()
                size = 0
            files.append(str(file.absolute()))
            size += bytes_here
    close()
    return parts


def make_part(part: Part) -> dict[str, Any]:
    """Read the files of a part, write its graphs; what the manifest says of it. The same wherever it runs."""
    workshop, lock = _workshop(part.arguments)
    names = Names(part.base)
    output = Path(part.output)
    graphs, records = output / f"{part.name}.nq", output / f"{part.name}.jsonl"
    with lock:  # the parser is not made for threads
        key = part.key(workshop.run)
        known = _header(records)
        if known is not None and known.get("key") == key and graphs.exists():
            return known
        mark = f".{os.getpid()}.tmp"  # two workers may have the part, when one was thought to be dead
        articles = 0
        digest = hashlib.sha256()
        with (
            (output / f"{part.name}.nq{mark}").open("wb") as graph_file,
            (output / f"{part.name}.jsonl{mark}").open("w", encoding="utf-8") as record_file,
        ):
            record_file.write(" " * _HEADER_BYTES + "\n")
            for file in part.files:
                for item in read_article_file(Path(file)):
                    record: dict[str, Any]
                    telling = tell(item, workshop) if isinstance(item, Article) else item
                    if isinstance(telling, Skipped) or isinstance(item, Skipped):
                        left_out = telling if isinstance(telling, Skipped) else item
                        record = {"skipped": asdict(left_out) | {"path": str(left_out.path)}}  # type: ignore[union-attr]
                    else:
                        lines = graph_lines(item, telling.reports, telling.entities, workshop.run, names)
                        data = "".join(lines).encode()
                        graph_file.write(data)
                        digest.update(data)
                        articles += 1
                        record = {
                            "sentences": telling.sentences,
                            "unread": telling.unread,
                            "unread_sentences": telling.unread_sentences,
                        }
                    record_file.write(json.dumps(record, ensure_ascii=False) + "\n")
            header = {
                "part": part.name,
                "key": key,
                "run": workshop.run,
                "articles": articles,
                "sha256": digest.hexdigest(),
            }
            record_file.seek(0)
            record_file.write(json.dumps(header).ljust(_HEADER_BYTES))
            for file_written in (graph_file, record_file):
                file_written.flush()
                os.fsync(file_written.fileno())
        os.replace(output / f"{part.name}.nq{mark}", graphs)
        os.replace(output / f"{part.name}.jsonl{mark}", records)
        return header


_HEADER_BYTES = 400


def _header(records: Path) -> dict[str, Any] | None:
    try:
        with records.open(encoding="utf-8") as lines:
            header = json.loads(lines.readline())
    except (OSError, ValueError):
        return None
    return header if isinstance(header, dict) else None


@lru_cache(maxsize=1)
def _workshop(arguments: tuple[Any, ...]) -> tuple[Workshop, threading.Lock]:
    """One workshop a process, whatever number of parts it makes."""
    return Workshop(*arguments), threading.Lock()


# ---------------------------------------------------------------- engines


def map_here(parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Make all parts in this process."""
    return map(make_part, parts)


def map_on_dask(address: str, parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Make all parts on the workers of a Dask scheduler, in any order. Raises ClusterError when it cannot be used."""
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise ClusterError("Building on a cluster needs Dask. Type: pip install 'newskg[cluster]'") from error
    try:
        client = Client(address, timeout=20, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"There is no Dask scheduler at {address} ({error}). Start one with `dask scheduler`, workers with `dask worker"
            f" {address} --nthreads 1 --nworkers auto`, and give its address."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=60)
        except TimeoutError as error:
            raise ClusterError(
                f"The scheduler at {address} has no worker. Start some: dask worker {address} --nthreads 1 --nworkers auto"
            ) from error
        futures = client.map(make_part, parts, pure=False, retries=MOST_RETRIES)
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            try:
                yield future.result()
            except Exception as error:
                raise ClusterError(
                    f"A part could not be made on the cluster: {type(error).__name__}: {error}. The parts that were made are"
                    " kept; see the workers' logs, then run the same command again."
                ) from error
            future.release()


def make_parts(
    parts: Sequence[Part], engine: Callable[[Sequence[Part]], Iterator[dict[str, Any]]], on_part: OnPart | None = None
) -> None:
    """Make all parts with an engine, and write the manifest."""
    if not parts:
        return
    output = Path(parts[0].output)
    output.mkdir(parents=True, exist_ok=True)
    made: list[dict[str, Any]] = []
    for header in engine(parts):
        made.append(header)
        if on_part is not None:
            on_part(header)
    manifest = {"base": parts[0].base, "parts": sorted(made, key=lambda header: str(header["part"]))}
    temporary = output / "manifest.json.tmp"
    temporary.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, output / "manifest.json")


# ---------------------------------------------------------------- loading


def _check_whole(graphs: Path, header: dict[str, Any] | None) -> None:
    """Raise ClusterError when a part is not what its maker wrote."""
    if header is not None and graphs.is_file():
        with graphs.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == header["sha256"]:
                return
    raise ClusterError(f"{graphs} is missing, cut or changed. Remove it, and build again: it alone is made anew.")


class PartTellers:
    """What articles tell, as the parts have it: in the place of processes that read them (see `kg.pipeline.build`)."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def items(self) -> Iterator[Article | Skipped]:
        """The articles of all parts, in order, each once; what they tell waits for `tell_all`."""
        return each_once(self._items())

    def _items(self) -> Iterator[Article | Skipped]:
        for part in self._parts:
            folder = Path(part.output)
            _check_whole(folder / f"{part.name}.nq", _header(folder / f"{part.name}.jsonl"))
            graphs = read_graphs(folder / f"{part.name}.nq", Names(part.base))
            with (folder / f"{part.name}.jsonl").open(encoding="utf-8") as lines:
                next(lines)
                for line in lines:
                    record = json.loads(line)
                    if "skipped" in record:
                        yield Skipped(**record["skipped"] | {"path": Path(record["skipped"]["path"])})
                        continue
                    article, reports, entities = next(graphs)
                    unread = tuple((why, number) for why, number in record["unread"])
                    self._current = Telling(reports, entities, record["sentences"], unread, record["unread_sentences"])
                    yield article

    def tell(self, article: Article) -> Telling | Skipped:
        """What the article that `items` gave last tells."""
        return self._current

    def tell_all(
        self, items: Iterable[Item], wanted: Callable[[Article], bool]
    ) -> Iterator[tuple[Item, Telling | Skipped | None]]:
        """The items with what they tell."""
        for item in items:
            yield item, self._current if isinstance(item, Article) else None

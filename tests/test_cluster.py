"""Parts made by the workers of a real Dask cluster, one of them killed in the middle, give the graph of one process."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from servers import free_port

from kg.articles.copies import Copies
from kg.cluster import ClusterError, PartTellers, make_part, make_parts, map_here, map_on_dask, plan_parts
from kg.graph.store import memory_store
from kg.graph.vocab import BASE
from kg.pipeline import Summary, Workshop, build, find_articles

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "data" / "articles"
WORKSHOP = Workshop(gated=True)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample articles, twice (copies), and what cannot be read."""
    folder = tmp_path_factory.mktemp("in")
    for name in ("one", "two"):
        (folder / name).mkdir()
        for file in ARTICLES.iterdir():
            (folder / name / f"{name}-{file.name}").write_bytes(file.read_bytes())
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "english.txt").write_text("The soldiers were sent to the north of the country by the government. " * 4)
    return [folder]


def built(items, tellers=None) -> tuple[list[bytes], Summary]:
    store = memory_store()
    with Copies() as copies:
        summary = build(copies.mark(items), store, WORKSHOP, None, tellers)
    return store.lines(), summary


@pytest.fixture(scope="module")
def alone(inputs: list[Path]) -> tuple[list[bytes], Summary]:
    return built(find_articles(inputs))


def workers_of(stack: ExitStack, tmp_path: Path, count: int) -> tuple[str, list[subprocess.Popen[bytes]]]:
    """The address of a scheduler, and its workers: processes of their own."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    dask = [sys.executable, "-m", "dask"]
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    commands = [[*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter"]]
    commands += [
        [*dask, "worker", address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard",
         "--local-directory", str(tmp_path / f"worker-{number}")] for number in range(count)
    ]  # fmt: skip
    processes = []
    for command in commands:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.kill)
        processes.append(process)
    return address, processes[1:]


def test_two_workers_one_killed_in_the_middle(alone, inputs: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    parts = plan_parts(inputs, tmp_path / "parts", BASE, WORKSHOP, most_bytes=2_000)
    assert len(parts) > 10
    with ExitStack() as stack:
        address, workers = workers_of(stack, tmp_path, 2)
        made: list[str] = []

        def kill_one(header: dict[str, object]) -> None:
            made.append(str(header["part"]))
            if len(made) == 4:
                workers[0].send_signal(signal.SIGKILL)

        make_parts(parts, lambda parts: map_on_dask(address, parts), kill_one)
        assert workers[0].wait() == -signal.SIGKILL
    assert sorted(made) == [part.name for part in parts]
    tellers = PartTellers(parts)
    assert built(tellers.items(), tellers) == alone
    manifest = json.loads((tmp_path / "parts" / "manifest.json").read_text())
    assert [part["part"] for part in manifest["parts"]] == [part.name for part in parts]


@pytest.fixture
def parts(inputs: list[Path], tmp_path: Path):
    planned = plan_parts(inputs, tmp_path / "parts", BASE, WORKSHOP, most_bytes=6_000)
    make_parts(planned, map_here)
    return planned


def test_parts_are_made_once_and_again_when_their_input_changes(parts, inputs: list[Path]) -> None:
    graphs = Path(parts[0].output) / f"{parts[0].name}.nq"
    before = graphs.stat().st_ino
    make_parts(parts, map_here)
    assert graphs.stat().st_ino == before
    first = Path(parts[0].files[0])
    os.utime(first, (time.time(), first.stat().st_mtime + 5))
    make_part(parts[0])
    assert graphs.stat().st_ino != before


def test_parts_hold_the_graphs_that_a_build_writes(parts, alone) -> None:
    lines = {line for part in parts for line in (Path(part.output) / f"{part.name}.nq").read_bytes().splitlines(True)}
    first = [line for line in alone[0] if b"/graph/article/" in line.rsplit(b" <", 1)[1] and b"/copy/" not in line]
    assert set(first) <= lines


def test_a_cut_part_is_said(parts) -> None:
    graphs = Path(parts[0].output) / f"{parts[0].name}.nq"
    graphs.write_bytes(graphs.read_bytes()[:-40])
    with pytest.raises(ClusterError, match="Remove it, and build again"):
        list(PartTellers(parts).items())


def test_no_scheduler_is_said(parts, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")

    def client(*_: object, **__: object) -> Iterator[None]:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", client)
    with pytest.raises(ClusterError, match="There is no Dask scheduler at tcp://nowhere:1"):
        list(map_on_dask("tcp://nowhere:1", parts))

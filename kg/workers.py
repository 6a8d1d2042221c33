"""Work done by several processes at once, in order, whatever becomes of one of them.

Each process is started anew (no fork: libraries hold threads), loads what it needs once, and then gets one task at a
time over a pipe. A process that dies is replaced and its task given again; a task that ends its process twice comes
back as `Lost`. Processes end when the parent does, however it ends.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any

MOST_DEATHS = 2  # of processes that had one task
TASKS_AHEAD = 4  # a worker, waiting or done and not yet taken: what bounds memory


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that ended each process that tried it: out of memory, most often."""

    task: Any


class WorkerError(Exception):
    """What a worker could not do, in its own words."""


@dataclass(slots=True)
class _Job:
    task: Any
    result: Any = None
    done: bool = False
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: _Job | None = None


class Workers:
    """`count` processes that do `start(*arguments)` once and call what it returns for each task.

    Tasks and results are pickled. Use it in a `with` block, or `close()` it.
    """

    def __init__(self, start: Callable[..., Callable[[Any], Any]], arguments: Sequence[Any], count: int) -> None:
        self._start = start
        self._arguments = tuple(arguments)
        self._context = multiprocessing.get_context("spawn")
        self._workers = [self._new() for _ in range(count)]
        self._waiting: deque[_Job] = deque()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes."""
        return [worker.process.pid or 0 for worker in self._workers]

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """The result of each task, in order, or `Lost`; tasks are taken a few ahead of the results."""
        ahead: deque[_Job] = deque()
        source = iter(tasks)
        exhausted = False
        while True:
            while not exhausted and len(ahead) < TASKS_AHEAD * len(self._workers):
                try:
                    job = _Job(next(source))
                except StopIteration:
                    exhausted = True
                else:
                    ahead.append(job)
                    self._waiting.append(job)
                    self._feed()
            if not ahead:
                return
            while not ahead[0].done:
                self._gather()
            yield ahead.popleft().result

    def call(self, task: Any) -> Any:
        """The result of one task, before all that are waiting."""
        job = _Job(task)
        self._waiting.appendleft(job)
        while not job.done:
            self._gather()
        return job.result

    # ---------------------------------------------------------------- processes

    def _new(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(there, self._start, self._arguments), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _feed(self) -> None:
        """Give waiting tasks to idle processes."""
        for number, worker in enumerate(self._workers):
            while self._waiting and worker.job is None:
                job = self._waiting.popleft()
                try:
                    worker.pipe.send(job.task)
                except OSError:  # it died while idle
                    self._waiting.appendleft(job)
                    worker = self._workers[number] = self._replace(worker)
                else:
                    worker.job = job

    def _gather(self) -> None:
        """Wait until a process has done its task or has died."""
        self._feed()
        ready = wait([worker.pipe for worker in self._workers if worker.job is not None])
        for number, worker in enumerate(self._workers):
            if worker.pipe not in ready or worker.job is None:
                continue
            job, worker.job = worker.job, None
            try:
                kind, value = worker.pipe.recv()
            except (EOFError, OSError):
                self._workers[number] = self._replace(worker)
                job.deaths += 1
                if job.deaths < MOST_DEATHS:
                    self._waiting.appendleft(job)
                    continue
                kind, value = "done", Lost(job.task)
            if kind == "failed":
                raise WorkerError(value)
            job.result, job.done = value, True
        self._feed()

    def _replace(self, worker: _Worker) -> _Worker:
        worker.pipe.close()
        worker.process.join()
        return self._new()


def _work(pipe: Connection, start: Callable[..., Callable[[Any], Any]], arguments: Sequence[Any]) -> None:
    """The life of one process: load, then answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        work = start(*arguments)
    except Exception as error:  # noqa: BLE001 - the parent raises it
        _answer(pipe, ("failed", str(error)))
        return
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", work(task))
        except Exception as error:  # noqa: BLE001 - the parent raises it
            answer = ("failed", f"{type(error).__name__}: {error}")
        if not _answer(pipe, answer):
            return


def _answer(pipe: Connection, answer: tuple[str, Any]) -> bool:
    try:
        pipe.send(answer)
    except OSError:
        return False
    return True

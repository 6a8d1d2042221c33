"""Several processes give what one gives: in order, whatever becomes of one of them."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from kg.workers import Lost, WorkerError, Workers


def start_doubling(fault: str = "") -> Callable[[int], int]:
    if fault == "start":
        raise ValueError("the model is not there")

    def double(number: int) -> int:
        if fault == "die" and number == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "raise" and number == 13:
            raise ZeroDivisionError("thirteen")
        time.sleep(0.002 if number % 3 else 0.01)
        return 2 * number

    return double


def test_results_come_in_order() -> None:
    with Workers(start_doubling, (), 3) as workers:
        assert list(workers.map(range(100))) == [2 * number for number in range(100)]
        assert list(workers.map(range(5))) == [0, 2, 4, 6, 8]


def test_tasks_are_taken_a_few_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken = number
            yield number

    with Workers(start_doubling, (), 2) as workers:
        results = workers.map(tasks())
        for _ in range(10):
            next(results)
        assert taken < 30


def test_a_killed_process_is_replaced_and_nothing_is_missing() -> None:
    with Workers(start_doubling, (), 2) as workers:
        results = workers.map(range(200))
        found = []
        for number, result in enumerate(results):
            found.append(result)
            if number in (20, 21, 90):
                os.kill(workers.processes[number % 2], signal.SIGKILL)
        assert found == [2 * number for number in range(200)]


def test_a_task_that_ends_every_process_is_lost_alone() -> None:
    with Workers(start_doubling, ("die",), 2) as workers:
        results = list(workers.map(range(20)))
    assert results[13] == Lost(13)
    assert [result for result in results if not isinstance(result, Lost)] == [2 * n for n in range(20) if n != 13]


def test_one_task_may_come_before_those_that_wait() -> None:
    with Workers(start_doubling, (), 1) as workers:
        results = workers.map(range(20))
        assert next(results) == 0
        assert workers.call(500) == 1000
        assert list(results) == [2 * number for number in range(1, 20)]


@pytest.mark.parametrize(("fault", "message"), [("start", "the model is not there"), ("raise", "thirteen")])
def test_errors_come_back_as_words(fault: str, message: str) -> None:
    with Workers(start_doubling, (fault,), 2) as workers, pytest.raises(WorkerError, match=message):
        list(workers.map(range(20)))

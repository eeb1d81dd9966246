"""Work spread over processes, results in order, memory flat however long the input is."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.errors import ShiluError

if TYPE_CHECKING:
    from concurrent.futures import Executor

log = logging.getLogger(__name__)

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_order(
    work: Callable[[list[Task]], list[Result]],
    tasks: Iterable[Task],
    jobs: int,
    full: int,
    weight: Callable[[Task], int] = lambda _: 1,
) -> Generator[Result, None, None]:
    """Give the results of `work` for all tasks. `full` is what the tasks weigh together that a process gets at a time.

    With one job everything runs in this process, task by task. `work` must be a function that can be pickled.
    """
    pool = _started(jobs) if jobs > 1 else None
    if pool is None:
        for task in tasks:
            yield from work([task])
        return
    from concurrent.futures.process import BrokenProcessPool  # loads multiprocessing, which one process needs not

    batches = _batches(tasks, full, weight)
    with pool:
        try:
            waiting: deque[Any] = deque(pool.submit(work, each) for each in islice(batches, jobs * 2))
            while waiting:
                results = waiting.popleft().result()
                waiting.extend(pool.submit(work, each) for each in islice(batches, 1))
                yield from results
        except BrokenProcessPool:
            _kill_all()
            why = "one of its processes was killed, perhaps for want of memory; start again with fewer"
            raise ShiluError(f"--jobs {jobs}: {why}") from None
        except (
            BaseException
        ):  # interrupted, or nobody reads on: to end what was begun may take minutes, for nothing
            _kill_all()
            raise


def _kill_all() -> None:
    """End the processes of the pool, which would ask them by SIGTERM: they take that for the user's."""
    from multiprocessing import active_children

    for each in active_children():
        each.kill()


def _started(jobs: int) -> Executor | None:
    """Give a pool whose processes run, or None where the system starts no more of them."""
    from concurrent.futures import ProcessPoolExecutor

    try:
        pool = ProcessPoolExecutor(jobs, initializer=_end_with_parent)
        pool.submit(os.getpid)  # the first task starts them all, and the thread that serves them
    except (OSError, RuntimeError) as error:
        _kill_all()  # those that were started would wait for ever for a task
        log.warning("--jobs %d: no process could be started (%s); going on with one", jobs, error)
        return None
    return pool


def _end_with_parent() -> None:
    """End this process when the one that it works for is killed: nobody else would tell it that no more work comes."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _batches(tasks: Iterable[Task], full: int, weight: Callable[[Task], int]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    weighs = 0
    for task in tasks:
        batch.append(task)
        weighs += weight(task)
        if weighs >= full:
            yield batch
            batch, weighs = [], 0
    if batch:
        yield batch

"""Work spread over processes, results in order, memory flat however long the input is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_order(
    work: Callable[[list[Task]], list[Result]], tasks: Iterable[Task], jobs: int, chunk: int
) -> Iterator[Result]:
    """Give the results of `work` for all tasks, which it gets in lists of up to `chunk`.

    With one job everything runs in this process. `work` must be a function that can be pickled.
    """
    source = iter(tasks)
    chunks = iter(lambda: list(islice(source, chunk)), [])
    if jobs <= 1:
        for each in chunks:
            yield from work(each)
        return
    from concurrent.futures import ProcessPoolExecutor  # loads multiprocessing, which one process needs not

    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Any] = deque(pool.submit(work, each) for each in islice(chunks, jobs * 2))
        while waiting:
            results = waiting.popleft().result()
            waiting.extend(pool.submit(work, each) for each in islice(chunks, 1))
            yield from results

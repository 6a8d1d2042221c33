"""Lines, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice


def batched(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of `size` lines, the last one shorter."""
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk

"""The names that the parser's recogniser finds, all words at once where no name is open.

spaCy decides word by word: outside a name whether one begins (B), is this word alone (U), or none is here (O); inside
one whether it goes on (I) or ends here (L). What it decides on outside of a name is the word alone, so these scores are
computed for all words together, and only the words of longer names one after the other. It takes the interpreter's lock
some twenty times for each word, which this does not. tests/test_encoder.py proves that the names are the same.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc as ParserDoc

from kg.extract.layers import Floats, Layers, has_layers
from kg.extract.tokens import Entity

Moves = NDArray[np.bool_]

FEATURES = 3  # the word, the first word of the open name, the word before where one is open


class Recogniser:
    """The weights of spaCy's recogniser, and what its moves are."""

    def __init__(self, component: Any) -> None:
        """Take the weights of a component that `is_known`."""
        self._words = component.model.layers[0]
        self._layers = Layers(component.model)
        names = [component.moves.get_class_name(number) for number in range(component.moves.n_moves)]
        self._labels = [name[2:] for name in names]
        self._begins = np.array([name.startswith("B-") for name in names])
        self._alone = np.array([name.startswith("U-") and len(name) > 2 for name in names])
        self._none = np.array([name == "O" for name in names])
        self._inside = {
            label: (names.index(f"I-{label}"), names.index(f"L-{label}")) for label in self._labels if label
        }

    def __call__(self, docs: Sequence[ParserDoc]) -> list[list[Entity]]:
        """The names of each sentence, in order."""
        docs = list(docs)
        if not any(map(len, docs)):
            return [[] for _ in docs]
        parts, absent = self._layers.parts(self._words.predict(docs)), self._layers.absent
        outside = self._layers.scores(parts[:, 0] + absent[1] + absent[2])
        outside[:, ~(self._begins | self._alone | self._none)] = -np.inf
        spaces = np.concatenate([doc.to_array(IS_SPACE) for doc in docs]).astype(bool)
        outside[np.ix_(spaces, self._begins | self._alone)] = -np.inf
        lasts = np.cumsum([len(doc) for doc in docs if len(doc)]) - 1
        outside[np.ix_(lasts, self._begins)] = -np.inf  # no word follows
        moves = outside.argmax(axis=1).tolist()
        found, first = [], 0
        for doc in docs:
            end = first + len(doc)
            found.append(
                [
                    Entity(doc[start - first].idx, doc[stop - 1 - first].idx + len(doc[stop - 1 - first]), label)
                    for start, stop, label in self._spans(moves, parts, first, end)
                ]
            )
            first = end
        return found

    def _spans(self, moves: Sequence[int], parts: Floats, first: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The names between two words: where each begins and ends, and its label."""
        at = first
        while at < end:
            move, start = moves[at], at
            at += 1
            if self._none[move]:
                continue
            label = self._labels[move]
            if self._begins[move]:
                at = self._end(parts, start, end, label)
            yield start, at, label

    def _end(self, parts: Floats, start: int, end: int, label: str) -> int:
        """Where a name that begins at `start` ends."""
        goes_on, ends = self._inside[label]
        for at in range(start + 1, end - 1):
            scores = self._layers.scores((parts[at, 0] + parts[start, 1] + parts[at - 1, 2])[None])[0]
            # Of equal moves spaCy takes the first in its list.
            if scores[ends] > scores[goes_on] or (scores[ends] == scores[goes_on] and ends < goes_on):
                return at + 1
        return end


def is_known(component: Any) -> bool:
    """Whether a component decides as this module does: by three features."""
    return has_layers(component) and component.model.layers[1].get_dim("nF") == FEATURES

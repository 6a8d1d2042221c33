"""The parser's moves, scored for all sentences of a batch at once.

At every move of every sentence spaCy adds up eight vectors, and takes and gives back the interpreter's lock around each
addition: more than half of the parser's time. Here one step of numpy does it for all sentences, with spaCy's own states;
tests/test_moves.py proves that the arcs are the same. A few sentences alone are left to spaCy, which is as fast then.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.ml.parser_model import ParserStepModel
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc as ParserDoc

Floats = NDArray[np.float32]

FEWEST_AT_ONCE = 5  # sentences
_PARSER = "parser"


class MovesAtOnce(DependencyParser):  # type: ignore[misc]
    """spaCy's parser with a greedy search of its own: it has the weights and the moves of a parser that `is_known`."""

    def __init__(self, vocab: Any, model: Any, name: str, moves: Any) -> None:
        super().__init__(vocab, model, name, moves)
        self._words, lower, upper = model.layers
        weights, bias = lower.get_param("W"), lower.get_param("b")
        features, outputs, pieces, inputs = weights.shape
        # By feature and piece, so that pieces are compared as whole columns.
        columns = weights.transpose(3, 0, 2, 1).reshape(inputs, features * pieces * outputs)
        self._lower: Floats = np.ascontiguousarray(columns)
        self._absent: Floats = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(1, features * pieces * outputs)
        self._bias: Floats = np.ascontiguousarray(bias.T.reshape(-1))
        self._outputs, self._pieces = outputs, pieces
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Floats = upper.get_param("b")
        self._features = np.arange(features, dtype=np.int32)
        self._places = _Places(features)

    def greedy_parse(self, docs: Sequence[ParserDoc], drop: float = 0.0) -> list[Any]:
        """The final state of each sentence."""
        if len(docs) < FEWEST_AT_ONCE:
            few: list[Any] = super().greedy_parse(docs, drop)
            return few
        batch: list[Any] = self.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        parts = self._parts(docs)
        while states:
            places = self._places.of(states)
            places *= len(self._features)
            places += self._features
            hidden = np.add.reduce(parts.take(places, axis=0, mode="wrap"), axis=1)
            hidden += self._bias
            states = self.transition_states(states, self._scores(hidden))
        return batch

    def _parts(self, docs: Sequence[ParserDoc]) -> Floats:
        """What each word adds as each feature, word by word, and last what the absence of a word adds (at -1)."""
        words: Floats = self._words.predict(docs)
        parts: Floats = np.concatenate([words @ self._lower, self._absent])
        return parts.reshape(-1, self._pieces * self._outputs)

    def _scores(self, hidden: Floats) -> Floats:
        """The score of every move, for the sum of features of each state."""
        best = hidden[:, : self._outputs]
        for piece in range(1, self._pieces):
            best = np.maximum(best, hidden[:, piece * self._outputs : (piece + 1) * self._outputs])
        scores: Floats = best @ self._upper
        scores += self._upper_bias
        return scores


class _Places(ParserStepModel):  # type: ignore[misc]
    """Where the words stand that the features of a state are; -1 where there is none."""

    def __init__(self, features: int) -> None:
        """Take only what `get_token_ids` asks for."""
        self.state2vec = _Features(features)

    def of(self, states: Sequence[Any]) -> NDArray[np.int32]:
        """A row for each state."""
        places: NDArray[np.int32] = self.get_token_ids(states)
        return places


class _Features:
    def __init__(self, number: int) -> None:
        self.nF = number


def move_at_once(nlp: Language) -> None:
    """Let the parser of a pipeline, where it has the known shape, score the moves of all sentences at once."""
    components: list[tuple[str, Any]] = nlp._components
    for place, (name, component) in enumerate(components):
        if name == _PARSER and is_known(component):
            components[place] = (name, MovesAtOnce(nlp.vocab, component.model, name, component.moves))


def is_known(component: Any) -> bool:
    """Whether a component decides as this module does: maxout, two layers, no beam, no move unseen."""
    model = getattr(component, "model", None)
    if model is None or len(model.layers) != 3 or not model.attrs.get("has_upper") or model.attrs["unseen_classes"]:
        return False
    _, lower, upper = model.layers
    return bool(
        type(component) is DependencyParser
        and lower.name == "precomputable_affine"
        and upper.name == "linear"
        and lower.get_dim("nP") >= 2
        and component.cfg["beam_width"] == 1
        and not component.cfg["multitasks"]
    )

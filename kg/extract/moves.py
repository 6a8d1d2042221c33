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

from kg.extract.layers import Floats, Layers, has_layers

FEWEST_AT_ONCE = 5  # sentences
_PARSER = "parser"


class MovesAtOnce(DependencyParser):  # type: ignore[misc]
    """spaCy's parser with a greedy search of its own: it has the weights and the moves of a parser that `is_known`."""

    def __init__(self, vocab: Any, model: Any, name: str, moves: Any) -> None:
        super().__init__(vocab, model, name, moves)
        self._words = model.layers[0]
        self._layers = Layers(model)
        self._features = np.arange(self._layers.features, dtype=np.int32)
        self._places = _Places(self._layers.features)

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
            states = self.transition_states(states, self._layers.scores(hidden))
        return batch

    def _parts(self, docs: Sequence[ParserDoc]) -> Floats:
        """What each word adds as each feature, word by word, and last what the absence of a word adds (at -1)."""
        parts: Floats = np.concatenate([self._layers.parts(self._words.predict(docs)), self._layers.absent[None]])
        return parts.reshape(-1, parts.shape[-1])


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
    """Whether a component decides as this module does."""
    return type(component) is DependencyParser and has_layers(component) and not component.cfg["multitasks"]

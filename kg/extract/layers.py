"""The two layers by which spaCy's parser and its recogniser of names score their moves, as arrays.

The lower layer adds up what each word says as each feature of a state, and keeps the greatest of some pieces; the upper
one makes of it a score for every move (spaCy's `TransitionBasedParser`, https://spacy.io/api/architectures#TransitionBasedParser).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Layers:
    """The weights of a component that `has_layers`; what a word adds is by feature, and then by piece and output."""

    def __init__(self, model: Any) -> None:
        """Take the weights, so that pieces are compared as whole columns."""
        _, lower, upper = model.layers
        weights = lower.get_param("W")
        self.features, self._outputs, self._pieces, inputs = weights.shape
        columns = weights.transpose(3, 0, 2, 1).reshape(inputs, -1)
        self._lower: Floats = np.ascontiguousarray(columns)
        self.absent: Floats = np.ascontiguousarray(
            lower.get_param("pad")[0].transpose(0, 2, 1).reshape(self.features, -1)
        )
        self._bias: Floats = np.ascontiguousarray(lower.get_param("b").T.reshape(-1))
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Floats = upper.get_param("b")

    def parts(self, words: Floats) -> Floats:
        """What each word adds as each feature: words × features × (pieces · outputs)."""
        return (words @ self._lower).reshape(len(words), self.features, -1)

    def scores(self, sums: Floats) -> Floats:
        """The score of every move, a row for each sum of features; the sums are used up."""
        sums += self._bias
        best = sums[:, : self._outputs]
        for piece in range(1, self._pieces):
            best = np.maximum(best, sums[:, piece * self._outputs : (piece + 1) * self._outputs])
        scores: Floats = best @ self._upper
        scores += self._upper_bias
        return scores


def has_layers(component: Any) -> bool:
    """Whether a component decides by these layers: maxout, two of them, no beam, no move unseen."""
    model = getattr(component, "model", None)
    if model is None or len(model.layers) != 3 or not model.attrs.get("has_upper") or model.attrs["unseen_classes"]:
        return False
    _, lower, upper = model.layers
    return bool(
        lower.name == "precomputable_affine"
        and upper.name == "linear"
        and lower.get_dim("nP") >= 2
        and component.cfg["beam_width"] == 1
    )

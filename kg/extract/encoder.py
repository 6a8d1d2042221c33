"""The words of a batch as vectors: what spaCy's layers compute, in a third of their time.

A model's encoder gives each word a vector by its form alone, then four times mixes in its neighbours. The first is
computed once for each word of the vocabulary and kept; the second goes over all words of a batch at once, in arrays of
one shape. tests/test_encoder.py proves that it says what the layers say, but for the rounding of the last digits.

`Encoder` serves one shape of model, spaCy's `MultiHashEmbed` with `StaticVectors` and `MaxoutWindowEncoder` over a
window of one word; another is left to its own layers (`encode_at_once`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc as ParserDoc

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]

MOST_WORDS = 50_000  # kept, with 400 bytes each; then it begins anew
# Words new to an encoder, always as many at once, so that a vector does not depend on its company: the most of which BLAS
# multiplies each row alike, which hangs on its kernel for the machine (32 on AVX-512, 8 on AVX2).
ROWS_AT_ONCE = (32, 16, 8, 4, 2)
_EMBED = ("extract_features", "static_vectors", "hashembed", "maxout", "layernorm")


@dataclass(frozen=True, slots=True)
class _Mixing:
    """A maxout layer and the layer norm after it: weights by piece, so that pieces are compared as whole columns."""

    weights: Floats  # inputs × (pieces · outputs)
    bias: Floats
    scale: Floats
    shift: Floats
    pieces: int

    def __call__(self, inputs: Floats) -> Floats:
        width = len(self.scale)
        mixed = inputs @ self.weights
        mixed += self.bias
        best = mixed[:, :width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, mixed[:, piece * width : (piece + 1) * width])
        share = np.full(width, 1 / width, dtype=np.float32)
        best -= (best @ share)[:, None]
        variance = (best * best) @ share
        variance += np.float32(1e-8)
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.scale
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A table of vectors that a feature's hash chooses from."""

    table: Floats
    seed: int
    column: int


class Encoder:
    """Sentences to a vector for each word."""

    def __init__(self, model: Any, nlp: Language) -> None:
        """Take the weights of a model of the known shape."""
        embed, encode = model.layers
        self._ops = model.ops
        self._vectors = nlp.vocab.vectors
        self._columns = list(_only(embed, "extract_features").attrs["columns"])
        self._hashed = [
            _Hashed(layer.get_param("E"), layer.attrs["seed"], layer.attrs["column"])
            for layer in _all(embed, "hashembed")
        ]
        self._projection: Floats = _only(embed, "static_vectors").get_param("W").T.copy()
        (self._joining,) = _mixings(embed)
        self._layers = _mixings(encode)
        self._pad = int(encode.attrs["pad"])
        self._width = len(self._joining.scale)
        self._at_once = rows_alike(self._projection, self._joining.weights)
        self._begin()

    def _begin(self) -> None:
        self._rows: dict[tuple[int, int, int], int] = {}
        self._known: Floats = np.zeros((1024, self._width), dtype=np.float32)

    def __call__(self, docs: Sequence[ParserDoc]) -> list[Floats]:
        """The vectors of each sentence's words."""
        rows = self._rows_of(docs)
        pad, places, at = self._pad, [], self._pad
        for doc in docs:
            places.append(slice(at, at + len(doc)))
            at += len(doc) + pad
        words: Floats = np.zeros((at, self._width), dtype=np.float32)
        start = 0
        for doc, place in zip(docs, places, strict=True):
            words[place] = self._known[rows[start : start + len(doc)]]
            start += len(doc)
        width = self._width
        window: Floats = np.zeros((at, 3 * width), dtype=np.float32)
        for layer in self._layers:
            window[1:, :width] = words[:-1]
            window[:, width : 2 * width] = words
            window[:-1, 2 * width :] = words[1:]
            words += layer(window)
        return [words[place] for place in places]

    # ---------------------------------------------------------------- words by themselves

    def _rows_of(self, docs: Sequence[ParserDoc]) -> list[int]:
        """Where each word's vector is kept; it is computed when it is not."""
        if len(self._rows) > MOST_WORDS:
            self._begin()
        keys = [key for doc in docs for key in map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist())]
        new = dict.fromkeys(key for key in keys if key not in self._rows)
        if new:
            columns = [ORTH, *self._columns]
            features = {
                key: row
                for doc in docs
                for key, row in zip(
                    map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist()), doc.to_array(columns), strict=True
                )
                if key in new
            }
            self._learn(list(features), np.array(list(features.values()), dtype=np.uint64))
        return [self._rows[key] for key in keys]

    def _learn(self, keys: Sequence[tuple[int, int, int]], features: Keys) -> None:
        for first in range(0, len(keys), self._at_once):
            some = features[first : first + self._at_once]
            block = np.zeros((self._at_once, some.shape[1]), dtype=np.uint64)
            block[: len(some)] = some
            vectors = self._embed(block)
            begin = len(self._rows)
            if begin + len(some) > len(self._known):
                self._known = np.concatenate([self._known, np.zeros_like(self._known)])
            self._known[begin : begin + len(some)] = vectors[: len(some)]
            self._rows.update((key, begin + number) for number, key in enumerate(keys[first : first + self._at_once]))

    def _embed(self, features: Keys) -> Floats:
        words, columns = features[:, 0], features[:, 1:]
        parts = []
        for hashed in self._hashed:
            ids = np.ascontiguousarray(columns[:, hashed.column])
            parts.append(self._ops.gather_add(hashed.table, self._ops.hash(ids, hashed.seed) % len(hashed.table)))
        found = self._vectors.find(keys=words)
        static = self._vectors.data[found] @ self._projection
        static[found < 0] = 0
        return self._joining(np.concatenate([*parts, static], axis=1))


def rows_alike(*weights: Floats) -> int:
    """The most rows of ROWS_AT_ONCE of which each is multiplied alike, wherever it stands; 1 where none are."""
    return next((rows for rows in ROWS_AT_ONCE if all(_are_alike(rows, table) for table in weights)), 1)


def _are_alike(rows: int, weights: Floats) -> bool:
    row = np.sin(np.arange(len(weights), dtype=np.float32))
    products = np.repeat(row[None], rows, axis=0) @ weights
    return bool((products == products[0]).all())


# ---------------------------------------------------------------- models


def encode_at_once(nlp: Language) -> None:
    """Let every encoder of the pipeline that has the known shape be computed by an `Encoder`."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in list(model.walk()) if model is not None else ():
            if _is_known(layer):
                layer._func = _forward(Encoder(layer, nlp))


def _forward(encoder: Encoder) -> Callable[..., Any]:
    def forward(model: Any, docs: Sequence[ParserDoc], is_train: bool) -> Any:
        if is_train:
            raise NotImplementedError(
                "An encoder of this reader does not learn; load the model with spaCy to train it."
            )
        return encoder(docs), None

    return forward


def _is_known(model: Any) -> bool:
    """Whether a model gives words vectors by hash and table, and then mixes windows of three."""
    if len(model.layers) != 2 or "pad" not in model.layers[1].attrs:
        return False
    embed, encode = model.layers
    names = {layer.name for layer in embed.walk()}
    windows = _all(encode, "expand_window")
    return (
        all(name in names for name in _EMBED)
        and bool(windows)
        and all(layer.attrs["window_size"] == 1 for layer in windows)
        and len(_all(encode, "maxout")) == len(windows) == len(_all(encode, "layernorm"))
        and len(_all(embed, "maxout")) == 1
    )


def _all(model: Any, name: str) -> list[Any]:
    return [layer for layer in model.walk() if layer.name == name]


def _only(model: Any, name: str) -> Any:
    (layer,) = _all(model, name)
    return layer


def _mixings(model: Any) -> list[_Mixing]:
    mixings = []
    for maxout, norm in zip(_all(model, "maxout"), _all(model, "layernorm"), strict=True):
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        outputs, pieces, inputs = weights.shape
        mixings.append(
            _Mixing(
                weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * outputs)),
                bias=np.ascontiguousarray(bias.T.reshape(-1)),
                scale=norm.get_param("G"),
                shift=norm.get_param("b"),
                pieces=pieces,
            )
        )
    return mixings

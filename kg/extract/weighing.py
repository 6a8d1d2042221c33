"""What the features of two tellings weigh: kg/lang/<code>/grouping.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import ResourceError, folder, read_toml


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature, and what all must sum up to for one event."""

    features: Mapping[str, float]
    join: float

    def weigh(self, features: Mapping[str, float]) -> float:
        """The sum of what the features weigh. Raises ResourceError for a feature without a weight."""
        try:
            return sum(self.features[name] * value for name, value in features.items())
        except KeyError as error:
            raise ResourceError(f"grouping.toml has no weight for “{error.args[0]}”. Add it there.") from error


@cache
def load_weights(language: str = "fr") -> Weights:
    """The weights of a language. Raises ResourceError where the file is wrong."""
    table = read_toml(folder("lang") / language / "grouping.toml")
    return Weights({name: float(weight) for name, weight in table["features"].items()}, float(table["join"]))

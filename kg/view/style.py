"""Colours and shapes, the same in the page, in the picture and in GEXF.

Every group of events has a colour and a shape of its own, so that nothing hangs on colour alone; the colours are
Paul Tol's “muted” scheme, made for the colour-blind (https://personal.sron.nl/~pault/), with lighter ones in the dark.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of node is drawn: colours on light and on dark ground, outline within -1…1, y downwards.

    `scale` makes marks of different outlines look equally big.
    """

    light: str
    dark: str
    outline: tuple[Point, ...]
    scale: float = 1.0


def _ring(corners: int, turn_degrees: float = 0.0, inner: float = 1.0) -> tuple[Point, ...]:
    """Corners on a circle, every second one at `inner` of its radius; the first points up before the turn."""
    angles = [math.radians(turn_degrees - 90 + 360 * corner / corners) for corner in range(corners)]
    radii = [1.0 if corner % 2 == 0 else inner for corner in range(corners)]
    return tuple(
        (round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3))
        for radius, angle in zip(radii, angles, strict=True)
    )


def _pin() -> tuple[Point, ...]:
    """A map pin: a circle with a point below."""
    arc = [math.radians(150 + 240 * step / 16) for step in range(17)]
    return (
        (0.0, 1.0),
        *((round(0.68 * math.cos(angle), 3), round(-0.32 + 0.68 * math.sin(angle), 3)) for angle in arc),
    )


_CROSS = (
    *((-0.36, -0.95), (0.36, -0.95), (0.36, -0.36), (0.95, -0.36), (0.95, 0.36), (0.36, 0.36)),
    *((0.36, 0.95), (-0.36, 0.95), (-0.36, 0.36), (-0.95, 0.36), (-0.95, -0.36), (-0.36, -0.36)),
)
_SPEECH = ((-1.0, -0.8), (1.0, -0.8), (1.0, 0.45), (-0.1, 0.45), (-0.6, 1.0), (-0.6, 0.45), (-1.0, 0.45))
_CHEVRON = ((-0.9, -0.8), (0.2, -0.8), (1.0, 0.0), (0.2, 0.8), (-0.9, 0.8), (-0.25, 0.0))
_BOW = ((-1.0, -0.85), (0.0, -0.25), (1.0, -0.85), (1.0, 0.85), (0.0, 0.25), (-1.0, 0.85))
_FLAG = ((-0.8, -1.0), (1.0, -0.45), (-0.5, 0.15), (-0.5, 1.0), (-0.8, 1.0))
_SHIELD = ((-0.85, -0.9), (0.85, -0.9), (0.85, 0.1), (0.0, 1.0), (-0.85, 0.1))
_SQUARE = ((-0.82, -0.82), (0.82, -0.82), (0.82, 0.82), (-0.82, 0.82))

GROUPS: Mapping[str, Mark] = MappingProxyType(
    {
        "Violence": Mark("#882255", "#E0709F", _ring(16, inner=0.62), 1.15),
        "Territory": Mark("#999933", "#C2C25A", _FLAG, 1.1),
        "Movement": Mark("#332288", "#8F86E8", _CHEVRON),
        "Presence": Mark("#44AA99", "#55C4B1", _SHIELD, 0.95),
        "Support": Mark("#117733", "#4DB56F", _CROSS, 0.95),
        "Contact": Mark("#5FB3DB", "#88CCEE", _BOW),
        "Statement": Mark("#D6BD55", "#E5D37F", _SPEECH),
        "PublicOrder": Mark("#CC6677", "#EE9AA6", _ring(6)),
        "Office": Mark("#AA4499", "#D77FC9", _ring(5)),
        "Event": Mark("#777777", "#AAAAAA", _ring(4), 0.9),  # a class of no known group
    }
)

FAMILIES: Mapping[str, Mark] = MappingProxyType(
    {
        "actor": Mark("#3F4A56", "#C5CCD3", _ring(24)),
        "country": Mark("#3F4A56", "#C5CCD3", _SQUARE),
        "place": Mark("#6B7682", "#9AA4AE", _pin(), 1.1),
        "thing": Mark("#8D959D", "#7D868F", _ring(4), 0.8),
    }
)

# role → colour on light ground, colour on dark ground, of the words that prove it
ROLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "trigger": ("#FFE08A", "#6B5300"),
        "agent": ("#BFD9F7", "#1F4A7D"),
        "participant": ("#C9D4FF", "#34408C"),
        "target": ("#F9C6CE", "#7C2A3A"),
        "opponent": ("#F3BFE0", "#722A5E"),
        "beneficiary": ("#BDEBDD", "#14594A"),
        "place": ("#CDEBB8", "#35591C"),
        "origin": ("#E3EBA6", "#515A12"),
        "force": ("#DCCBB4", "#5B4427"),
        "instrument": ("#D3D6DB", "#464C55"),
        "topic": ("#E2CCF5", "#54337A"),
        "office": ("#F5D0F0", "#6B2F66"),
        "figure": ("#FFCFA6", "#7A4210"),
        "time": ("#B8E6F2", "#13566A"),
        "source": ("#D7DDE8", "#3A4A66"),
        "status": ("#E8E2D6", "#504A3E"),
    }
)


def radius(reports: int, event: bool) -> float:
    """Half the width of a node in pixels at zoom 1: its area grows with the number of its reports."""
    base, step, most = (9.0, 2.6, 22.0) if event else (8.0, 2.2, 30.0)
    return round(min(most, base + step * (math.sqrt(max(1, reports)) - 1) * (1.4 if event else 1.6)), 2)

"""A sheet of paper of so many pixels, on which marks and words are put; written as SVG or PNG, the same every time."""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np

from kg.view import style

Box = tuple[float, float, float, float]

_DPI = 100
_POINTS_PER_PX = 72 / _DPI
_LIGHT = {"ground": "#faf9f6", "ink": "#1e252c", "soft": "#56616c", "edge": "#c9cbcb", "cross": "#b3261e"}
_DARK = {"ground": "#15191d", "ink": "#e8eaec", "soft": "#a2acb5", "edge": "#46505a", "cross": "#ff8a80"}
_RC: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same picture everywhere
    "svg.fonttype": "path",
    "svg.hashsalt": "kg",  # ids in the file are functions of content
    "text.parse_math": False,  # a “$” in an article is a dollar
}
_ROUND = style.FAMILIES["actor"].outline


class Sheet:
    """A sheet of width × height pixels, y downwards, on which marks and words are put."""

    def __init__(self, width_px: int, height_px: int, dark: bool) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.colours = _DARK if dark else _LIGHT
        self.dark = dark
        self.width, self.height = width_px, height_px
        self.figure = Figure(figsize=(width_px / _DPI, height_px / _DPI), dpi=_DPI, facecolor=self.colours["ground"])
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width_px)
        self.axes.set_ylim(height_px, 0)
        self.axes.set_axis_off()

    def mark(self, name: str, status: str, x: float, y: float, radius: float) -> None:
        from matplotlib.patches import Polygon

        mark = style.GROUPS.get(name) or style.FAMILIES.get(name) or style.Mark("#56616c", "#a2acb5", _ROUND)
        colour = mark.dark if self.dark else mark.light
        points = np.array(mark.outline) * radius * mark.scale + (x, y)
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": self.colours["ground"], "linewidth": 0.8}
        if status != "asserted":
            look |= {"edgecolor": colour, "linewidth": 1.1, "facecolor": self.colours["ground"]}
            look |= {"linestyle": {"planned": (0, (3, 1.6)), "possible": (0, (0.6, 1.8))}.get(status, "solid")}
        if status == "planned":
            share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) * 0.22
            ground = np.array([int(self.colours["ground"][at : at + 2], 16) for at in (1, 3, 5)]) * 0.78
            look["facecolor"] = tuple((share + ground) / 255)
        self.axes.add_patch(Polygon(points, closed=True, joinstyle="round", zorder=3, **look))
        if status == "denied":
            arm = radius * 0.95
            for up in (1, -1):
                rise = [y - up * arm, y + up * arm]
                self.axes.plot([x - arm, x + arm], rise, color=self.colours["cross"], linewidth=1.5, zorder=4)

    def words(self, text: str, x: float, y: float, size_px: float, colour: str = "ink", **look: Any) -> None:
        look = {"va": "center", "ha": "left", "zorder": 6, **look}
        self.axes.text(x, y, text, fontsize=size_px * _POINTS_PER_PX, color=self.colours[colour], **look)

    def clear(self, box: Box, above_marks: bool) -> None:
        """Let the ground show through, so that words stand on no line."""
        from matplotlib.patches import Rectangle

        left, top, right, bottom = box
        ground = self.colours["ground"]
        corner, width, height = (left + 2, top + 2), right - left - 4, bottom - top - 4
        layer = 5 if above_marks else 2
        self.axes.add_patch(Rectangle(corner, width, height, facecolor=ground, alpha=0.8, linewidth=0, zorder=layer))

    def label(self, text: str, x: float, y: float, far: float, size_px: float, taken: "list[Box]", **look: Any) -> bool:
        """Words beside a mark of radius `far`, where they cover nothing that is taken; False where there is no room."""
        half, tall = self.width_of(text, size_px, look.get("weight") == "bold") / 2 + 3, size_px * 1.2
        for right, down in ((far + half, 0.0), (-far - half, 0.0), (0.0, -far - tall / 2), (0.0, far + tall / 2)):
            box = (x + right - half, y + down - tall / 2, x + right + half, y + down + tall / 2)
            inside = box[0] > 6 and box[2] < self.width - 6
            if inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                self.clear(box, above_marks=False)
                self.words(text, x + right, y + down, size_px, ha="center", **look)
                return True
        return False

    def width_of(self, text: str, size_px: float, bold: bool = False) -> float:
        from matplotlib.font_manager import FontProperties

        font = FontProperties(size=size_px * _POINTS_PER_PX, weight="bold" if bold else "normal")
        renderer: Any = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
        width, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
        return float(width)

    def legend(self, names: Sequence[tuple[str, str, str]], x: float, y: float) -> float:
        """Marks with their names in a row: (mark, status, words); where the row ends."""
        for mark, status, text in names:
            self.mark(mark, status, x, y, 8)
            self.words(text, x + 16, y, 13.5)
            x += 16 + self.width_of(text, 13.5) + 30
        return x

    def written(self, file_format: Literal["svg", "png"]) -> bytes:
        """The file: no date and no version of the maker in it."""
        stream = io.BytesIO()
        still: dict[str, Any] = {"Date": None, "Creator": None} if file_format == "svg" else {"Software": None}
        self.figure.savefig(stream, format=file_format, metadata=still, facecolor=self.figure.get_facecolor())
        return stream.getvalue()


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


@contextmanager
def drawing() -> Iterator[None]:
    """While sheets are drawn: fonts and ids that are the same everywhere; a letter that no font has is a box."""
    import matplotlib

    with matplotlib.rc_context(_RC), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield

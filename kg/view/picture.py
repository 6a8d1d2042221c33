"""Records → one still picture of the graph, as SVG or PNG, for a README or a report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kg import vocabulary
from kg.view import layout, network, style
from kg.view.sheet import Box, Sheet, drawing
from kg.view.words import all_labels, page_words

_MARGIN_PX, _HEAD_PX, _FOOT_PX = 56.0, 74.0, 132.0


def _lines(text: str, width: int = 18) -> list[str]:
    """The text on at most two lines of about `width` letters."""
    if len(text) <= width + 3:
        return [text]
    lines = [""]
    for word in text.split():
        if not lines[-1] or len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    cut = [line if len(line) <= width + 6 else f"{line[: width + 5]}…" for line in lines[:2]]
    return [cut[0], f"{cut[1].rstrip('…')}…"] if len(lines) > 2 else cut


def _overlaps(box: Box, others: NDArray[np.float64]) -> int:
    return int(
        ((others[:, 0] < box[2]) & (others[:, 2] > box[0]) & (others[:, 1] < box[3]) & (others[:, 3] > box[1])).sum()
    )


def _caption(records: Sequence[network.Record], facts: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> str:
    articles = {report.get("article") for record in records for report in record.get("reports") or ()}
    years = sorted(str(record["begin"])[:4] for record in records if record.get("begin"))
    return words["caption" if years else "caption_undated"].format(
        events=len(records),
        actors=sum(fact["family"] in ("actor", "country") for fact in facts),
        places=sum(fact["family"] == "place" for fact in facts),
        articles=len(articles),
        begin=years[0] if years else "",
        end=years[-1] if years else "",
    )


def _proof(records: Sequence[network.Record], labels: Mapping[str, str], words: Mapping[str, str]) -> str:
    """The sentence behind the event that most reports tell: what a click in the page opens."""
    told = [record for record in records if any(report.get("evidence") for report in record.get("reports") or ())]
    if not told:
        return ""
    record = min(told, key=lambda record: (-network.reports_of(record), record["id"]))
    report = next(report for report in record["reports"] if report.get("evidence"))
    sentence = " ".join(str(report["evidence"][0].get("sentence") or "").split())
    if len(sentence) > 130:
        sentence = f"{sentence[:128].rsplit(' ', 1)[0]}…"
    where = ", ".join(str(part) for part in (report.get("sourceId"), report.get("published")) if part)
    kind = network.class_label(record["type"], labels)
    return f"{kind} : {words['quote_open']}{sentence}{words['quote_close']} ({where})"


def picture(
    records: Iterable[network.Record],
    language: str = "fr",
    title: str = "",
    labels: Mapping[str, str] | None = None,
    file_format: Literal["svg", "png"] = "svg",
    dark: bool = False,
    width_px: int = 1600,
    height_px: int = 1100,
) -> bytes:
    """The graph with its legend, its counts and one sentence as proof; the same records give the same bytes.

    Nodes stand where the page has them; a label is drawn where it covers nothing, the most told first. Raises
    ViewError for a wrong record or language, or for a format other than svg and png.
    """
    if file_format not in ("svg", "png"):
        raise network.ViewError(f"A picture can be svg or png, not “{file_format}”.")
    labels = all_labels(language, labels)
    words = page_words(language)
    checked = network.check_records(records)
    graph = network.network(checked, labels)
    places = layout.positions(graph)
    with drawing():
        sheet = Sheet(width_px, height_px, dark)
        _draw_graph(sheet, graph, places)
        _draw_frame(sheet, checked, graph, labels, words, title)
        return sheet.written(file_format)


def _draw_graph(sheet: Sheet, graph: "Any", places: Mapping[str, tuple[float, float]]) -> None:
    from matplotlib.collections import LineCollection

    if not places:
        return
    at = np.array(list(places.values()))
    low, high = at.min(axis=0), at.max(axis=0)
    room = np.array([sheet.width - 2 * _MARGIN_PX - 60, sheet.height - _HEAD_PX - _FOOT_PX - 60])
    zoom = min(1.6, *(room / np.maximum(high - low, 1.0)))
    middle = np.array([sheet.width / 2, _HEAD_PX + (sheet.height - _HEAD_PX - _FOOT_PX) / 2])
    spots = {node: (np.array(place) - (low + high) / 2) * zoom + middle for node, place in places.items()}
    for said, look in ((False, "solid"), (True, (0, (4, 3)))):
        chosen = [
            (spots[start], spots[end])
            for start, end, role in graph.edges(keys=True)
            if (graph.nodes[start]["status"] != "asserted" or role == "source") == said
        ]
        sheet.axes.add_collection(
            LineCollection(chosen, colors=sheet.colours["edge"], linewidths=0.8, linestyles=look, zorder=1)
        )
    # marks shrink less than distances, so that a full graph still shows them
    grow = zoom**0.75
    order = sorted(graph.nodes, key=lambda node: (-_rank(graph.nodes[node]), node))
    bodies = []
    for node in order:
        facts = graph.nodes[node]
        event = facts["family"] == "event"
        radius = style.radius(facts["reports"], event) * grow
        x, y = spots[node]
        sheet.mark(facts["group"] if event else facts["family"], facts.get("status", "asserted"), x, y, radius)
        bodies.append((x - radius, y - radius, x + radius, y + radius))
    _draw_labels(sheet, graph, order, np.array(bodies))


def _rank(facts: Mapping[str, Any]) -> float:
    return float(facts["reports"] * 0.6 if facts["family"] == "event" else facts["reports"] + 1.5)


def _draw_labels(sheet: Sheet, graph: "Any", order: Sequence[str], bodies: NDArray[np.float64]) -> None:
    taken = np.empty((0, 4))
    hubs = set(order[:24]) if len(order) > layout.LABELLED else set()
    for node, body in zip(order, bodies, strict=True):
        facts = graph.nodes[node]
        event = facts["family"] == "event"
        if event and len(order) > 400:
            continue
        size = 12.0 if event else min(17.0, 13.0 + facts["reports"] ** 0.5)
        lines = _lines(facts["label"], 22 if event else 18)
        half = max(sheet.width_of(line, size, bold=not event) for line in lines) / 2 + 3
        tall = len(lines) * size * 1.2
        x, y, radius = (body[0] + body[2]) / 2, (body[1] + body[3]) / 2, (body[2] - body[0]) / 2
        gap, lean = radius + 3, (radius + 3) * 0.7
        best: tuple[int, float, float, Box] | None = None
        for right, down in (
            *((0.0, gap + tall / 2), (gap + half, 0.0), (-gap - half, 0.0), (0.0, -gap - tall / 2)),
            *((lean + half, lean + tall / 2), (-lean - half, lean + tall / 2)),
            *((lean + half, -lean - tall / 2), (-lean - half, -lean - tall / 2)),
            *((0.0, gap + 10 + tall / 2), (0.0, -gap - 10 - tall / 2), (gap + 14 + half, 0.0), (-gap - 14 - half, 0.0)),
        ):
            left, top = x + right - half, y + down - tall / 2
            box = (left, top, left + 2 * half, top + tall)
            outside = (
                left < 8 or top < _HEAD_PX - 16 or box[2] > sheet.width - 8 or box[3] > sheet.height - _FOOT_PX + 16
            )
            if outside or _overlaps(box, taken):
                continue
            covered = _overlaps(box, bodies)
            if best is None or covered < best[0]:
                best = (covered, x + right, y + down, box)
            if covered == 0:
                break
        if best is None or best[0] > (6 if node in hubs else 0):
            continue
        taken = np.vstack([taken, best[3]])
        sheet.clear(best[3], above_marks=best[0] > 0)
        for number, line in enumerate(lines):
            shift = (number - (len(lines) - 1) / 2) * size * 1.2
            weight = "normal" if event else "bold"
            sheet.words(line, best[1], best[2] + shift, size, "soft" if event else "ink", ha="center", weight=weight)


def _draw_frame(
    sheet: Sheet,
    records: Sequence[network.Record],
    graph: "Any",
    labels: Mapping[str, str],
    words: Mapping[str, str],
    title: str,
) -> None:
    """Title and counts above; legend and proof below."""
    facts = [fact for _, fact in graph.nodes(data=True)]
    if title:
        sheet.words(title, 28, 32, 23, weight="bold")
    sheet.words(_caption(records, facts, words) if records else words["empty"], 28, 58 if title else 32, 14, "soft")
    groups = [name for name in style.GROUPS if any(fact.get("group") == name for fact in facts)]
    families = [name for name in style.FAMILIES if any(fact["family"] == name for fact in facts)]
    statuses = [name for name in vocabulary.STATUSES if any(fact.get("status") == name for fact in facts)]
    rows = [[(name, "asserted", name) for name in groups]]
    rows.append([*((name, "asserted", name) for name in families), *(("", name, name) for name in statuses)])
    for number, row in enumerate(rows):
        x, y = 36.0, sheet.height - 96 + 30.0 * number
        named = [(mark, status, network.class_label(name, labels)) for mark, status, name in row]
        x = sheet.legend([(mark, status, text[:1].upper() + text[1:]) for mark, status, text in named], x, y)
        if number == 1 and row:
            sheet.words(words["size_note"], x, y, 13.5, "soft")
    sheet.words(_proof(records, labels, words), 28, sheet.height - 28, 13.5, "soft", style="italic")

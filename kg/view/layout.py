"""Where the nodes of a graph stand: the same graph, the same places, in a second for a thousand nodes.

networkx's own layouts took 8–10 s at 1,000 nodes and one of them needs scipy. This is the model of ForceAtlas2
(Jacomy et al. 2014, https://doi.org/10.1371/journal.pone.0098679): springs along edges, repulsion by degree,
gravity; written for whole arrays. Above LANDMARKS nodes the repulsion is estimated from a sample that changes
at every step, so that time grows with the number of nodes and not with its square.
"""

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view import style

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LANDMARKS = 600  # at most so many nodes repel each node in one step
STEPS = 240
WIDER = 1.45  # width : height, as most screens
REPEL, PULL, GRAVITY = 18.0, 0.5, 0.05  # px² per pair, per px of an edge, per px from the middle
ROOMY, LABELLED = 5.5, 160  # so much more repulsion in a graph of so few nodes that all labels find room
GAP_PX = 9.0  # between two nodes
NEAR = 1500  # up to so many nodes every pair is looked at when overlaps are removed

_found: dict[tuple[object, ...], dict[str, tuple[float, float]]] = {}


def _start(graph: "nx.Graph[str]") -> list[str]:
    """The nodes, neighbours near each other: breadth first from the most connected of each component."""
    order: list[str] = []
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    for part in parts:
        hub = min(part, key=lambda node: (-graph.degree(node), node))
        seen = {hub}
        queue = [hub]
        for node in queue:
            for other in sorted(graph[node]):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        order += queue
    return order


def _settle(places: Floats, pairs: Whole, mass: Floats) -> Floats:
    """Let springs, repulsion and gravity find their balance."""
    count = len(places)
    generator = np.random.default_rng(7)
    repel = REPEL * (ROOMY if count <= LABELLED else 1.0)
    for step in range(STEPS):
        if count <= LANDMARKS:
            others, share = np.arange(count), 1.0
        else:
            others, share = generator.choice(count, LANDMARKS, replace=False), count / LANDMARKS
        x = places[:, 0, None] - places[None, others, 0]
        y = places[:, 1, None] - places[None, others, 1]
        push = (repel * share) * mass[:, None] * mass[None, others] / (x * x + y * y + 100.0)
        force = np.stack([(push * x).sum(axis=1), (push * y).sum(axis=1)], axis=1)
        pull = PULL * (places[pairs[:, 0]] - places[pairs[:, 1]])
        np.add.at(force, pairs[:, 0], -pull)
        np.add.at(force, pairs[:, 1], pull)
        force -= GRAVITY * mass[:, None] * places * np.array([WIDER**-0.5, WIDER**0.5])
        size = np.hypot(force[:, 0], force[:, 1])[:, None] + 1e-9
        heat = 30.0 * (1 - step / STEPS) ** 1.5 + 0.3
        places = places + force / size * np.minimum(size / mass[:, None], heat)
    return places


def _near_pairs(places: Floats, reach: float) -> Whole:
    """Pairs of nodes that may touch: all, or for many nodes those in neighbouring cells of a grid."""
    count = len(places)
    if count <= NEAR:
        first, second = np.triu_indices(count, 1)
        close = np.abs(places[first] - places[second]).max(axis=1) < reach
        return np.stack([first[close], second[close]], axis=1)
    cells: dict[tuple[int, int], list[int]] = {}
    for node, (column, row) in enumerate(np.floor(places / reach).astype(int).tolist()):
        cells.setdefault((column, row), []).append(node)
    pairs = [
        (min(node, other), max(node, other))
        for (column, row), members in sorted(cells.items())
        for right, down in ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1))
        for node in members
        for other in cells.get((column + right, row + down), ())
        if (right, down) != (0, 0) or node < other
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _spread(places: Floats, half: Floats) -> Floats:
    """Push boxes (half widths and heights) apart along the axis where they overlap least."""
    reach = 2 * float(half.max()) + GAP_PX
    pairs = _near_pairs(places, reach * 1.4)
    for step in range(120):
        if step and step % 20 == 0:
            pairs = _near_pairs(places, reach * 1.4)
        first, second = pairs[:, 0], pairs[:, 1]
        apart = places[second] - places[first]
        over = half[first] + half[second] + GAP_PX - np.abs(apart)
        touching = (over > 0).all(axis=1)
        if not touching.any():
            break
        first, second, apart, over = first[touching], second[touching], apart[touching], over[touching]
        sideways = over[:, 0] < over[:, 1]
        sign = np.where(apart >= 0, 1.0, -1.0)
        move = np.zeros_like(apart)
        move[sideways, 0] = (sign * over)[sideways, 0]
        move[~sideways, 1] = (sign * over)[~sideways, 1]
        shift = np.zeros_like(places)
        np.add.at(shift, first, -move * 0.3)
        np.add.at(shift, second, move * 0.3)
        places = places + np.clip(shift, -30.0, 30.0)
    return places


def _half_sizes(facts: Mapping[str, Any], with_labels: bool) -> tuple[float, float]:
    """Half width and half height of a node in pixels, its label below it included for a small graph."""
    size = style.radius(facts["reports"], facts["family"] == "event") + 2
    if not with_labels:
        return size, size
    return max(size, min(len(facts["label"]), 22) * 3.1), size + 8


def positions(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[float, float]]:
    """(x, y) of every node in pixels at zoom 1, y downwards, the middle at 0.

    Nodes need `reports`, `family` and `label` as `network` gives them. The same graph always stands the same;
    what was found is remembered while the program runs. No two nodes overlap but in graphs of many thousands.
    """
    key = (
        tuple((node, facts["reports"], facts["family"], facts["label"]) for node, facts in graph.nodes(data=True)),
        tuple(graph.edges()),
    )
    if key not in _found:
        _found.clear()  # one graph is enough: page, picture and GEXF of the same records
        _found[key] = _positions(graph)
    return dict(_found[key])


def _positions(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[float, float]]:
    if not graph:
        return {}
    order = _start(nx.Graph(graph.to_undirected(as_view=True)))
    index = {node: number for number, node in enumerate(order)}
    pairs = np.array(
        sorted({(min(a, b), max(a, b)) for a, b in ((index[s], index[e]) for s, e in graph.edges()) if a != b}),
        dtype=np.int64,
    ).reshape(-1, 2)
    turns = np.arange(len(order)) * (math.pi * (3 - math.sqrt(5)))  # a sunflower: even, and like numbers near
    far = 26.0 * np.sqrt(np.arange(len(order)) + 0.5)
    places = np.stack([WIDER * far * np.cos(turns), far * np.sin(turns)], axis=1)
    mass = 1.0 + np.bincount(pairs.ravel(), minlength=len(order)).astype(np.float64) ** 0.8
    places = _settle(places, pairs, mass)
    half = np.array([_half_sizes(graph.nodes[node], len(order) <= LABELLED) for node in order])
    places = _spread(places, half)
    places -= (places.min(axis=0) + places.max(axis=0)) / 2
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(order, places, strict=True)}

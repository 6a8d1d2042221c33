"""Roads, and what lies between two places: « sur l'axe X-Y », « la route qui relie X à Y », « un poste situé entre X et Y »."""

import re
from collections.abc import Iterator

from kg.extract import syntax
from kg.extract.arguments.bonds import bond_with
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem
from kg.extract.reading import Candidate, is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import Anchor, EntityMention

_TOWNS = ("City", "Region", "Country")
_MOST_BETWEEN = 4  # words from a road to its first end, and from there to the second
_PLACE = (RoleChoice("place"),)
_ENDS = re.compile(r"([A-ZÀ-Þ][\w’']+)[-‐‑–]([A-ZÀ-Þ][\w’' ]+)")


def read_roads(scene: Scene) -> None:
    """Give a deed on a road, or between two places, both ends."""
    for token in scene.doc:
        if token.pos_ in ("NOUN", "PROPN") and stem(token.text) in scene.roads:
            ends = list(_ends(scene, token.i + 1))
            found = _deed_on(scene, token) if ends else None
            if found is not None:
                whole = [town for end in ends for town in _both_ends(scene, token, end)]
                found[0].fillers = [f for f in found[0].fillers if f.mention not in ends or f.mention in whole]
                _give(scene, found[0], found[1], whole)
                _leave_bare(scene, found[0], token)
    for span, (deed, role, function) in list(scene.placed.items()):
        left = next((m for m in scene.sentence.outer if (m.anchor.start, m.anchor.end) == span), None)
        if role == "place" and left is not None:
            _give(scene, deed, function, _second_end(scene, left))


def _both_ends(scene: Scene, road: Token, end: EntityMention) -> list[EntityMention]:
    """« l'axe X-Y »: two towns, where both stand in one word."""
    first = scene.sentence.words(end)[0]
    parts = _ENDS.fullmatch(end.anchor.text)
    if first != road.i + 1 or end.key is not None or parts is None:
        return [end]
    ends = []
    for start, close in map(parts.span, (1, 2)):
        words = Anchor(end.anchor.start + start, end.anchor.start + close, end.anchor.text[start:close])
        ends.append(EntityMention(words, "City", "name", words))
        scene.sentence.add(ends[-1])
    return ends


def _give(scene: Scene, deed: Candidate, function: str, ends: list[EntityMention]) -> None:
    for end in ends:
        if not scene.is_placed(end):
            scene.fill(deed, _PLACE, end, function)


def _leave_bare(scene: Scene, deed: Candidate, road: Token) -> None:
    """« la route » says nothing beside its ends; « la route nationale 1 » does."""
    held = scene.sentence.mention_at(road, scene.cues)
    if held is not None and held.level == "nominal" and held.anchor.text == road.text:
        deed.fillers = [f for f in deed.fillers if f.mention is not held]


def _deed_on(scene: Scene, road: Token) -> tuple[Candidate, str] | None:
    """The deed told on a road, and the function of the road."""
    held = scene.sentence.mention_at(road, scene.cues)
    owner = scene.placed.get((held.anchor.start, held.anchor.end)) if held is not None else None
    if owner is not None:
        return (owner[0], owner[2]) if owner[1] == "place" else None
    before = syntax.preposition_before(scene.doc, road.i, scene.cues)
    if before is None or before.phrase not in scene.cues.locative or before.first in scene.said:
        return None
    function = before.function(scene.cues)
    bonds = [
        (bond_with(scene, candidate, before.first, road, function), -number, candidate)
        for number, candidate in enumerate(scene.candidates)
        if _happens_somewhere(candidate)
    ]
    best = max(bonds, default=None, key=lambda bond: bond[:2])
    return (best[2], function) if best is not None and best[0] > 0 else None


def _happens_somewhere(candidate: Candidate) -> bool:
    return any(choice.role == "place" for choices in candidate.functions.values() for choice in choices)


def _ends(scene: Scene, at: int) -> Iterator[EntityMention]:
    """The places that a road leads between, from the word behind it on."""
    for mention in scene.sentence.outer:
        first, end = scene.sentence.words(mention)
        if first < at:
            continue
        if mention.kind not in _TOWNS or mention.level != "name" or first - at > _MOST_BETWEEN:
            return
        if not all(_leads(scene, token) for token in scene.doc[at:first]):
            return
        yield mention
        at = syntax.past_brackets(scene.doc, end)


def _leads(scene: Scene, token: Token) -> bool:
    """Whether a word between a road and its ends only tells where it leads."""
    small = token.pos_ in ("ADP", "DET", "CCONJ", "PRON", "NUM") or token.text in ("-", "–", "—", "/")
    return small or token.lemma_.lower() in scene.cues.leading or token.lower_ in scene.cues.directions


def _second_end(scene: Scene, left: EntityMention) -> list[EntityMention]:
    """« entre X et Y »: the second of the two."""
    before = syntax.preposition_before(scene.doc, scene.sentence.words(left)[0], scene.cues)
    if before is None or before.phrase != scene.grammar.functions.between or not is_place(left):
        return []
    end = syntax.past_brackets(scene.doc, scene.sentence.words(left)[1])
    right = next((m for m in scene.sentence.outer if scene.sentence.words(m)[0] > end), None)
    if right is None or right.kind not in _TOWNS or scene.doc[end].pos_ != "CCONJ":
        return []
    between = scene.doc[end + 1 : scene.sentence.words(right)[0]]
    return [right] if all(token.pos_ in ("ADP", "DET") for token in between) else []

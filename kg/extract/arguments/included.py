"""Who is named as one of those told: « plusieurs dirigeants, dont le maire Ali Koné, ont été arrêtés », « six pays, parmi lesquels la Chine ».

What « dont », « parmi lesquels » or « y compris » brings in without a verb fills the role of those among whom it is.
"""

from collections.abc import Iterator

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_joined
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, Filler, is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention

_ROLES = ("agent", "target", "participant", "beneficiary", "opponent", "place")
_FURTHEST = 9  # words of what is said of them before « dont »
_STOPS = (",", ")", ";", ":", ".", "–", "—", "-", "»", '"')


def read_included(scene: Scene) -> None:
    """Give each role the names of those who are said to be among its fillers."""
    for candidate in scene.candidates:
        for filler in list(candidate.fillers):
            if filler.role not in _ROLES or filler.sentence != scene.sentence.index:
                continue
            named = _named_among(scene, candidate, filler)
            if named is not None and is_place(named) <= (filler.role == "place" or named.kind in ("Country", "City")):
                choices = (RoleChoice(filler.role),)
                if candidate.add(choices, named, filler.function, scene.sentence.index) is not None:
                    fill_joined(scene, candidate, named, choices, filler.function)


def _named_among(scene: Scene, candidate: Candidate, filler: Filler) -> EntityMention | None:
    """The name behind « dont » that stands right behind a plural filler, where no verb follows it."""
    mention = filler.mention
    if mention.level != "nominal" or mention.number == "sing":
        return None
    start = scene.sentence.words(mention)[1]
    own = candidate.head if filler.function == "object" and syntax.is_passive(candidate.head) else None
    for last in _openings(scene, start, own):
        behind = [m for m in scene.sentence.outer if scene.sentence.words(m)[0] > last and m.level != "pronoun"]
        for number, named in enumerate(behind[:2]):
            first, end = scene.sentence.words(named)
            before = scene.doc[last + 1 : first]
            if any(t.pos_ not in ("DET", "ADJ", "NOUN", "ADP") for t in before):
                return None
            if named.level != "name" and number == 0 and len(behind) > 1 and scene.sentence.words(behind[1])[0] == end:
                continue  # « son bras droit Saad al-Katatni »: the name says who
            if not _is_one(scene, named, last) or _goes_on(scene, end):
                return None
            return named
        return None
    return None


def _openings(scene: Scene, start: int, own: Token | None) -> Iterator[int]:
    """The last word of « dont », « parmi lesquels » … behind the filler, with no verb between but the passive that it is the subject of."""
    words = scene.grammar.lists.including
    for at in range(start, min(len(scene.doc), start + _FURTHEST)):
        token = scene.doc[at]
        for phrase in words:
            parts = phrase.split()
            if [t.lower_ for t in scene.doc[at : at + len(parts)]] == parts:
                yield at + len(parts) - 1
                return
        if syntax.is_verb(token) and token is not own and token.i not in scene.described and _is_said(token):
            return
        if token.text in (";", ":", ")"):
            return


def _is_said(verb: Token) -> bool:
    """A verb of its own clause: « ont enlevé six personnes, dont le maire » names no kidnapper."""
    return "Part" not in verb.morph.get("VerbForm", []) or syntax.has_auxiliary(verb)


def _is_one(scene: Scene, named: EntityMention, last: int) -> bool:
    """A name, or somebody told as known: « dont le commandant du secteur », not « dont douze enfants »."""
    if named.level == "name":
        return True
    first = scene.doc[last + 1]
    known = first.lower_ in scene.grammar.determiners.definite or first.lower_ in scene.cues.possessives
    return known and named.number == "sing"


def _goes_on(scene: Scene, end: int) -> bool:
    """« dont la Russie s'est emparée »: a verb follows before the next stop."""
    for token in scene.doc[end:]:
        if token.text in _STOPS:
            return False
        if (syntax.is_verb(token) and token.i not in scene.described) or token.pos_ in ("AUX", "PRON"):
            return True
    return False

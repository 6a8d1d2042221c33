"""Places that only tell where another one is: « à 60 km de Mossoul », « Tadef, au sud d'Al-Bab », « Bakou, près de X »."""

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.reading import is_place
from kg.extract.tokens import Token
from kg.model import EntityMention, Quantity

_TOWNS = ("City", "Region", "Country")
_MOST_BETWEEN = 10  # words from a place to the one that it is near: « , localité située à quelques kilomètres de la »


def is_measured(scene: Scene, at: int, mention: EntityMention) -> bool:
    """« à Qayyarah, à 60 km au sud de Mossoul »: the place only locates another one that is named."""
    start = scene.sentence.offset(scene.doc[at])
    return any(
        quantity.measure == "distance"
        and 0 <= start - quantity.anchor.end <= 2
        and locates_another(scene, quantity, mention)
        for quantity in scene.sentence.quantities
    )


def is_landmark(scene: Scene, mention: EntityMention, of: str) -> bool:
    """« Tadef, au sud d'Al-Bab »: the town only locates the place before it; of what was taken also « trois villages à l'est de Raqqa »."""
    preposition = syntax.preposition_before(scene.doc, scene.sentence.words(mention)[0], scene.cues)
    if preposition is None or mention.kind != "City" or preposition.phrase not in scene.cues.beside:
        return False
    left = next((m for m in reversed(scene.sentence.outer) if m.anchor.end <= mention.anchor.start), None)
    if left is None or not is_place(left) or preposition.first - scene.sentence.words(left)[1] > 1:
        return False
    return of == "Territory" or (left.level == "name" and left.kind in _TOWNS)


def is_near_another(scene: Scene, mention: EntityMention) -> bool:
    """« à Bria, près de la frontière tchadienne », « X, ville proche de Y »: the place only locates the one just named."""
    if mention.level == "pronoun" or not is_place(mention) or mention.kind == "Facility":
        return False
    first = scene.sentence.words(mention)[0]
    left = _named_before(scene, mention)
    if left is None:
        return False
    words, start = load_distance_words(), scene.sentence.words(left)[1]
    between = scene.doc[start:first]
    if not 0 < len(between) <= _MOST_BETWEEN or not any(token.lower_ in words.near for token in between):
        return False
    return all(_is_locating(scene, token) for token in between)


def is_called_by_neighbour(scene: Scene, outer: EntityMention, inner: EntityMention) -> bool:
    """« ville frontalière des États-Unis »: the place named in the words for another one is beside it."""
    first = scene.sentence.head(outer).i
    near = load_distance_words().near
    return any(token.lower_ in near for token in scene.doc[first : scene.sentence.words(inner)[0]])


def _named_before(scene: Scene, mention: EntityMention) -> EntityMention | None:
    """The named town, region or country that stands before, descriptions of it passed over."""
    for left in reversed(scene.sentence.outer):
        if left.anchor.end > mention.anchor.start or left.level == "pronoun":
            continue
        if not is_place(left):
            return None
        named = left.level == "name" or any(inner.level == "name" for inner in scene.sentence.inside(left))
        if named:
            return left if left.kind in _TOWNS else None
    return None


def _is_locating(scene: Scene, token: Token) -> bool:
    """Whether a word between two places goes on telling where the first is: no verb, no other thing."""
    words = load_distance_words()
    if token.lower_ in words.near or token.lower_ in words.located or token.text in (",", "(", "-", "–"):
        return True
    if token.pos_ in ("ADP", "DET", "NUM", "ADJ", "ADV"):
        return True
    held = scene.sentence.mention_at(token, scene.cues)
    return token.pos_ in ("NOUN", "PROPN") and held is not None and is_place(held)


def locates_another(scene: Scene, distance: Quantity, mention: EntityMention) -> bool:
    """Whether a place stands right before a distance; without one the place that it counts from is all there is."""
    left = next((m for m in reversed(scene.sentence.outer) if m.anchor.end <= distance.anchor.start), None)
    if left is None or not is_place(left) or mention.level == "pronoun":
        return False
    return scene.sentence.span(distance.anchor.start, distance.anchor.end)[0] - scene.sentence.words(left)[1] <= 5

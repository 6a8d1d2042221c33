"""What an attacker bears is what he strikes with: « un homme armé d'un couteau a attaqué », « l'assaillant, muni d'un fusil »."""

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_NEAR = 6  # words from whoever bears a weapon to « armé », and from there to the weapon
_INSTRUMENT = (RoleChoice("instrument", ("Weapon",)),)


def read_weapons(scene: Scene) -> None:
    """Give an attack without an instrument the weapons that its attacker is said to bear."""
    bearing = frozenset(map(stem, scene.cues.bearing))
    for candidate in scene.candidates:
        if group_of(candidate.type) != "Violence" or candidate.role("instrument"):
            continue
        for filler in candidate.role("agent"):
            borne = _borne(scene, filler.mention, bearing) if filler.mention.level != "pronoun" else None
            if borne is not None:
                heads = syntax.conjuncts(scene.sentence.head(borne))
                fill_from_words(scene, candidate, heads, _INSTRUMENT, "bearing")


def _borne(scene: Scene, bearer: EntityMention, bearing: frozenset[str]) -> EntityMention | None:
    """The weapon behind « armé de », « muni de » right behind the bearer, before the deed is told."""
    first, end = scene.sentence.words(bearer)
    for token in scene.doc[first + 1 : end + _NEAR]:
        if token.i >= end and (token.text == ";" or (syntax.is_verb(token) and syntax.is_finite(token))):
            return None
        if stem(token.text) in bearing or stem(token.lemma_) in bearing:
            return _behind(scene, token)
    return None


def _behind(scene: Scene, bearing: Token) -> EntityMention | None:
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if bearing.i < first <= bearing.i + _NEAR:
            before = syntax.preposition_before(scene.doc, first, scene.cues)
            near = before is not None and before.first == bearing.i + 1
            return mention if near and is_a(mention.kind, "Weapon") else None
    return None

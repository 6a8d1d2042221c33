"""What an attacker bears or sends is what he strikes with: « un homme armé d'un couteau », « a envoyé des avions bombarder »."""

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_NEAR = 6  # words from whoever bears a weapon to « armé », and from there to the weapon
_INSTRUMENT = (RoleChoice("instrument", ("Weapon",)),)


def read_weapons(scene: Scene) -> None:
    """Give an attack without an instrument the weapons that its attacker is said to send or bear."""
    bearing = stems_of(scene.cues.bearing)
    for candidate in scene.candidates:
        if group_of(candidate.type) != "Violence" or candidate.role("instrument"):
            continue
        fill_from_words(scene, candidate, sent_to_do_it(scene, candidate), _INSTRUMENT, "object")
        for filler in candidate.role("agent"):
            borne = _borne(scene, filler.mention, bearing) if filler.mention.level != "pronoun" else None
            if borne is not None:
                heads = syntax.conjuncts(scene.sentence.head(borne))
                fill_from_words(scene, candidate, heads, _INSTRUMENT, "bearing")


def sent_to_do_it(scene: Scene, candidate: Candidate) -> list[Token]:
    """« a envoyé des avions bombarder la ville », « pour bombarder la ville »: the weapons that another verb sends."""
    sending = candidate.head.head
    if syntax.tense_of(candidate.head) != "infinitive" or not syntax.is_verb(sending):
        return []
    objects = [token for token in scene.clause(sending).objects if token.i < candidate.head.i]
    told = [(token, scene.sentence.mention_at(token, scene.cues)) for token in objects]
    return [token for token, mention in told if mention is not None and is_a(mention.kind, "Weapon")]


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

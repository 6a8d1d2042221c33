"""Mentions inside a word: « russo-américain », « américaine », « leurs »."""

from collections.abc import Iterator

from kg.extract.arguments.scene import Scene
from kg.extract.tokens import Token
from kg.model import Anchor, EntityMention

_PAIRED = ("State", "Country", "InternationalOrganization", "ArmedGroup", "Organization")


def pronoun_at(scene: Scene, token: Token) -> EntityMention:
    """The pronoun or possessive at a token as a mention."""
    start = scene.sentence.offset(token)
    for mention in scene.sentence.mentions:
        if mention.anchor.start == start and mention.level == "pronoun":
            return mention
    anchor = Anchor(start, start + len(token.text), token.text)
    return EntityMention(
        anchor, "Person", "pronoun", anchor, number="plur" if token.lower_ in scene.cues.plural else "sing"
    )


def names_of_compound(scene: Scene, first: int) -> list[EntityMention]:
    """« l'accord russo-américain », « sommet Inde-Pakistan », « rencontre Poutine-Erdogan »: both parts, from a token on."""
    plain = first + 1 < len(scene.doc) and scene.doc[first].pos_ == "ADJ" and "-" not in scene.doc[first].text
    if plain and scene.doc[first + 1].text != "-":
        first += 1  # « le sommet annuel sino-russe »
    if first >= len(scene.doc):
        return []
    parts = (scene.doc[first], scene.doc[first])
    if "-" not in scene.doc[first].text:
        if first + 2 >= len(scene.doc) or scene.doc[first + 1].text != "-":
            return []
        parts = (scene.doc[first], scene.doc[first + 2])
    whole = scene.sentence.anchor_of(*parts)
    found = []
    for start, end, names in scene.gazetteer.find(whole.text):
        name = next((name for name in names if name.entity.kind in _PAIRED), None)
        if name is not None:
            words = Anchor(whole.start + start, whole.start + end, whole.text[start:end])
            kind = "State" if name.entity.kind == "Country" else name.entity.kind
            found.append(EntityMention(words, kind, "name", words, key=name.entity.id))
    named = any(
        m.anchor.start <= whole.start < m.anchor.end and (m.key is not None or m.anchor.end > whole.end)
        for m in scene.sentence.outer
    )
    halves = whole.text.split("-")
    if not found and not named and len(halves) == 2 and all(half[:1].isupper() for half in halves):
        start = whole.start + len(halves[0]) + 1
        anchors = (
            Anchor(whole.start, whole.start + len(halves[0]), halves[0]),
            Anchor(start, whole.end, halves[1]),
        )
        found = [EntityMention(words, "Person", "name", words) for words in anchors]
    return found if len(found) == 2 else []


def states_of_adjective(scene: Scene, token: Token) -> Iterator[EntityMention]:
    """The State behind an adjective (« américaine », « franco-allemande »)."""
    anchor = scene.sentence.anchor_of(token)
    for _, _, names in scene.gazetteer.find(token.text):
        for name in names:
            if name.sense == "demonym":
                yield EntityMention(anchor, "State", "name", anchor, key=name.entity.id)
                break


def actors_of_adjective(scene: Scene, token: Token) -> Iterator[EntityMention]:
    """The State behind an adjective, or the armed hands that it names or describes (« houthie », « rebelle »)."""
    yield from states_of_adjective(scene, token)
    if token.i and scene.doc[token.i - 1].pos_ in ("DET", "ADP"):
        return  # « le départ des rebelles »: people
    anchor = scene.sentence.anchor_of(token)
    for form in dict.fromkeys((token.text.capitalize(), token.lemma_.capitalize())) if token.text.islower() else ():
        for _, _, names in scene.gazetteer.find(form):
            if names[0].entity.kind == "ArmedGroup":
                yield EntityMention(anchor, "ArmedGroup", "name", anchor, key=names[0].entity.id)
    kind = scene.cues.armed_adjectives.get(token.lower_) or scene.cues.armed_adjectives.get(token.lemma_)
    if kind is not None:
        yield EntityMention(anchor, kind, "nominal", anchor, number="plur")

"""Parties that stand apart: « entre l'armée, soutenue par des milices, et les rebelles », « l'attaque puis l'occupation de la ville ».

What is said of the first party, between commas or dashes, ends the enumeration for the steps before; here it goes on behind it.
"""

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, as_actor
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_FIGHTERS = ("ArmedForce", "ArmedGroup", "State", "Group", "Government")
_ENDS = (";", ":", ".")
_LONGEST = 25  # words of what is said of the first party
_MARKS = frozenset({",", "-", "–", "—", ")"})


def join_across_asides(scene: Scene) -> None:
    """Give a meeting, an accord or a battle the party behind « et » that closes what is said of its only one."""
    for candidate in scene.candidates:
        parties = candidate.role("participant")
        if len(parties) != 1 or parties[0].mention.level == "pronoun":
            continue
        found = _behind_aside(scene, parties[0].mention)
        if found is None:
            continue
        second, first, last = found
        if candidate.add((RoleChoice("participant"),), second, parties[0].function, scene.sentence.index) is None:
            continue
        for other in scene.candidates:  # « soutenue par des milices, et les rebelles »: they do not support it
            if other is not candidate and first <= other.head.i < last:
                other.fillers = [filler for filler in other.fillers if filler.mention.anchor != second.anchor]


def _behind_aside(scene: Scene, first: EntityMention) -> tuple[EntityMention, int, int] | None:
    """The mention behind « , et » or « - et » with the words between, where a mark stands right behind the first one."""
    doc, start = scene.doc, scene.sentence.words(first)[1]
    if start >= len(doc) or doc[start].text not in {*_MARKS, "("}:
        return None
    for joint in doc[start + 2 : start + _LONGEST]:
        if joint.text in (";", ":"):
            return None
        if joint.lower_ != scene.grammar.lists.conjunction or doc[joint.i - 1].text not in _MARKS:
            continue
        for mention in scene.sentence.outer:
            at = scene.sentence.words(mention)[0]
            if at > joint.i and all(token.pos_ in ("DET", "NUM", "ADJ") for token in doc[joint.i + 1 : at]):
                return (mention, start, joint.i) if _is_party(scene, first, mention) else None
        return None
    return None


def _is_party(scene: Scene, first: EntityMention, second: EntityMention) -> bool:
    """Whether the second mention is no subject of a verb of its own."""
    head = scene.sentence.head(second)
    alone = head.dep_ not in syntax.SUBJECTS or head.head.i < head.i
    return second.level != "pronoun" and (alone or head.head == scene.sentence.head(first).head)


def oppose_second(scene: Scene) -> None:
    """« opposent la coalition dirigée par X aux forces du pays »: the other party stands behind « à », whatever is between."""
    to = scene.grammar.functions.to
    for candidate in scene.candidates:
        parties = candidate.role("participant")
        if candidate.type != "Battle" or len(parties) != 1 or parties[0].mention.level == "pronoun":
            continue
        end = scene.sentence.words(parties[0].mention)[1]
        verb = next((v for v in scene.doc[:end] if v.lemma_ in scene.cues.opposing and syntax.is_verb(v)), None)
        if verb is None:
            continue
        for mention in scene.sentence.outer:
            at = scene.sentence.words(mention)[0]
            if at <= end or mention.level == "pronoun":
                continue
            if any(token.text in _ENDS or _is_finite(token) for token in scene.doc[end:at]):
                break
            before = syntax.preposition_before(scene.doc, at, scene.cues)
            if before is not None and before.phrase == to and as_actor(mention).kind in _FIGHTERS:
                candidate.add((RoleChoice("participant"),), as_actor(mention), to, scene.sentence.index)
                break


def _is_finite(token: Token) -> bool:
    return syntax.is_verb(token) and syntax.is_finite(token)


def share_behind(scene: Scene) -> None:
    """« l'attaque puis l'occupation de la ville par les rebelles »: what stands behind the second noun is also the first one's."""
    for second in scene.candidates:
        first = _joined_noun(scene, second)
        if first is None or any(filler.function != "adjective" for filler in first.fillers):
            continue
        for filler in second.fillers:
            if filler.sentence == scene.sentence.index and filler.mention.anchor.start > second.trigger.start:
                choices = first.functions.get(filler.function, ())
                first.add(choices, filler.mention, filler.function, scene.sentence.index)


def _joined_noun(scene: Scene, second: Candidate) -> Candidate | None:
    """The trigger noun to which « et », « puis » or « ou » joins this one, with nothing but articles between."""
    if second.frame.pos != "noun":
        return None
    at = syntax.noun_phrase_start(min(second.words, key=_place)) - 1
    joined = False
    while at > 0 and (scene.doc[at].lower_ in scene.grammar.lists.joining or scene.doc[at].text == ","):
        joined = joined or scene.doc[at].text != ","
        at -= 1
    first = scene.by_word.get(at)
    fits = first is not None and first is not second and first.frame.pos == "noun" and joined
    return first if fits and first is not None and group_of(first.type) != "Statement" else None


def _place(token: Token) -> int:
    return token.i

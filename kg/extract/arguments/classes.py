"""The class that a trigger's words and arguments narrow: « attaque » with a drone, a town that is held."""

from collections.abc import Sequence
from functools import lru_cache

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.arguments.weapons import sent_to_do_it
from kg.extract.forms import stem
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.extract.triggers import MIN_LETTERS_ALIKE, beginnings_in, beginnings_of, is_word, tells_of_grounds

_Phrase = tuple[str, ...]


def refine(scene: Scene, candidate: Candidate) -> None:
    """Narrow the class where the frame's words say so (« attaque » + drone → Airstrike)."""
    if candidate.frame.stative and (_lasts(scene, candidate) or _holds(scene, candidate)):
        candidate.type = candidate.frame.stative
    carried_off = candidate.frame.toll and candidate.frame.pos == "verb" and len(candidate.words) > 1
    if carried_off:  # « évacués par avion à l'hôpital »: not how they were hurt
        return
    everywhere = beginnings_in(scene.doc)
    narrower = [
        (target, near)
        for target, phrases in candidate.frame.when.items()
        if (near := [pair for pair in _with_beginnings(phrases) if pair[1] <= everywhere])
    ]
    if not narrower:
        return
    hit = {
        i
        for filler in candidate.role("target", "place")
        if filler.mention.level != "pronoun"
        for i in range(*scene.sentence.words(filler.mention))
    }  # « attaquent une mine d'or », « l'attaque de la mine » is no mine going off
    if candidate.frame.pos == "noun":
        words = [
            *candidate.words,
            *scene.doc[max(word.i for word in candidate.words) + 1 : scene.scopes[candidate.head.i]],
            *(scene.doc[i] for i in sorted(_used(scene, candidate))),
        ]
        words = [token for token in words if token.i not in hit]
    else:
        borrowed = _told_elsewhere(scene, candidate) | _used(scene, candidate)
        words = [
            token
            for token in scene.doc
            if (token.i in borrowed or syntax.clause_head(token) == candidate.head)
            and token.i not in hit
            and token not in candidate.words  # « larguer des missiles » says itself what it is
            and token.i not in scene.said  # « selon l'armée de l'air »
            and not any(above.lemma_ in scene.cues.bearing for above in token.ancestors)
        ]
    words = [
        token
        for token in words
        if not any(c.lemma_ in scene.cues.afloat for c in token.children) and not tells_of_grounds(token, scene.grammar)
    ]
    here = beginnings_of(words)
    for target, near in narrower:
        told = any(begin <= here and _is_told(phrase, words, scene) for phrase, begin in near)
        if told and not _is_hit_itself(scene, candidate, candidate.frame.when[target]):
            candidate.type = target
            return


@lru_cache(maxsize=4096)
def _with_beginnings(phrases: tuple[_Phrase, ...]) -> Sequence[tuple[_Phrase, frozenset[str]]]:
    """Phrases, each with the first letters of its parts."""
    return [(phrase, frozenset(stem(part)[:MIN_LETTERS_ALIKE] for part in phrase)) for phrase in phrases]


def _is_told(phrase: _Phrase, words: Sequence[Token], scene: Scene) -> bool:
    """Whether each part of a phrase stands among the words; a name with its capital: « un Rafale », no « rafale »."""
    return all(
        any(is_word(token, part, scene.grammar) and (part[0].islower() or not token.text.islower()) for token in words)
        for part in phrase
    )


def _is_hit_itself(scene: Scene, candidate: Candidate, phrases: Sequence[Sequence[str]]) -> bool:
    """« la défense aérienne a abattu deux drones »: a drone hit by none makes no air strike."""
    heads = {
        role: [scene.sentence.head(filler.mention) for filler in candidate.role(*roles)]
        for role, roles in (("hit", ("target",)), ("with", ("agent", "instrument")))
    }
    hit, used = (
        any(len(phrase) == 1 and is_word(head, phrase[0], scene.grammar) for head in heads[role] for phrase in phrases)
        for role in ("hit", "with")
    )
    return hit and not used


def _used(scene: Scene, candidate: Candidate) -> set[int]:
    """The words of who does it and with what: « un tireur embusqué », « une lettre piégée »."""
    return {
        i
        for filler in candidate.role("agent", "instrument")
        if filler.mention.level != "pronoun"
        for i in range(*scene.sentence.words(filler.mention))
    }


def _told_elsewhere(scene: Scene, candidate: Candidate) -> set[int]:
    """The words of a subject that stands in another clause: « l'aviation, qui a bombardé », « un drone est accusé d'avoir frappé »."""
    return {
        token.i
        for subject in scene.clause(candidate.head).subjects
        if syntax.clause_head(subject) != candidate.head
        for token in subject.subtree
        if syntax.clause_head(token) == syntax.clause_head(subject)
    } | {token.i for token in sent_to_do_it(scene, candidate)}


def _lasts(scene: Scene, candidate: Candidate) -> bool:
    """A participle that modifies a noun, or a passive in the present: a state, nobody acting is named."""
    clause = scene.clause(candidate.head)
    if not clause.passive or any(
        filler.function in ("subject", scene.grammar.functions.by) for filler in candidate.role("agent")
    ):
        return False
    if candidate.head.dep_ in syntax.PREDICATIVES and not syntax.has_auxiliary(candidate.head):
        return scene.sentence.kind == "body"
    return syntax.tense_of(candidate.head) in ("present", "imperfect")


def _holds(scene: Scene, candidate: Candidate) -> bool:
    """« Bama, occupée depuis septembre par … »: a town that is or stays taken is held, whoever took it."""
    if candidate.frame.stative != "TerritorialControl":
        return False
    clause, tense = scene.clause(candidate.head), syntax.tense_of(candidate.head)
    since = any(timex.relation == "since" for timex in candidate.times)
    held = tense == "present" and not candidate.times and scene.sentence.kind == "body"  # in a headline: the news
    return since or held or tense == "imperfect" or (clause.passive and tense in ("participle", "present"))

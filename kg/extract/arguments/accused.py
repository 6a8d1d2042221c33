"""Who did it, told beside the deed: « …, a annoncé l'armée, qui accuse les rebelles », « X, soupçonné d'être à l'origine de l'attaque ».

Whom somebody accuses is who did what the sentence tells, where nobody else is said to have done it.
"""

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_with_joined
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_DOERS = (RoleChoice("agent", ("State", "Government", "ArmedForce", "ArmedGroup", "Group", "Person")),)


def read_accused(scene: Scene) -> None:
    """Give a deed of violence that nobody is said to have done to whom a verb of the sentence accuses."""
    for verb in syntax.verbs_of(scene.doc) if any(map(_is_open, scene.candidates)) else ():
        phrase = syntax.phrase_at(verb, scene.cues.support_blames)
        if phrase is None and verb.lemma_.lower() not in scene.cues.support_accuses:
            continue
        if scene.clause(verb).passive or syntax.is_negated(verb) or scene.by_word.get(verb.i) is not None:
            continue
        named = _named(scene, verb, phrase)
        deed = _deed_behind(scene, verb)
        if deed is None and named is not None and not _charged(scene, verb, named):
            deed = _deed_before(scene, verb)
        if deed is not None and named is not None:
            fill_with_joined(scene, deed, named, _DOERS, "object")


def _named(scene: Scene, verb: Token, phrase: str | None) -> EntityMention | None:
    """Whom the verb accuses: the first mention behind it, or behind the phrase that it begins, with an article alone between."""
    last = verb.i
    if phrase is not None:
        last = max(
            token.i for token in scene.doc[verb.i : verb.i + 5] if token.lower_ in phrase.split() or token == verb
        )
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if first > last and mention.level != "pronoun":
            between = scene.doc[last + 1 : first]
            bare = all(t.pos_ in ("DET", "ADJ", "NUM", "ADV") or scene.in_time(t) for t in between)
            return (_name_behind(scene, mention) or mention) if bare else None
    return None


def _name_behind(scene: Scene, mention: EntityMention) -> EntityMention | None:
    """« des miliciens anti-Balaka »: the name right behind the noun says who they are."""
    end = scene.sentence.words(mention)[1]
    here = (m for m in scene.sentence.outer if m.level == "name" and scene.sentence.words(m)[0] == end)
    return next(here, None) if mention.level == "nominal" else None


def _deed_behind(scene: Scene, verb: Token) -> Candidate | None:
    """« accuse le groupe d'être à l'origine de l'attaque »: the noun that an infinitive of being ends in."""
    being = {token.i for token in scene.doc[verb.i + 1 :] if token.lemma_ in scene.grammar.modality.being}
    for candidate in scene.candidates:
        head = candidate.head
        told = candidate.frame.pos == "noun" and head.i > verb.i and _is_open(candidate)
        if told and any(i < head.i for i in being) and verb in head.ancestors:
            between = scene.doc[verb.i + 1 : head.i]
            if not any(syntax.is_verb(token) and token.i not in being for token in between):
                return candidate
    return None


def _charged(scene: Scene, verb: Token, named: EntityMention) -> bool:
    """Whether the verb says what of: « accuse X de corruption », « d'avoir menti »."""
    end = scene.sentence.words(named)[1]
    following = scene.doc[end] if end < len(scene.doc) else None
    of = scene.grammar.functions.of
    return bool(scene.clause(verb).complements) or (following is not None and syntax.plain(following) == of)


def _deed_before(scene: Scene, verb: Token) -> Candidate | None:
    """The last open deed before a verb that accuses in a clause of its own: « …, qui accuse les rebelles »."""
    told = [c for c in scene.candidates if c.head.i < verb.i and group_of(c.type) == "Violence" and _tells_doer(c)]
    return told[0] if told and all(_is_open(candidate) for candidate in told) else None


def _tells_doer(candidate: Candidate) -> bool:
    return any(choice.role == "agent" for choices in candidate.functions.values() for choice in choices)


def _is_open(candidate: Candidate) -> bool:
    return group_of(candidate.type) == "Violence" and not candidate.role("agent")

"""Where a deed was whose doer has just come in: « Un homme est entré dans une mosquée et a tiré sur les fidèles »."""

from collections.abc import Iterator

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.reading import is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_DONE_THERE = ("Violence", "PublicOrder")
_MOST_STEPS = 3  # from a verb to the one that says where its doer went


def read_entering(scene: Scene) -> None:
    """Give a deed that names no place the one into which who does it has gone, told by a verb before it."""
    for candidate in scene.candidates:
        if group_of(candidate.type) not in _DONE_THERE or any(is_place(f.mention) for f in candidate.fillers):
            continue
        deed = candidate.head if candidate.frame.pos == "verb" else next(iter(candidate.supports), None)
        entered = deed and next(
            (place for verb in _before(scene, deed) if (place := _entered(scene, verb, deed))), None
        )
        if entered:
            mention, function = entered
            if scene.is_placed(mention):
                candidate.add((RoleChoice("place"),), mention, function, scene.sentence.index)
            else:
                scene.fill(candidate, (RoleChoice("place"),), mention, function)


def _before(scene: Scene, deed: Token) -> Iterator[Token]:
    """The verbs of one doer that stand before: joined, around a gerund or « avant de », or what is said of the doer."""
    current = deed
    for _ in range(_MOST_STEPS):
        if syntax.own_subjects(current):
            break
        above = current.head
        if syntax.tense_of(current) == "gerund" and not syntax.is_verb(above):  # « dans une mosquée, tirant sur … »
            above = syntax.clause_head(above)
        if not (syntax.is_verb(above) and above.i < current.i and _goes_on(scene, current)):
            break
        yield above
        current = above
    for subject in scene.clause(deed).subjects:
        for child in subject.children:
            if child.dep_ in syntax.PARTICIPLES and not syntax.has_auxiliary(child) and subject.i < child.i < deed.i:
                yield child


def _goes_on(scene: Scene, verb: Token) -> bool:
    """« …, et a tiré », « …, tirant », « … avant de tirer »."""
    if verb.dep_ in syntax.COORDINATES or syntax.tense_of(verb) == "gerund":
        return True
    return syntax.tense_of(verb) == "infinitive" and not scene.grammar.modality.before.isdisjoint(syntax.marks(verb))


def _entered(scene: Scene, verb: Token, deed: Token) -> tuple[EntityMention, str] | None:
    """The first place behind a verb of coming in, and its function."""
    named = syntax.lemma_with_se(verb, scene.cues)
    if named not in scene.cues.entering and syntax.phrase_at(verb, scene.cues.entering) is None:
        return None
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if not verb.i < first < deed.i or not is_place(mention) or mention.kind == "Country":
            continue
        before = syntax.preposition_before(scene.doc, first, scene.cues)
        where = scene.grammar.prepositions.where
        local = before is not None and (before.phrase in where or before.function(scene.cues) in where)
        return (mention, before.function(scene.cues)) if before is not None and local else None
    return None

"""Places in a clause that only goes with the deed: « a visé un camion qui s'apprêtait à escorter une équipe à Quetta »."""

from kg.extract import syntax
from kg.extract.arguments.landmarks import is_measured, is_near_another
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_TOWNS = ("City", "Region")
_GOING_ON = ("imperfect", "present", "gerund", "infinitive", "participle")


def read_strays(scene: Scene) -> None:
    """Give the one deed of violence of a sentence, where it has no place, the town in which its victims were at it."""
    deeds = [candidate for candidate in scene.candidates if group_of(candidate.type) == "Violence"]
    others = [candidate for candidate in scene.candidates if candidate not in deeds]
    if len(deeds) != 1 or not all(_only_goes_on(other) for other in others):
        return
    deed = deeds[0]
    if any(is_place(filler.mention) and filler.mention.kind != "Facility" for filler in deed.fillers):
        return
    for mention in scene.sentence.outer:
        if mention.kind in _TOWNS and _is_named(scene, mention) and _goes_with(scene, deed, mention):
            scene.fill(deed, (RoleChoice("place"),), mention, scene.grammar.functions.to)
            return


def _only_goes_on(candidate: Candidate) -> bool:
    """« alors qu'ils patrouillaient à Gao »: what somebody was at."""
    return candidate.frame.pos == "verb" and syntax.tense_of(candidate.head) == "imperfect"


def _is_named(scene: Scene, mention: EntityMention) -> bool:
    return mention.level == "name" or any(inner.level == "name" for inner in scene.sentence.inside(mention))


def _goes_with(scene: Scene, deed: Candidate, mention: EntityMention) -> bool:
    """Whether the mention says where, in a clause below the deed of which every verb tells what was going on."""
    first = scene.sentence.words(mention)[0]
    preposition = syntax.preposition_before(scene.doc, first, scene.cues)
    owner = scene.placed.get((mention.anchor.start, mention.anchor.end))
    if preposition is None or first in scene.said or (owner is not None and not _only_goes_on(owner[0])):
        return False
    where = scene.grammar.prepositions.where
    if preposition.phrase not in where and preposition.function(scene.cues) not in where:
        return False
    if is_measured(scene, preposition.first, mention) or is_near_another(scene, mention):
        return False
    above = list(scene.sentence.head(mention).ancestors)
    if first < deed.head.i:
        return _was_there_when(scene, deed, above)
    if deed.head not in above:
        return False
    verbs = [token for token in above[: above.index(deed.head)] if syntax.is_verb(token)]
    return bool(verbs) and all(_goes_on(scene, verb) for verb in verbs)


def _was_there_when(scene: Scene, deed: Candidate, above: list[Token]) -> bool:
    """« se trouvaient dans un dépôt à Gao, quand ils ont été pris pour cible »: where those were to whom it was done."""
    verb = deed.head.head
    when = scene.grammar.clauses.when - scene.grammar.pronouns.where
    if deed.frame.pos != "verb" or when.isdisjoint(syntax.marks(deed.head)) or verb not in above:
        return False
    verbs = [token for token in above[: above.index(verb) + 1] if syntax.is_verb(token)]
    hit = any(subject.lower_ in scene.cues.third for subject in syntax.own_subjects(deed.head))
    return hit and syntax.tense_of(verb) == "imperfect" and all(_goes_on(scene, token) for token in verbs)


def _goes_on(scene: Scene, verb: Token) -> bool:
    """« qui priaient dans », not « qui se rendait à », « qui vivait en »: what says where somebody was at that time."""
    lemma = verb.lemma_.lower()
    return syntax.tense_of(verb) in _GOING_ON and lemma not in scene.cues.travels and lemma not in scene.cues.elsewhere

"""The day and place of the clause around: « a explosé samedi pendant que des jeunes défilaient », « sera le 28 à Erbil, où il rencontrera X »."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.arguments.opening import PLACED, place_at, told_by
from kg.extract.arguments.scene import Scene
from kg.extract.arguments.supports import events_at
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.model import EntityMention, Timex
from kg.vocabulary import group_of

_AROUND = ("Meeting", "Visit")  # in the course of which other things are done
_BEFORE = 3  # words before a noun's phrase among which stands what leads to it: « à l'issue d' »
_MOST_CLAUSES = 3  # climbed from a deed to the clause that tells its day
_TO_COME = ("planned", "future", "present", "infinitive")
_DONE = ("past", "imperfect", "participle")


def share_day_around(scene: Scene) -> None:
    """Note for a deed without a day that of the clause of which it tells the same time and place."""
    days = [
        timex
        for timex in scene.sentence.times
        if timex.relation == "in" and timex.interval is not None and timex.basis != "event"
    ]
    days = [timex for timex in days if _first(scene, timex) not in scene.said]
    if not days or len(scene.candidates) + len(days) == 1:
        return
    for candidate in scene.candidates:
        if candidate.times or candidate.opening_times:
            continue
        verb = told_by(scene, candidate) or _taking(scene, candidate)
        if verb is not None:
            candidate.opening_times = _days_around(scene, verb, days) or _days_within(scene, verb, days)
        if candidate.type in _AROUND and candidate.frame.pos == "noun" and _leads_in(scene, candidate):
            clause = syntax.clause_head(candidate.head)
            candidate.opening_times = _alone(_days_of(scene, clause, days)) or _days_around(scene, clause, days)


def share_place_around(scene: Scene) -> None:
    """« L'incident a eu lieu vendredi à Mopti lorsque des hommes ont ouvert le feu »: where the deed of the clause was."""
    facts = stems_of(scene.cues.facts)
    told = not facts.isdisjoint(scene.sentence.stems)
    phrases = scene.cues.facts_happen | scene.cues.happening
    for candidate in scene.candidates:
        if not told and candidate.type != "Protest":
            continue
        verb = told_by(scene, candidate) if group_of(candidate.type) in PLACED else None
        if verb is not None and syntax.tense_of(verb) == "infinitive" and not syntax.marks(verb):
            verb = syntax.parent_clause(verb)  # « s'est fait exploser »
        above = syntax.parent_clause(verb) if verb is not None else None
        if verb is None or above is None:
            continue
        if _turns_out_for(scene, verb, above):  # « sont sortis à Caracas pour protester »
            candidate.opening_places = _places_between(scene, above.i + 1, verb.left_edge.i)
        if not _goes_on_then(scene, verb):
            continue
        happens = syntax.lemma_with_se(above, scene.cues) in phrases or syntax.phrase_at(above, phrases) is not None
        if happens and any(stem(word.lemma_) in facts for word in scene.clause(above).subjects):
            candidate.opening_places = _places_between(scene, above.i + 1, verb.left_edge.i)


def _places_between(scene: Scene, first: int, end: int) -> list[tuple[EntityMention, str]]:
    return [place for at in range(first, end) if (place := place_at(scene, at)) is not None]


def _turns_out_for(scene: Scene, verb: Token, above: Token) -> bool:
    """« sont descendus lundi dans la rue pour manifester »: where and when they went, they did what they went for."""
    aimed = not scene.grammar.clauses.purpose.isdisjoint(syntax.marks(verb)[:1])
    went = syntax.lemma_with_se(above, scene.cues) in scene.cues.turning_out
    return aimed and went and syntax.tense_of(verb) == "infinitive"


def _taking(scene: Scene, noun: Candidate) -> Token | None:
    """« Reçu vendredi à Bruxelles, il y a obtenu une aide militaire »: the verb whose object tells the deed."""
    verb = syntax.clause_head(noun.head)
    there = verb.lemma_ in scene.cues.support_receives and _is_told_there(scene, verb)
    return verb if there and noun in events_at(scene, scene.clause(verb).objects) else None


def _days_around(scene: Scene, verb: Token, days: Sequence[Timex]) -> list[Timex]:
    if _is_told_there(scene, verb):
        return _alone([timex for timex in days if _is_of_opening(scene, timex, verb)])
    current = verb
    for _ in range(_MOST_CLAUSES):
        above = _around(scene, current)
        if above is None:
            return []
        own = _days_of(scene, above, days)
        if own:
            return _alone(own)
        current = above
    return []


def _days_of(scene: Scene, verb: Token, days: Sequence[Timex]) -> list[Timex]:
    return [timex for timex in days if syntax.clause_head(scene.doc[_first(scene, timex)]) == verb]


def _days_within(scene: Scene, verb: Token, days: Sequence[Timex]) -> list[Timex]:
    """« Le maire a été tué alors qu'il quittait samedi la mosquée »: the day of what went on as the deed was done."""
    for clause in verb.children:
        if _was_going_on(scene, clause):
            return _alone(_days_of(scene, clause, days))
    return []


def _was_going_on(scene: Scene, clause: Token) -> bool:
    clauses = scene.grammar.clauses
    marked = _opened_by(scene, clause) in clauses.when | clauses.moments | (clauses.meanwhile - clauses.contrasting)
    return marked and syntax.tense_of(clause) == "imperfect" and not syntax.is_passive(clause)


def _leads_in(scene: Scene, candidate: Candidate) -> bool:
    """« en marge du sommet de Samarcande, vendredi, X a promis … », « lors d'une visite à Abidjan, fin juin, … »: it was going on then."""
    start = syntax.noun_phrase_start(candidate.head)
    before = scene.doc[max(0, start - _BEFORE) : start]
    return any(token.lower_ in scene.grammar.prepositions.amidst for token in before)


def _alone(days: list[Timex]) -> list[Timex]:
    return days if len(days) == 1 else []


def _first(scene: Scene, timex: Timex) -> int:
    return scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]


def _is_told_there(scene: Scene, verb: Token) -> bool:
    """« Reçu vendredi à Bruxelles, le président y a obtenu … »: the main clause takes up the place of what opens the sentence."""
    there = any(token.lower_ in scene.grammar.pronouns.there for token in verb.children)
    main = syntax.is_finite(verb) and syntax.parent_clause(verb) is None
    return there and main and not syntax.is_pluperfect(verb)


def _is_of_opening(scene: Scene, timex: Timex, verb: Token) -> bool:
    """Whether a day stands before the verb, in no relative clause: not « le groupe qui a pris X en août y a tué … »."""
    at = _first(scene, timex)
    clause = syntax.clause_head(scene.doc[at])
    return at < verb.i and (clause == verb or not syntax.is_finite(clause))


def _around(scene: Scene, verb: Token) -> Token | None:
    """The verb of the clause whose time a clause shares, None where it has its own."""
    moment = verb.head
    if verb.dep_ in syntax.NOUN_CLAUSES and _is_moment(scene, moment):
        return _agreeing(verb, syntax.clause_head(moment.head))
    above = syntax.parent_clause(verb)
    if above is None or not syntax.is_verb(above):
        return None
    if _goes_on_then(scene, verb):
        return _agreeing(verb, above)
    if _is_relative_there(scene, verb):
        return _agreeing(verb, above)
    return above if _is_aim_there(scene, verb) or _turns_out_for(scene, verb, above) else None


def _goes_on_then(scene: Scene, verb: Token) -> bool:
    """« tandis que X se trouvait au Caire », « quand il a été attaqué »; « tandis que X a condamné l'attaque » is set against the main clause."""
    clauses = scene.grammar.clauses
    lasts = syntax.tense_of(verb) in ("imperfect", "present")
    opening = _opened_by(scene, verb)
    return opening in clauses.when | clauses.moments or (lasts and opening in clauses.meanwhile)


def _opened_by(scene: Scene, verb: Token) -> str:
    """The conjunction of an adverbial clause: « alors » of « alors que », whatever the parser hangs it on."""
    marks = syntax.marks(verb)
    start = verb.left_edge.i
    if verb.dep_ in syntax.ADVERBIAL_CLAUSES:
        moments = (word.lemma_ for word in scene.doc[start : start + _BEFORE] if _is_moment(scene, word))
        return next(moments, marks[0] if marks else "")
    that = verb.dep_ in syntax.CLAUSE_COMPLEMENTS and scene.doc[start].lower_ in scene.grammar.clauses.that
    return scene.doc[start - 1].lower_ if that and start else ""


def _is_moment(scene: Scene, word: Token) -> bool:
    """« au moment où », « à l'heure où »."""
    moment = word.lemma_ in scene.grammar.clauses.moments and word.i + 1 < len(scene.doc)
    return moment and scene.doc[word.i + 1].lower_ in scene.grammar.pronouns.where


def _agreeing(verb: Token, above: Token) -> Token | None:
    """The verb above, where both are of one time."""
    if syntax.is_pluperfect(verb) and not syntax.is_pluperfect(above):
        return None
    one, other = syntax.tense_of(verb), syntax.tense_of(above)
    return (
        above if one == other or (one in _DONE and other in _DONE) or (one in _TO_COME and other in _TO_COME) else None
    )


def _is_relative_there(scene: Scene, verb: Token) -> bool:
    """« sera le 28 mars à Erbil, où il rencontrera X », « ont déferlé sur Bambari, dont ils se sont emparés »: those of the main clause go on."""
    pronouns = scene.grammar.pronouns
    if verb.dep_ not in syntax.NOUN_CLAUSES and verb.dep_ not in syntax.ADVERBIAL_CLAUSES:
        return False
    start = verb.left_edge.i
    start += scene.doc[start].pos_ == "PUNCT"
    if start >= verb.i:
        return False
    first, second = scene.doc[start], scene.doc[start + 1]
    with_whom = (
        first.lower_ == scene.grammar.functions.along and second.lower_ in pronouns.which
    )  # « X, avec lequel il s'est entretenu »
    if first.lower_ not in pronouns.where | pronouns.whose and not with_whom:
        return False
    return any(subject.pos_ == "PRON" for subject in syntax.own_subjects(verb))


def _is_aim_there(scene: Scene, verb: Token) -> bool:
    """« doit se rendre samedi à Sanaa pour y rencontrer X »: what somebody goes there for."""
    aimed = not scene.grammar.clauses.purpose.isdisjoint(syntax.marks(verb)[:1])
    there = any(token.lower_ in scene.grammar.pronouns.there for token in verb.children)
    return aimed and there and syntax.tense_of(verb) == "infinitive"

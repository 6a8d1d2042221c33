"""The day and the place that open a sentence: « Mardi, à Gao, … » holds for all that its main clauses tell."""

from typing import NamedTuple

from kg.extract import syntax
from kg.extract.arguments.landmarks import is_measured
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, is_place
from kg.extract.tokens import Token
from kg.model import EntityMention, Timex
from kg.vocabulary import group_of

PLACED = ("Violence", "PublicOrder", "Contact")  # what happens where the sentence opens; troops move elsewhere
_JUDGING = ("Condemnation", "Condolence", "Demand", "Denial", "Threat")  # said from afar, of what was elsewhere
_WITHOUT_A_TIME = ("infinitive", "past infinitive", "participle", "gerund", "imperfect")
_SUBJECT = "subject"
_ADVERBIAL = 6  # words of « plus au nord », « quelques heures plus tard », and their comma
_MOST_CLAUSES = 5  # climbed from a verb to the main one


class _Opening(NamedTuple):
    """What stands before the first clause, and where it ends."""

    times: list[Timex]
    places: list[tuple[EntityMention, str]]
    end: int


def share_opening(scene: Scene) -> None:
    """Note the day and place that open a sentence for the events of its main clauses."""
    opening = _read_opening(scene)
    scene.sentence.frame = tuple(opening.places)
    if not opening.times and not opening.places:
        return
    for candidate in scene.candidates:
        _free_place(scene, candidate, opening)
        verb = told_by(scene, candidate)
        if verb is not None and verb.i >= opening.end and _is_told_at_once(scene, verb):
            candidate.opening_times = opening.times
            if group_of(candidate.type) in PLACED:
                candidate.opening_places = opening.places
        elif _is_verbless(scene, candidate, opening.end):
            candidate.opening_times = opening.times
            candidate.opening_places = opening.places if group_of(candidate.type) in PLACED else []
        elif group_of(candidate.type) in PLACED and _is_within_main(scene, candidate, opening.end):
            candidate.opening_places = opening.places


def _free_place(scene: Scene, candidate: Candidate, opening: _Opening) -> None:
    """« Au Burkina, des hommes armés ont … »: the place that opens a sentence acts in nothing; the next one named does."""
    for mention, _ in opening.places:
        taken = next(
            (f for f in candidate.fillers if f.mention.anchor == mention.anchor and f.function == _SUBJECT), None
        )
        if taken is None or candidate.frame.pos != "verb" or candidate.head.i < opening.end:
            continue
        candidate.fillers.remove(taken)
        between = [m for m in scene.sentence.outer if opening.end <= scene.sentence.words(m)[0] < candidate.head.i]
        if between and not any(f.mention.anchor == between[0].anchor for f in candidate.fillers):
            scene.fill(candidate, candidate.functions.get(_SUBJECT, ()), between[0], _SUBJECT)


def _is_verbless(scene: Scene, candidate: Candidate, start: int) -> bool:
    """« À Djeddah, rencontre des ministres arabes », « Lundi à Gao, trois soldats tués »: no verb tells otherwise."""
    return start <= candidate.head.i and not syntax.has_finite(scene.doc)


def _is_within_main(scene: Scene, candidate: Candidate, start: int) -> bool:
    """« À Gaza, trois immeubles visés par des frappes se sont effondrés »: told beside the main verb, in no clause of its own."""
    if candidate.head.i < start or _stands_behind(scene, candidate):
        return False
    current = candidate.head
    while not (syntax.is_verb(current) and syntax.is_finite(current)):
        if current.head == current:
            return False
        if current.dep_ in syntax.ADVERBIAL_CLAUSES:
            return False  # « après avoir attaqué », « pour frapper »
        current = current.head
    if syntax.is_pluperfect(current) or current.i < start or syntax.is_inserted(current):
        return False
    said = scene.by_head.get(current.i)
    if said is not None and said.type in _JUDGING:
        return False  # « A Paris, le président a condamné l'attaque »
    if current.lemma_ in scene.cues.status_verbs["possible"] and group_of(candidate.type) != "PublicOrder":
        return False  # « À Genève, l'ONU a demandé l'arrêt des combats »
    return _is_told_at_once(scene, current)


def _stands_behind(scene: Scene, candidate: Candidate) -> bool:
    """« À Gao, l'ancien président, arrêté depuis le putsch, … »: what was before, of which nobody says that it was there."""
    if candidate.frame.pos != "noun":
        return False
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(candidate.head), scene.cues)
    return before is not None and before.phrase in scene.grammar.prepositions.apart_from


def _read_opening(scene: Scene) -> _Opening:
    times: list[Timex] = []
    places: list[tuple[EntityMention, str]] = []
    doc, at = scene.doc, 0
    while at < len(doc) - 1 and (doc[at].pos_ in ("PUNCT", "CCONJ", "ADV") or doc[at].text in syntax.OPENING_QUOTES):
        if _time_at(scene, at) is not None:
            break  # « Plus tard dans la journée, … »
        at += 1
    while at < len(doc):
        timex, place = _time_at(scene, at), place_at(scene, at)
        if timex is not None:
            times.append(timex)
            at = scene.sentence.span(timex.anchor.start, timex.anchor.end)[1]
        elif place is not None:
            places.append(place)
            at = scene.sentence.words(place[0])[1]
        elif not times and not places and (behind := _behind_adverbial(scene, at)) is not None:
            at = behind
            continue
        else:
            break
        at = _behind_brackets(scene, at)
        if at < len(doc) and doc[at].text == ",":
            at += 1
    return _Opening(times, places, at)


def _behind_adverbial(scene: Scene, at: int) -> int | None:
    """« Quelques heures plus tard, à Gao, … »: where the day or place begins behind a few words that name nobody."""
    comma = next((token.i for token in scene.doc[at : at + _ADVERBIAL] if token.text == ","), None)
    if comma is None or any(token.pos_ in ("PROPN", "AUX", "VERB", "PRON") for token in scene.doc[at:comma]):
        return None
    behind = comma + 1
    return behind if _time_at(scene, behind) is not None or place_at(scene, behind) is not None else None


def _time_at(scene: Scene, at: int) -> Timex | None:
    """The day that begins at a word, or right behind its preposition and article."""
    for timex in scene.sentence.times:
        first = scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]
        small = all(token.pos_ in ("ADP", "DET") for token in scene.doc[at:first])
        if at <= first <= at + 2 and small and timex.interval is not None and first not in scene.said:
            return timex
    return None


def place_at(scene: Scene, at: int) -> tuple[EntityMention, str] | None:
    """The place whose preposition begins at a word, and its function."""
    for mention in scene.sentence.outer:
        if mention.level == "pronoun" or not is_place(mention):
            continue
        preposition = syntax.preposition_before(scene.doc, scene.sentence.words(mention)[0], scene.cues)
        if preposition is None or preposition.first != at or is_measured(scene, at, mention):
            continue
        function = preposition.function(scene.cues)
        if preposition.phrase in scene.cues.locative or function in scene.cues.locative:
            return mention, function
    return None


def _behind_brackets(scene: Scene, at: int) -> int:
    if at < len(scene.doc) and scene.doc[at].text == "(":
        return next((token.i + 1 for token in scene.doc[at:] if token.text == ")"), at)
    return at


def told_by(scene: Scene, candidate: Candidate) -> Token | None:
    """The verb that tells the event: its own, the one that carries its noun, or the one in whose course it was."""
    if candidate.frame.pos == "verb":
        return candidate.head
    if candidate.supports:
        return candidate.supports[0]
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(candidate.head), scene.cues)
    if before is None or scene.grammar.prepositions.amid.isdisjoint(before.phrase.split()):
        return None
    verb = syntax.clause_head(candidate.head)
    fate = verb.lemma_ in scene.cues.toll_verbs | scene.cues.toll_nouns | scene.cues.driving_out
    return verb if fate and verb.i < before.first else None


def _is_told_at_once(scene: Scene, verb: Token) -> bool:
    """Whether a verb is the main one, joined to it, or tells what went on at its time."""
    if syntax.is_inserted(verb):
        return False  # « …, a annoncé le ministre »
    if _stands_as_main(scene, verb):
        return True
    current = verb
    for _ in range(_MOST_CLAUSES):
        if current.head == current or current.dep_ in syntax.MAIN:
            return _agree(current, verb)
        above = current.head
        if current.dep_ in syntax.CLAUSE_COMPLEMENTS and syntax.is_verb(above) and syntax.is_inserted(above):
            return _agree(current, verb)
        if current.dep_ in syntax.CLAUSE_COMPLEMENTS and above.lemma_ in scene.grammar.modality.with_infinitive:
            current = above  # « Vendredi, X devait s'entretenir avec Y »
            continue
        if current.dep_ in syntax.ADVERBIAL_CLAUSES:
            if not (_opens_at_once(scene, current) or syntax.tense_of(current) == "gerund"):
                return False
        elif current.dep_ not in syntax.COORDINATES:
            return False
        if not syntax.is_verb(above):
            return False
        current = above
    return False


def _stands_as_main(scene: Scene, verb: Token) -> bool:
    """Whether the words say that a verb is a main one, whatever the parser hung it on: « Lundi, profitant de la nuit, X a attaqué »."""
    subjects = syntax.own_subjects(verb)
    if not subjects or not syntax.is_finite(verb) or syntax.is_pluperfect(verb) or syntax.is_subordinate(verb):
        return False
    start = subjects[0].left_edge.i
    before = scene.doc[start - 1] if start else None
    opens = before is not None and (before.text in (",", ";") or before.pos_ == "CCONJ" or _explains(scene, before))
    between = scene.doc[start : verb.i]
    clause = any(token.lower_ in scene.grammar.clauses.opening and token.head == verb for token in between)
    return opens and not clause


def _explains(scene: Scene, mark: Token) -> bool:
    """« Mardi, la journée a été sanglante : dix hommes ont été tués »: a colon behind which the same is told, and nobody speaks."""
    before = scene.doc[: mark.i]
    return mark.text == ":" and not any(
        syntax.is_verb(word) and word.lemma_ in scene.cues.speech_verbs for word in before
    )


def _opens_at_once(scene: Scene, verb: Token) -> bool:
    """« quand », « alors que », « avant de »: the clause tells of the same time."""
    marks = syntax.marks(verb)
    clauses = scene.grammar.clauses
    return bool(marks) and marks[0] in clauses.at_once


def _agree(main: Token, verb: Token) -> bool:
    """Whether both are of one time: « a repris Gao et occupe encore Kidal », « avait tué » are of two."""
    if syntax.is_pluperfect(verb) != syntax.is_pluperfect(main):
        return False
    tense = syntax.tense_of(verb)
    return tense in _WITHOUT_A_TIME or tense == syntax.tense_of(main)

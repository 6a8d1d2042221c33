"""Which event of the sentence an expression of time belongs to."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from kg.extract import syntax
from kg.extract.arguments.bonds import (
    behind_carrier,
    clause_between,
    hangs_on,
    others_between,
    results_from,
    since_whose_beginning,
    told_by_relative,
    within_which,
)
from kg.extract.arguments.counted import count_from
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.times.calendar import days_from, month_of, years_from
from kg.extract.tokens import Doc, Token
from kg.extract.triggers import term_of
from kg.model import Interval, Timex
from kg.vocabulary import STATES, group_of, is_a

MOST_BETWEEN_DAYS = 3  # tokens between two days that one event has
FAR_FROM_A_NUMBER = 5  # tokens from « contre 700 » to its day
NEAR_ITS_VERB = 3  # tokens from « ouverts » to « mercredi »
_PARTING = (":", ";")
_DASHES = ("–", "—")
_FIRST_WORDS = 3  # before the day that opens a sentence
_STATED = ("ClaimOfResponsibility", "Condemnation")  # statements about a deed that has its own day
_LASTING = ("Battle", "Meeting")  # what goes on for days
_OF_THE_DEED, _OF_THE_STATE = 4.0, 1.0  # what binds a day behind a lasting state
SPAN_OF_MANY = timedelta(days=28)  # « l'attaque la plus meurtrière du mois »


def attach_times(scene: Scene) -> None:
    """Give each expression of time to the event of the sentence to which it is bound most."""
    terms = [
        (candidate, term_of(candidate.head, scene.sentence)) for candidate in scene.candidates if candidate.frame.term
    ]
    for candidate, term in terms:
        candidate.times.extend([term] if term is not None else [])
    going_on: list[tuple[Candidate, Timex]] = []
    for timex in scene.sentence.times:
        if any(timex is term for _, term in terms):
            continue
        first, end = scene.sentence.span(timex.anchor.start, timex.anchor.end)
        if (
            first in scene.said
            or first in scene.gapped
            or _is_of_a_former_number(scene, first)
            or _is_of_an_apposition(scene, first, end)
        ):
            continue  # « selon un bilan publié jeudi »
        if _is_of_the_text(scene, first, end):
            continue
        ranked = [candidate for candidate in scene.candidates if _is_first_since(scene, candidate, timex)]
        if _last_before(scene, first) in ranked:
            continue
        best: tuple[float, Candidate] | None = None
        aside, around = _aside_since(scene, timex, first, end), _deed_around(scene, timex, first)
        for candidate in scene.candidates:
            if candidate in ranked or (aside and candidate.head.i not in aside):
                continue
            score = _time_bond(scene, candidate, first, end) or _since_then(scene, candidate, timex, end)
            if around is not None:
                score = _OF_THE_DEED if candidate is around else min(score, _OF_THE_STATE)
            if score > 0 and (best is None or score > best[0]):
                best = (score, candidate)
        if best is not None:
            owner = best[1]
            begun = _is_told_to_have_begun(scene, owner, first)
            if _is_of_its_end(scene, owner, first):
                timex = _until(timex)
            elif begun or _is_of_its_begin(scene, owner, first) or _has_gone_on_since(scene, owner):
                timex = _since(timex)
                going_on.extend([(owner, timex)] if begun else [])
            if timex.relation == "since" and timex.granularity == "day" and _is_its_day(scene, owner, end):
                timex = _that_day(timex)
            elif best[0] == _OF_THE_DEED and _was_then(scene, owner, timex, end):
                timex = _span_of(timex)
            owner.times.append(timex)
            owner.time_bonds[timex] = best[0]
        if timex.basis == "event":
            count_from(scene, best[1] if best is not None else None, timex, first, end)
    for owner, begin in going_on:  # « les combats, qui ont éclaté vendredi, se poursuivaient lundi »
        owner.times = [timex for timex in owner.times if timex is begin or timex.relation != "in"]
    for candidate in scene.candidates:
        drop_rivals(candidate)
    for candidate in scene.candidates:
        if not candidate.times and candidate.frame.pos == "verb":
            earlier = syntax.coordinated_with(candidate.head) or _shares_auxiliary(candidate.head)
            lead = _told_at(scene, earlier) if earlier is not None else None
            if earlier is not None and lead is not None:
                there = _is_there(scene, candidate, lead)
                candidate.times.extend(t for t in lead.times if there or _is_of_both(scene, t, lead, earlier))
    _date_since(scene)


def _deed_around(scene: Scene, timex: Timex, first: int) -> Candidate | None:
    """« a bombardé le Golan occupé par Israël dimanche »: a day behind a lasting state is that of the deed around it."""
    state = scene.by_head.get(syntax.clause_head(scene.doc[first]).i)
    if (
        state is None
        or (state.frame.stative or state.type) not in STATES
        or timex.relation != "in"
        or timex.granularity != "day"
    ):
        return None
    bare = state.head.dep_ in syntax.PARTICIPLES and not syntax.has_auxiliary(state.head)
    above = syntax.parent_clause(state.head)
    if not bare or above is None or first < state.head.i:
        return None
    return scene.by_head.get(above.i) or next((c for c in scene.candidates if above in c.supports), None)


def _shares_auxiliary(verb: Token) -> Token | None:
    """« deux soldats ont été tués et trois employés enlevés »: the verb whose auxiliary a participle behind its own subject shares."""
    subject = verb.head
    start = syntax.noun_phrase_start(subject)
    if verb.dep_ not in syntax.PARTICIPLES or syntax.has_auxiliary(verb) or subject.pos_ != "NOUN" or start == 0:
        return None
    lead = subject.head
    joined = verb.doc[start - 1].pos_ == "CCONJ" and verb.i == subject.i + 1
    return lead if joined and syntax.is_verb(lead) and syntax.is_passive(lead) and lead.i < start else None


def _is_there(scene: Scene, candidate: Candidate, lead: Candidate) -> bool:
    """« a séjourné à Gao du 5 au 6 mai et s'y est entretenu avec … »: what is done in the course of a visit."""
    there = scene.grammar.pronouns.there
    told = scene.doc[syntax.first_of_verb(candidate.head) - 1 : candidate.head.i]
    return lead.type == "Visit" and group_of(candidate.type) == "Contact" and any(w.lower_ in there for w in told)


def _is_of_both(scene: Scene, timex: Timex, lead: Candidate, verb: Token) -> bool:
    """« Mardi, X a pris A et attaqué B », « a dénoncé mardi … et a menacé … »: the day stands before, or right behind, the first verb."""
    first = scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]
    if first < min(lead.head.i, verb.i):
        return True
    return first == verb.i + 1 and group_of(lead.type) == "Statement"


def _date_since(scene: Scene) -> None:
    """« Depuis le putsch de février, 750 civils ont été tués », « au pouvoir depuis le putsch »: told since a deed with a day."""
    for deed in scene.candidates:
        day = deed.times[0] if len(deed.times) == 1 else None
        if deed.frame.pos != "noun" or day is None or day.interval is None:
            continue
        start = syntax.noun_phrase_start(deed.head)
        if start == 0 or scene.doc[start - 1].lower_ not in scene.grammar.prepositions.since:
            continue
        main = syntax.clause_head(deed.head)
        for candidate in scene.candidates:
            told = start == 1 and (candidate.head == main or main in candidate.supports)
            told = (
                told or max(word.i for word in candidate.words) == start - 2
            )  # « au pouvoir depuis le putsch de mai »
            if candidate is not deed and told and not candidate.times:
                candidate.times.append(replace(day, interval=Interval(day.interval.begin, None), relation="since"))


def _told_at(scene: Scene, verb: Token) -> Candidate | None:
    """The event of a verb, or of the noun that it carries: « a lancé une offensive »."""
    own = scene.by_head.get(verb.i)
    return own or next((candidate for candidate in scene.candidates if verb in candidate.supports), None)


def _is_of_a_former_number(scene: Scene, first: int) -> bool:
    """« a atteint 1.000 soldats en décembre, contre 700 au début de l'automne »: the day of the number before."""
    former = [token for token in scene.doc[max(1, first - FAR_FROM_A_NUMBER) : first] if token.pos_ == "NUM"]
    return bool(former) and former[-1].nbor(-1).lower_ == scene.grammar.functions.against


def _is_of_its_end(scene: Scene, owner: Candidate, first: int) -> bool:
    """« l'attaque, qui s'est terminée dimanche »: the day is that of the end."""
    verb = syntax.clause_head(scene.doc[first])
    if owner.frame.pos != "noun" or not (group_of(owner.type) == "Violence" or owner.type == "Ceasefire"):
        return False  # of a visit the day on which it ended is one of its days
    clause, ends = scene.clause(verb), scene.cues.support_ends
    alone = owner.head in clause.subjects and not clause.objects
    ended = verb.lemma_ in ends and (syntax.is_reflexive(verb) or alone)
    return ended or (owner.head in clause.subjects and syntax.phrase_at(verb, ends) is not None)


def _is_of_its_begin(scene: Scene, owner: Candidate, first: int) -> bool:
    """« la reconquête de la ville, lancée en mai »: what is taken in the end was not taken that day."""
    verb = syntax.clause_head(scene.doc[first])
    return owner.frame.pos == "noun" and is_a(owner.type, "Capture") and verb.lemma_ in scene.cues.support_begins


def _has_gone_on_since(scene: Scene, owner: Candidate) -> bool:
    """« depuis le début des manifestations, le 26 avril »: what is many goes on."""
    return _is_lasting(owner) and since_whose_beginning(owner.head, scene.cues)


def _is_lasting(owner: Candidate) -> bool:
    return any(is_a(owner.type, kind) for kind in _LASTING) or owner.head.morph.get("Number", []) == ["Plur"]


def _is_told_to_have_begun(scene: Scene, owner: Candidate, first: int) -> bool:
    """« les combats, qui ont éclaté dimanche, … », « les pourparlers, ouverts mercredi »: beside the news, so they went on."""
    if owner.frame.pos != "noun" or not _is_lasting(owner):
        return False
    near = scene.doc[max(owner.head.i + 1, first - NEAR_ITS_VERB) : first]
    verb = next((token for token in reversed(near) if token.lemma_ in scene.cues.support_starts), None)
    if verb is None or verb.dep_ not in syntax.NOUN_CLAUSES:
        return False
    return any(token.text == "," for token in scene.doc[max(owner.head.i + 1, verb.i - NEAR_ITS_VERB) : verb.i])


def _since(timex: Timex) -> Timex:
    if timex.interval is None or timex.relation != "in":
        return timex
    return replace(timex, interval=Interval(timex.interval.begin, None), relation="since")


def _that_day(timex: Timex) -> Timex:
    """« depuis le 5 mai, jour de sa chute »: it fell on that day alone."""
    begin = timex.interval.begin if timex.interval is not None else None
    if begin is None:
        return timex
    return replace(timex, interval=Interval(begin, begin + timedelta(days=1)), relation="in")


def _until(timex: Timex) -> Timex:
    if timex.interval is None or timex.relation != "in":
        return timex
    return replace(timex, interval=Interval(None, timex.interval.end), relation="until")


def drop_rivals(candidate: Candidate) -> None:
    """« observait lundi un deuil après la mort d'un policier, tué dimanche »: of two days the one that is bound most."""
    sentence, bonds = candidate.sentence, candidate.time_bonds
    if candidate.type in STATES and any(timex.relation == "since" for timex in candidate.times):
        candidate.times = [
            timex for timex in candidate.times if timex.relation != "in"
        ]  # « depuis 2015 et réélu en 2020 »
    for one, two in combinations([timex for timex in candidate.times if timex.relation == "in"], 2):
        if one not in candidate.times or two not in candidate.times or not _apart(one, two):
            continue
        left, right = sorted((one, two), key=lambda timex: timex.anchor.start)
        start = sentence.span(left.anchor.start, left.anchor.end)[1]
        between = sentence.doc[start : sentence.span(right.anchor.start, right.anchor.end)[0]]
        if len(between) <= MOST_BETWEEN_DAYS and any(token.pos_ in ("CCONJ", "ADP") for token in between):
            continue  # « jeudi et vendredi », « de lundi à jeudi »
        candidate.times.remove(
            min(one, two, key=lambda timex: (not _is_counted(timex), bonds.get(timex, 0.0), timex.anchor.start))
        )


def _apart(one: Timex, two: Timex) -> bool:
    """Whether two expressions name days that have none in common."""
    a, b = one.interval, two.interval
    if a is None or b is None or None in (a.begin, a.end, b.begin, b.end):
        return False
    return a.end <= b.begin or b.end <= a.begin  # type: ignore[operator]


def _is_counted(timex: Timex) -> bool:
    """« deux ans plus tard, en août 2013 »: a guess beside the date itself."""
    return timex.basis == "text" and not any(len(word) == 4 and word.isdigit() for word in timex.anchor.text.split())


def _last_before(scene: Scene, at: int) -> Candidate | None:
    """The event told last before a word."""
    before = [candidate for candidate in scene.candidates if candidate.head.i < at]
    return max(before, key=lambda candidate: candidate.head.i, default=None)


def _is_first_since(scene: Scene, candidate: Candidate, timex: Timex) -> bool:
    """« la première visite d'un pape depuis 1928 », « l'attaque la plus meurtrière cette année »: of what it is compared with."""
    if timex.interval is None or not (timex.interval.end is None or _is_long(timex.interval)):
        return False
    at = scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]
    closed = timex.interval.end is not None  # « la première visite en 2014 » is one of that year
    compared = scene.grammar.superlatives.worst | scene.grammar.superlatives.most
    ranks = compared if closed else scene.grammar.modality.superlative
    ranked = [i for i in range(max(1, at - 6), at) if scene.doc[i].lower_ in ranks]
    definite = scene.grammar.determiners.definite
    if any(scene.doc[i - 1].lower_ in definite and not clause_between(scene, i, at) for i in ranked):
        return True
    if candidate.frame.pos != "noun":
        return False
    first = syntax.noun_phrase_start(candidate.head)
    before = [i for i in range(max(1, candidate.head.i - 3), candidate.head.i) if candidate.head.i < at]
    ranked = [i for i in before if scene.doc[i].lower_ in ranks]
    if closed and any(scene.doc[i].pos_ == "ADP" for i in before):
        return False  # « la plus meurtrière depuis celle de Mombasa en août 2009 »
    if any(scene.doc[i - 1].lower_ in definite for i in ranked):
        return True  # « la plus importante attaque dans la ville depuis trois ans »
    return not closed and any(
        quantity.measure == "occurrence"
        and first <= scene.sentence.span(quantity.anchor.start, quantity.anchor.end)[0] <= candidate.head.i
        for quantity in scene.sentence.quantities
    )


def _is_long(interval: Interval) -> bool:
    """Whether it is a span in which one deed may be the worst: « cette année »."""
    return interval.begin is not None and interval.end is not None and interval.end - interval.begin >= SPAN_OF_MANY


def _time_bond(scene: Scene, candidate: Candidate, first: int, end: int) -> float:
    trigger = candidate.head
    if _describes_another(scene, candidate, first, end) or _names_another(scene, candidate, first):
        return 0.0
    if candidate.frame.pos == "noun":
        last = max(word.i for word in candidate.words)
        if _was_told_before(scene, candidate, first) or _is_when_it_was_stated(scene, candidate, first, end):
            return 0.0
        if last < first < scene.scopes[trigger.i]:
            return (
                18.0 - 2 * others_between(scene, last, first) + (2 if hangs_on(scene, scene.doc[first], trigger) else 0)
            )
        if told_by_relative(scene, candidate, first):
            return 15.0 + 0.01 * trigger.i
        if _in_its_brackets(scene, candidate, first, end):
            return 17.0
        if _stands_apart(scene, candidate, first, end) and _is_when_it_began(scene, candidate):
            return 17.0
        if _head_of(scene, first, end).head == trigger.head and since_whose_beginning(trigger, scene.cues):
            return 17.0
        if _is_its_day(scene, candidate, end):
            return 17.0
        if behind_carrier(scene, candidate, first):
            return 9.0  # « la signature mardi à Doha d'un accord »
        if last < first and _is_verbless(scene, last, first):
            return 12.0 - others_between(scene, last, first)
    best = 0.0
    verbs = [trigger] if candidate.frame.pos == "verb" else []
    inner = verbs and end <= trigger.head.i < trigger.i and trigger.dep_ in syntax.NOUN_CLAUSES
    if inner and not _is_presented(scene, trigger, end):
        return 0.0  # « Hier, les rebelles soutenus par … ont pris … »: the day is that of the main verb
    for verb in [*verbs, *candidate.supports]:
        if verb != trigger and verb.lemma_ in scene.cues.support_dative:
            continue  # « a attribué vendredi l'attentat à … »: the day of the saying
        if _is_of_the_saying(scene, candidate, first, verb) or _opens_another(scene, first, end, verb):
            continue
        if _is_set_apart(scene, candidate, first, end, verb):
            continue
        if _is_of_a_relative(scene, first, verb) or _is_of_an_aside(scene, candidate, first, verb):
            continue
        if first < verb.i and _opens_clause(scene, end, verb):
            score = 16.0  # « mardi, lorsque des hommes armés ont attaqué »
        elif first < verb.i and syntax.tense_of(verb) == "gerund" and _is_of_main(scene, first, verb):
            score = 0.0  # « s'est emparée du pouvoir lundi en arrêtant … »
        elif first > verb.i:
            if clause_between(scene, verb.i, first):
                score = 5.0 if syntax.clause_head(scene.doc[first]) == verb else 0.0
            else:
                score = 14.0 - others_between(scene, verb.i, first)
        elif syntax.clause_head(scene.doc[first]) == verb:
            score = 9.0
        elif not clause_between(scene, end - 1, verb.i):
            score = 6.0 - 0.3 * others_between(scene, end - 1, verb.i)
        elif scene.opens(verb, first, _FIRST_WORDS) or (first <= _FIRST_WORDS and _is_presented(scene, verb, end)):
            score = 5.0
        else:
            score = 0.0
        best = max(best, score - (0.2 if verb != trigger else 0.0))
    if not best and (
        results_from(scene, candidate, first)
        or _stands_apart(scene, candidate, first, end)
        or _is_of_its_dead(scene, candidate, first)
    ):
        return 3.0
    return best


def _since_then(scene: Scene, candidate: Candidate, timex: Timex, end: int) -> float:
    """« Voilà trois semaines que l'armée assiège X », « que l'armée a pris X »: of what the clause behind it tells."""
    if timex.relation != "since" or end >= len(scene.doc) or scene.doc[end].lower_ not in scene.grammar.clauses.that:
        return 0.0
    tenses = [syntax.tense_of(verb) for verb in _told_behind(scene, candidate, end)]
    return _OF_THE_DEED if any(tense in ("present", "imperfect", "past") for tense in tenses) else 0.0


def _told_behind(scene: Scene, candidate: Candidate, end: int) -> list[Token]:
    """The verbs that tell a deed, of the first clause behind a word."""
    verbs = [candidate.head] if candidate.frame.pos == "verb" else candidate.supports
    return [v for v in verbs if v.i > end and not syntax.has_finite(scene.doc[end : syntax.first_of_verb(v)])]


def _was_then(scene: Scene, candidate: Candidate, timex: Timex, end: int) -> bool:
    """« Voilà une semaine que les rebelles ont pris X »: what is over was done so long ago."""
    behind = timex.relation == "since" and end < len(scene.doc) and scene.doc[end].lower_ in scene.grammar.clauses.that
    return behind and any(syntax.tense_of(verb) == "past" for verb in _told_behind(scene, candidate, end))


def _span_of(timex: Timex) -> Timex:
    """The day, month or year at which a time that counts from then begins; of weeks the day."""
    begin = timex.interval.begin if timex.interval is not None else None
    if begin is None:
        return timex
    span = month_of(begin.year, begin.month) if timex.granularity == "month" else days_from(begin)
    return replace(timex, interval=years_from(begin.year) if timex.granularity == "year" else span, relation="in")


def _head_of(scene: Scene, first: int, end: int) -> Token:
    """The word of an expression of time that hangs on one outside of it: « 9 » of « le 9 mai »."""
    return next((token for token in scene.doc[first:end] if not first <= token.head.i < end), scene.doc[first])


def _describes_another(scene: Scene, candidate: Candidate, first: int, end: int) -> bool:
    """« le retrait vers les positions établies en 1999 »: the day of what a participle says of another noun of the phrase."""
    around = [scene.doc[at].text for at in (first - 1, end) if 0 <= at < len(scene.doc)]
    if around == [",", ","]:
        return False  # « Des hommes armés, samedi, ont attaqué »
    above = _head_of(scene, first, end).head
    said = [child for child in above.children if child.dep_ in syntax.PARTICIPLES and above.i < child.i < first]
    participle = said[-1] if said and above.pos_ == "NOUN" else above  # « un homme né à Gao en 1997 »
    noun = participle.head
    if candidate.frame.pos == "verb":
        if participle == candidate.head or not noun.i < participle.i < first or participle.i in scene.by_word:
            return False
        if not (candidate.head.i < noun.i or participle.i < candidate.head.i):
            return False
    elif not candidate.head.i < noun.i < participle.i < first:
        return False
    if participle.dep_ not in syntax.PARTICIPLES or syntax.has_auxiliary(participle) or noun.i in scene.by_word:
        return False
    if participle in candidate.supports or participle.i in scene.by_word:
        return False
    if noun.pos_ != "NOUN" or participle.pos_ != "VERB":
        return False
    if candidate.frame.pos == "verb" and noun.head != candidate.head:
        return True  # « au terme d'un marathon commencé en mai, ils ont signé … »
    return participle.lemma_.lower() not in scene.cues.support_agent | scene.cues.support_subject


def _names_another(scene: Scene, candidate: Candidate, first: int) -> bool:
    """« issu des élections de novembre », « le scrutin de mai »: a day or month behind « de » says which of a noun that tells nothing."""
    doc, of = scene.doc, scene.grammar.functions.of
    at = first - 1 if doc[first - 1].pos_ == "DET" else first
    if at < 2 or syntax.plain(doc[at - 1]) != of:
        return False
    noun = doc[at - 2]
    pronouns = scene.grammar.pronouns
    if noun.lower_ in pronouns.those_masculine | pronouns.those_feminine and noun.i not in scene.by_word:
        return True  # « pressenti pour celle de 2024 »
    told = noun.i in scene.by_word or scene.in_time(noun) or noun.lemma_ in scene.cues.spans_of_time
    told = told or noun.lower_ in scene.grammar.prepositions.amid  # « au cours de la première quinzaine d'août »
    capital = noun.text.istitle() and noun.nbor(-1 if noun.i else 0).pos_ != "DET"  # not « la Constitution de 2018 »
    named = noun.pos_ == "NOUN" and not capital and noun.lemma_ not in scene.cues.toll_nouns
    return named and not told and (noun.i > candidate.head.i or _is_of_a_description(scene, candidate, noun))


def _is_of_a_description(scene: Scene, candidate: Candidate, noun: Token) -> bool:
    """« X, candidat à la présidentielle de 2024, a été arrêté », « battu au scrutin de 2019, il … »: of what somebody is."""
    above = noun.head
    if (
        candidate.frame.pos != "verb"
        or above.i in scene.by_word
        or not any(c.dep_ in syntax.PREPOSITIONS for c in noun.children)
    ):
        return False
    if above.pos_ in ("NOUN", "PROPN", "ADJ"):
        return True
    past = "Past" in above.morph.get("Tense", []) and not (syntax.is_finite(above) or syntax.has_auxiliary(above))
    return past and above not in {candidate.head, *candidate.supports}


def _is_of_an_apposition(scene: Scene, first: int, end: int) -> bool:
    """« une attaque à Djibo, ville sous blocus depuis trois mois »: of what is said of the town beside its name."""
    above = _head_of(scene, first, end)
    while above.head != above and above.pos_ in ("NOUN", "PROPN"):
        name, comma = (scene.doc[max(0, above.i - back)] for back in (2, 1))
        if above.pos_ == "NOUN" and above.left_edge == above and name.pos_ == "PROPN" and comma.text == ",":
            return above.i < first and above.i not in scene.by_word
        above = above.head
    return False


def _aside_since(scene: Scene, timex: Timex, first: int, end: int) -> range:
    """« Ali Koné, en exil depuis 2020, a été arrêté »: the words between commas that say since when the subject is what it is."""
    if timex.relation != "since":
        return range(0)
    commas = [token.i for token in scene.doc if token.text == ","]
    before = max((i for i in commas if i < first), default=0)
    after = min((i for i in commas if i >= end), default=0)
    if not before or not after:
        return range(0)
    described = [word for word in scene.doc[before + 1 : after] if not first <= word.i < end]
    if any(map(syntax.is_finite, scene.doc[:after])) or not any(map(syntax.is_finite, scene.doc[after:])):
        return range(0)
    told = any(word.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") for word in described)
    return range(before + 1, after) if told else range(0)


def _is_of_the_text(scene: Scene, first: int, end: int) -> bool:
    """« Mali - Attaque de Gao - Déclaration de la porte-parole (16 mai 2019) »: a title's day in brackets behind what the text is."""
    if scene.sentence.kind == "body" or end >= len(scene.doc) or scene.doc[end].text != ")":
        return False
    texts = stems_of(scene.cues.own_texts)
    opened = any(token.text == "(" for token in scene.doc[max(0, first - 5) : first])
    return opened and any(stem(token.text) in texts for token in scene.doc[:first])


def _is_of_the_saying(scene: Scene, candidate: Candidate, first: int, verb: Token) -> bool:
    """« a promis mardi d'envoyer 500 soldats »: the day of the promise; nobody says when the soldiers leave."""
    if syntax.tense_of(verb) not in ("infinitive", "past infinitive"):
        return False
    saying = syntax.governor(verb)
    if candidate.type == "Sanction" and saying is not None and saying.lemma_ in scene.cues.support_enacts:
        return False  # « a décidé jeudi d'expulser trois diplomates »
    if saying is None or not saying.i < first < verb.i or saying.lemma_ not in scene.cues.dated_sayings:
        return False
    return syntax.tense_of(saying) in ("past", "imperfect") or saying.lemma_ in scene.cues.speech_verbs


def _is_of_a_relative(scene: Scene, first: int, verb: Token) -> bool:
    """« L'Otan, dont la mission s'est achevée il y a neuf mois, a déployé … »: the day of what is said of the subject."""
    inner = syntax.clause_head(scene.doc[first])
    if inner == verb or inner.dep_ not in syntax.NOUN_CLAUSES or not inner.head.i < inner.i < verb.i or first > verb.i:
        return False
    opened = {token.lower_ for token in scene.doc[inner.head.i + 1 : inner.i]}
    return not opened.isdisjoint(scene.grammar.pronouns.relative) and inner.head in syntax.own_subjects(verb)


def _is_set_apart(scene: Scene, candidate: Candidate, first: int, end: int, verb: Token) -> bool:
    """« X, dont les chefs se voient mardi, a nommé Y », « Rentré jeudi, X a … »: the day of what is said of the subject before the verb."""
    doc = scene.doc
    if _is_between_dashes(doc, first, end, verb):
        return True
    closing = next((token.i for token in doc[end : verb.i] if token.text == ","), None)
    if closing is None or syntax.has_finite(doc[closing + 1 : syntax.first_of_verb(verb)]):
        return False
    start = next((token.i + 1 for token in reversed(doc[:first]) if token.text == ","), 0)
    opened = next((token for token in doc[start:first] if token.pos_ != "ADV"), None)
    if opened is None:
        return False
    if opened.lower_ in scene.grammar.pronouns.relative:
        return syntax.has_finite(doc[start:first])
    bare = "Past" in opened.morph.get("Tense", []) and not syntax.is_finite(opened) and not syntax.has_auxiliary(opened)
    told = {*candidate.words, *candidate.supports}
    own = opened in told or opened.head in told or candidate.head in syntax.own_subjects(verb)
    return syntax.is_verb(opened) and bare and not own  # « lancée mardi, l'offensive se poursuit »


def _is_between_dashes(doc: Doc, first: int, end: int, verb: Token) -> bool:
    """« Le gouvernement — ancienne puissance coloniale jusqu'en 1973 — a appelé … »: a day inside of two dashes, and the verb outside."""
    before = [token.i for token in doc[:first] if token.text in _DASHES]
    behind = next((token.i for token in doc[end:] if token.text in _DASHES), None)
    if len(before) % 2 == 0 or behind is None or before[-1] < verb.i < behind:
        return False
    aside = [*doc[before[-1] + 1 : first], *doc[end:behind]]  # of « – c'était le 3 mars – » the day is all
    being = syntax.words_of(verb).verbs.being
    return any(token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and token.lemma_ != being for token in aside)


def _is_of_an_aside(scene: Scene, candidate: Candidate, first: int, verb: Token) -> bool:
    """« ont été menées en Cisjordanie, territoire occupé depuis 1967 »: the day of what a participle says of a noun behind a comma."""
    inner = syntax.clause_head(scene.doc[first])
    if inner in {verb, candidate.head, *candidate.supports} or inner.dep_ not in syntax.NOUN_CLAUSES:
        return False
    if not verb.i < inner.head.i < inner.i < first or syntax.has_auxiliary(inner) or syntax.is_finite(inner):
        return False
    return any(token.text == "," for token in scene.doc[inner.head.i + 1 : inner.i])


def _opens_another(scene: Scene, first: int, end: int, verb: Token) -> bool:
    """« a annoncé la fin de l'opération et le 18 août, Moscou a … »: the day opens the clause joined to the verb's."""
    day = _head_of(scene, first, end)
    other, start = syntax.clause_head(day), day.left_edge.i
    if not verb.i < first < other.i or not syntax.is_verb(other):
        return False
    before = scene.doc[max(0, start - 2) : start + 1]
    joined = any(token.pos_ == "CCONJ" for token in before)
    return day.head == other and joined and any(subject.i > first for subject in syntax.own_subjects(other))


def _opens_clause(scene: Scene, end: int, verb: Token) -> bool:
    """Whether the clause of `verb` begins right behind the expression with « lorsque », « quand », « où »."""
    at = end + 1 if end < len(scene.doc) and scene.doc[end].text == "," else end
    if at >= verb.i or scene.doc[at].lower_ not in scene.grammar.clauses.when:
        return False
    return not syntax.has_finite(scene.doc[at + 1 : verb.i])


def _stands_apart(scene: Scene, candidate: Candidate, first: int, end: int) -> bool:
    """« un rapport sur l'assaut de Kafa, le 27 janvier »: a date between commas, right behind the noun's own phrase."""
    if candidate.frame.pos != "noun" or not any(token.text.isdigit() for token in scene.doc[first:end]):
        return False
    at = first - 1 if scene.doc[first - 1].lower_ in scene.grammar.determiners.definite else first
    closed = end >= len(scene.doc) or scene.doc[end].text in (",", ".", ";", ")", "»")
    return closed and at - 1 == scene.scopes[candidate.head.i] and scene.doc[at - 1].text == ","


def _is_verbless(scene: Scene, last: int, first: int) -> bool:
    """« Embuscade contre une escorte, dimanche », « Visite du ministre à Gao, jeudi et vendredi »: no verb in the line, or up to its colon."""
    parting = [token.i for token in scene.doc if token.text in _PARTING]
    start = max((i for i in parting if i < last), default=0)
    end = min((i for i in parting if i > last), default=len(scene.doc))
    return first < end and not syntax.has_finite(scene.doc[start:end])


def _is_when_it_began(scene: Scene, candidate: Candidate) -> bool:
    """« depuis le début de l'offensive, le 24 février »: a deed from which time is counted, whose date stands apart."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(candidate.head), scene.cues)
    counted = scene.grammar.prepositions.since | scene.grammar.prepositions.after
    return before is not None and not counted.isdisjoint(
        token.lower_ for token in scene.doc[max(0, before.first - _FIRST_WORDS) : before.first + 1]
    )


def _was_told_before(scene: Scene, candidate: Candidate, first: int) -> bool:
    """« avait annoncé ce retrait au mois de mai »: of what is known already, when it was announced."""
    verb = syntax.clause_head(candidate.head)
    saying = scene.by_head.get(verb.i)
    return (
        candidate.definite == "demonstrative"
        and saying is not None
        and group_of(saying.type) == "Statement"
        and verb.i < candidate.head.i < first
        and candidate.head in scene.clause(verb).objects
        and syntax.clause_head(scene.doc[first]) == verb
    )


def _is_when_it_was_stated(scene: Scene, candidate: Candidate, first: int, end: int) -> bool:
    """« L'EI a revendiqué l'attentat mardi soir »: the day behind a deed told as known, which closes the clause, is the claim's."""
    if candidate.definite != "definite" or first != max(word.i for word in candidate.words) + 1:
        return False
    closes = end == len(scene.doc) or scene.doc[end].pos_ in ("PUNCT", "CCONJ")
    stated = scene.by_word.get(candidate.head.head.i)
    return (
        closes
        and stated is not None
        and stated.type in _STATED
        and stated.frame.pos == "verb"
        and candidate.head in syntax.read_clause(stated.head).objects
        and syntax.tense_of(stated.head) == "past"
    )


def _in_its_brackets(scene: Scene, candidate: Candidate, first: int, end: int) -> bool:
    """« le massacre de Kafa (27 janvier 1991) »: a day alone in brackets, right behind the noun's own phrase."""
    doc, open_at = scene.doc, scene.scopes[candidate.head.i]
    if open_at + 3 < first or max(open_at, end) >= len(doc) or doc[end].text != ")" or doc[open_at].text != "(":
        return False
    return all(token.pos_ in ("ADP", "DET", "PUNCT") for token in doc[open_at:first])


def _is_of_its_dead(scene: Scene, candidate: Candidate, first: int) -> bool:
    """« Vendredi, huit personnes sont mortes dans une frappe »: the day of the clause that says in what they died."""
    if candidate.frame.pos != "noun":
        return False
    if _is_behind_death(scene, candidate, first):
        return True
    before = within_which(scene, candidate)
    if before is None:
        return False
    clause = syntax.clause_head(candidate.head)
    fate = clause.lemma_ in scene.cues.toll_verbs | scene.cues.toll_nouns | scene.cues.driving_out
    return fate and clause.i < before.first and syntax.clause_head(scene.doc[first]) == clause


def _is_its_day(scene: Scene, candidate: Candidate, end: int) -> bool:
    """« le 5 septembre, jour de sa chute », « le 24 février, date de l'invasion »: what the day is known for."""
    day = candidate.head.head
    behind = scene.doc[end + 1 : end + 2]
    return (
        candidate.head.dep_ in syntax.NOUN_COMPLEMENTS
        and day.lemma_ in scene.cues.days_known
        and [token.i for token in behind] == [day.i]
        and scene.doc[end].text == ","
    )


def _is_behind_death(scene: Scene, candidate: Candidate, first: int) -> bool:
    """« la mort lundi de 58 personnes lors d'une attaque »: the day right behind the noun of their death."""
    deaths = stems_of(scene.cues.toll_nouns)
    near = [token for token in scene.doc[max(0, first - 3) : first] if token.pos_ != "DET"]
    told = bool(near) and near[-1].pos_ == "NOUN" and stem(near[-1].text) in deaths
    start = syntax.noun_phrase_start(candidate.head)
    amid = any(token.lower_ in scene.grammar.prepositions.amid for token in scene.doc[max(0, start - 2) : start])
    return told and amid and first < start and not clause_between(scene, first, start)


def _is_presented(scene: Scene, verb: Token, end: int) -> bool:
    """« Dimanche, c'est le village de Kafa qui a été bombardé »: the relative clause tells what happened that day."""
    at = end + 1 if end < len(scene.doc) and scene.doc[end].text == "," else end
    presents = at < verb.i and scene.doc[at].lower_ in scene.grammar.pronouns.this
    finite = [token for token in scene.doc[at : verb.i] if syntax.is_verb(token) and syntax.is_finite(token)]
    return presents and all(token.lemma_ in scene.grammar.modality.being for token in finite)


def _is_of_main(scene: Scene, first: int, gerund: Token) -> bool:
    """Whether the expression stands behind the event that goes on with a gerund, and before it."""
    main = syntax.governor(gerund)
    told = [c for c in scene.candidates if main is not None and (c.head == main or main in c.supports)]
    return any(main.i < first < gerund.i for main in (candidate.head for candidate in told))

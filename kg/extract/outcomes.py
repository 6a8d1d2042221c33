"""What became of a plan, told behind it: « devait retirer ses troupes. Il n'en a rien fait », « la visite n'a pas eu lieu »."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.event_pronouns import agrees
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.lexicon import Cues, Lexicon
from kg.model import Status
from kg.vocabulary import group_of, is_a

_OPEN = ("planned", "possible")
_PAST = ("past", "imperfect")


def tell_outcomes(candidates: Sequence[Candidate], sentences: Sequence[SentenceReading], lexicon: Lexicon) -> None:
    """Give each plan the status of what is told of it in the same sentence or right behind it."""
    for plan in candidates:
        if plan.status not in _OPEN or group_of(plan.type) == "Statement":
            continue
        _settle(plan, sentences, candidates, lexicon)


def _settle(
    plan: Candidate, sentences: Sequence[SentenceReading], candidates: Sequence[Candidate], lexicon: Lexicon
) -> None:
    """Look for what is told of a plan behind it, before any other plan is told."""
    number = plan.sentence.index
    others = [c for c in candidates if c.status in _OPEN and c is not plan and c.sentence.index - number in (0, 1)]
    for sentence in sentences[number : number + 2]:
        here = sentence is plan.sentence
        for verb in _told_in(sentence, lexicon.cues):
            if here and verb.i <= plan.head.i:
                continue
            between = [c for c in others if c.sentence is sentence and (not here or c.head.i > plan.head.i)]
            if any(c.head.i < verb.i and group_of(c.type) != "Statement" for c in between):
                return
            outcome = _told_by(verb, plan, lexicon)
            if outcome is not None:
                plan.status, plan.certain = outcome, True
                days = [timex for timex in sentence.times if timex.relation in ("in", "since")]
                if outcome == "asserted" and not here and days:
                    plan.times = days[:1]
                return


def _told_in(sentence: SentenceReading, cues: Cues) -> list[Token]:
    """The verbs of a sentence, and the nouns that say whether it came to what was told."""
    return [
        token
        for token in sentence.doc
        if syntax.is_verb(token) or token.lower_ in cues.the_case or token.lower_ in cues.is_fact
    ]


def _told_by(verb: Token, plan: Candidate, lexicon: Lexicon) -> Status | None:
    """What a verb says became of a plan."""
    cues = lexicon.cues
    named = syntax.lemma_with_se(verb, cues)
    fails = verb.lemma_ in cues.comes_to_nothing or syntax.phrase_at(verb, cues.comes_to_nothing) is not None
    happens = fails or named in cues.comes_about or syntax.phrase_at(verb, cues.comes_about) is not None
    acts = verb.lemma_ in cues.is_done and (_says_it(verb, cues) or _says_nothing_of_it(verb, cues))
    if _is_settled(verb, cues):
        return "asserted"
    is_case = verb.lower_ in cues.the_case and _is_said_of_all(verb, cues)
    if not (happens or acts or is_case) or _is_in_doubt(verb, cues):
        return None
    if happens and not _is_of(verb, plan, lexicon):
        return None
    negated = syntax.is_negated(verb, cues.pseudo_negation)
    if fails:
        return None if negated or syntax.tense_of(verb) not in _PAST else "denied"
    if negated:
        return "denied"
    return "asserted" if syntax.tense_of(verb) == "past" and not is_case else None


def _is_in_doubt(verb: Token, cues: Cues) -> bool:
    """« s'il ne le fait pas », « le ferait »: what is told of no case that came."""
    if syntax.is_conditional_clause(verb) or syntax.tense_of(verb) in ("conditional", "past conditional"):
        return True
    asked = verb.doc[-1].text == "?"
    return asked or (syntax.is_subordinate(verb) and not _resumes_all(verb, cues))


def _resumes_all(verb: Token, cues: Cues) -> bool:
    """« …, ce qu'il n'a jamais fait »: a relative clause behind a word for all that was told."""
    start = syntax.first_of_verb(verb)
    opening = verb.doc[max(0, start - 4) : start]
    return any(token.lower_ in cues.grammar.pronouns.this for token in opening)


def _says_it(verb: Token, cues: Cues) -> bool:
    """« l'a fait », « ne le fera pas », « ce qu'il n'a pas fait »: whether the object is what was told."""
    neuter = cues.grammar.pronouns.masculine_objects | {
        form for form in cues.grammar.pronouns.objects if form[-1] == "'"
    }
    start = syntax.first_of_verb(verb)
    before = verb.doc[max(0, start - 2) : verb.i]
    behind = verb.doc[verb.i + 1 : verb.i + 2]
    if behind and behind[0].pos_ in ("VERB", "DET", "NOUN", "NUM") and not _tells_when(behind[0], cues):
        return False  # « l'a fait savoir », « a fait douze morts »
    pronoun = any(token.lower_ in neuter and token.pos_ == "PRON" for token in before)
    return pronoun or _resumes_all(verb, cues)


def _tells_when(token: Token, cues: Cues) -> bool:
    return token.lemma_.lower() in cues.spans_of_time or fold(token.lemma_) in cues.said_when


def _is_settled(noun: Token, cues: Cues) -> bool:
    """« c'est chose faite »."""
    return noun.lower_ in cues.is_fact and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ in cues.is_fact


def _says_nothing_of_it(verb: Token, cues: Cues) -> bool:
    """« n'en a rien fait », « n'en fit rien »."""
    around = {token.lower_ for token in verb.doc[max(0, verb.i - 4) : verb.i + 3]}
    return bool(around & cues.grammar.pronouns.of_it) and bool(around & cues.nothing)


def _is_said_of_all(noun: Token, cues: Cues) -> bool:
    """« cela n'a pas été le cas », « ce qui ne fut pas le cas »: whether a noun is said of all that was told."""
    said = cues.neuter | cues.grammar.pronouns.this
    copula = syntax.has_copula(noun)
    return copula and any(token.lower_ in said for token in noun.doc[max(0, noun.i - 8) : noun.i])


def _is_of(verb: Token, plan: Candidate, lexicon: Lexicon) -> bool:
    """Whether the subject of a verb is the plan: its noun said as known, « ce projet », a pronoun that agrees with its noun."""
    cues, determiners = lexicon.cues, lexicon.cues.grammar.determiners
    known = determiners.definite | determiners.demonstrative
    vows = stems_of(cues.plans)
    subjects = [
        child for child in verb.children if child.dep_ in syntax.SUBJECTS | syntax.EXPLETIVES and child.i < verb.i
    ]
    for subject in subjects:
        if subject.lower_ in cues.third:
            if plan.frame.pos == "noun" and agrees(subject, plan.head, cues):
                return True
        elif subject == plan.head:
            return True
        elif any(child.lower_ in known for child in subject.children) and not _says_which(subject):
            named = lexicon.nouns.get(subject.lemma_.lower(), ())
            if stem(subject.lemma_) in vows or any(is_a(frame.type, plan.type) for frame in named):
                return True
    return False


def _says_which(noun: Token) -> bool:
    """« la visite du roi à Gao »: whether other words than adjectives say of which deed a noun speaks."""
    return any(child.i > noun.i and child.pos_ in ("NOUN", "PROPN", "VERB") for child in noun.children)

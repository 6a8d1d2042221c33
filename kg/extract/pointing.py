"""Words that tell nothing themselves and point back to an event told before: « le massacre », « un acte barbare »."""

from collections.abc import Iterable, Sequence

from kg.extract import syntax
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.vocabulary import group_of, is_a

_JUDGING = ("Condemnation",)
_JUST = 2  # sentences back in which what « la rencontre » is was told


def points_back(candidate: Candidate, before: Iterable[Candidate]) -> bool:
    """Whether a noun without what its frame needs, said as known, repeats an event told before."""
    if candidate.frame.pos != "noun" or candidate.definite not in ("demonstrative", "definite"):
        return False
    if candidate.definite == "demonstrative":
        return any(candidate.type == other.type or is_a(other.type, candidate.type) for other in before)
    return group_of(candidate.type) == "Violence" and any(
        is_a(other.type, candidate.type) or other.type in candidate.frame.also for other in before
    )


def meeting_just_told(candidate: Candidate, before: Sequence[Candidate]) -> Candidate | None:
    """« La rencontre a duré une heure », « a annoncé la rencontre »: with nobody and no place of its own, the one just told."""
    if (
        candidate.frame.pos != "noun"
        or candidate.definite != "definite"
        or candidate.fillers
        or group_of(candidate.type) != "Contact"
    ):
        return None
    told = [
        other
        for other in before
        if 0 < candidate.sentence.index - other.sentence.index <= _JUST and is_a(other.type, candidate.type)
    ]
    return max(told, key=lambda other: (other.sentence.index, -other.head.i)) if told else None


def denies_what_was_said(candidate: Candidate, cues: Cues) -> bool:
    """« Ankara dément », « ce que Kiev a nié », « nie ces accusations »: what is denied was told just before."""
    if candidate.type != "Denial" or candidate.topics:
        return False
    if "sayer" in candidate.functions:
        return candidate.frame.pos == "noun"  # « C'est faux », not « n'a rien à voir avec l'attentat »
    if candidate.frame.pos != "verb":
        return False
    clause = syntax.read_clause(candidate.head)
    claims = stems_of(cues.claims)
    return not clause.complements and all(
        word.pos_ == "PRON"
        or word in candidate.words
        or stem(word.lemma_) in claims
        or stem(word.text) in claims
        or _is_bare_part(word, cues)
        for word in clause.objects
    )


def denies_the_deed(candidate: Candidate, cues: Cues) -> bool:
    """« a nié toute responsabilité », « dément avoir visé la gare »: the deed is the one that the article tells."""
    if candidate.type != "Denial" or candidate.topics or candidate.frame.pos != "verb":
        return False
    clause = syntax.read_clause(candidate.head)
    return any(_is_bare_part(word, cues) for word in (*candidate.words, *clause.objects)) or any(
        syntax.tense_of(verb) == "past infinitive" and verb.lemma_ in cues.pointing_verbs for verb in clause.complements
    )


def _is_bare_part(noun: Token, cues: Cues) -> bool:
    """« toute responsabilité », of what the sentence does not say."""
    return stem(noun.lemma_) in stems_of(cues.presupposing_nouns) and not any(
        child.dep_ in syntax.PHRASES for child in noun.children
    )


def judges_this(candidate: Candidate, cues: Cues) -> bool:
    """Whether what a statement judges is pointed at: « cette décision », « ces frappes »."""
    return any(
        child.lower_ in cues.grammar.determiners.demonstrative
        for word in syntax.read_clause(candidate.head).objects
        for child in word.children
    )


def judged_clitic(candidate: Candidate, cues: Cues) -> Token | None:
    """« L'ONU l'a condamnée », « Kiev l'a démenti »: the object pronoun before a verb."""
    verb, objects = candidate.head, cues.grammar.pronouns.objects
    if candidate.frame.pos != "verb" or candidate.topics:
        return None
    first = max(0, syntax.first_of_verb(verb) - 1)
    clitics = (token for token in candidate.sentence.doc[first : verb.i] if token.lower_ in objects)
    return next((token for token in clitics if token.pos_ == "PRON" or token.head == verb), None)


def may_stand_for(clitic: Token, verb: Token, noun: Token, cues: Cues) -> bool:
    """Whether an object pronoun and the participle behind it agree with a noun."""
    pronouns = cues.grammar.pronouns
    plural = "Plur" in noun.morph.get("Number", [])
    feminine = "Fem" in noun.morph.get("Gender", [])
    said = clitic.lower_
    if plural != (said in pronouns.plural_objects):
        return False
    marked = "Fem" in verb.morph.get("Gender", []) or said in pronouns.feminine_objects
    return feminine == marked or (
        feminine and syntax.tense_of(verb) == "present" and said not in pronouns.masculine_objects
    )


def answers_this(denial: Candidate, cues: Cues) -> bool:
    """« …, ce que Kiev dément », « Kiev nie les faits », « dément cette information »: what is denied is what was told just before."""
    known = cues.grammar.determiners.definite | cues.grammar.determiners.demonstrative
    claims = stems_of(cues.claims)
    objects = syntax.read_clause(denial.head).objects
    if any(word.lower_ in cues.echoes for word in objects) or judged_clitic(denial, cues) is not None:
        return True
    return any(
        stem(word.lemma_) in claims and any(child.lower_ in known for child in word.children) for word in objects
    ) or judges_this(denial, cues)


def names_violence(candidate: Candidate, cues: Cues) -> bool:
    """« ces violations », « cet acte barbare », not « cette décision »: what is judged is a deed of violence."""
    return any(_is_among(word, cues.pointing_nouns) for word in syntax.read_clause(candidate.head).objects)


def _is_among(noun: Token, nouns: frozenset[str]) -> bool:
    """Whether a noun is one of the list, by its lemma or as it stands."""
    stems = stems_of(nouns)
    return stem(noun.lemma_) in stems or stem(noun.text) in stems


def judged(candidate: Candidate, cues: Cues) -> bool:
    """Whether a statement judges what was told before by a noun that names no class of it: « condamne un acte lâche »."""
    if candidate.type not in _JUDGING or candidate.topics:
        return False
    if "sayer" in candidate.functions:
        return True  # « C'est un acte lâche »
    if candidate.frame.pos != "verb":
        return False
    if not candidate.functions.get("object"):
        return True  # « s'est dit horrifié »
    if judges_this(candidate, cues) or judged_clitic(candidate, cues) is not None:
        return True
    nouns = cues.pointing_nouns | cues.toll_nouns  # « condamne la mort de deux soldats »
    return any(
        _is_among(word, nouns) or word.lower_ in cues.grammar.pronouns.this
        for word in syntax.read_clause(candidate.head).objects
    )

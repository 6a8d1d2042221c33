"""Pronouns that stand for an event told just before: « L'attaque a visé un marché. Elle a fait douze morts. »

A subject pronoun is the event where its verb tells what happens to events alone (« a eu lieu », « a fait dix morts »,
« a été perpétrée »), or what events do as well as people (« a tué », « visait ») and nobody is there for it to stand for.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.vocabulary import group_of

_WORDS_TO_AUTHOR = 8  # behind « en », at most
_TOLLS = ("deaths", "injured", "displaced")


def find_event_pronouns(
    sentence: SentenceReading, before: Sequence[Candidate], mentions: Mentions, cues: Cues
) -> list[Candidate]:
    """A candidate at each such pronoun, with the frame of the event that it repeats; `before` are those told earlier."""
    near = [c for c in before if sentence.index - c.sentence.index == 1 and _may_be_repeated(c)]
    found = []
    for token in sentence.doc if near else ():
        if token.lower_ in cues.grammar.pronouns.of_it:
            fitting = near if _has_author(token, cues) else []
        elif token.lower_ in cues.third and token.dep_ in syntax.SUBJECTS:
            fitting = [candidate for candidate in near if agrees(token, candidate.head, cues)]
            fitting = fitting if fitting and _tells_of_events(token, sentence, mentions, cues) else []
        else:
            continue
        if not fitting:
            continue
        event = max(fitting, key=lambda candidate: (_is_subject(candidate.head), candidate.head.i))
        found.append(Candidate(event.frame, event.type, sentence, token, (token,), repeats=event))
    return found


def date_what_was_told(sentence: SentenceReading, before: Sequence[Candidate], cues: Cues) -> None:
    """« Les faits se sont déroulés samedi », « C'était le 3 mars »: the day of the deed of the sentence before that has none."""
    days = [timex for timex in sentence.times if timex.relation == "in" and timex.granularity != "hour"]
    just = [c for c in before if sentence.index - c.sentence.index == 1] if days else []
    deeds = [c for c in just if group_of(c.type) != "Statement" and not c.frame.toll]
    if not deeds or any(c.times for c in deeds):
        return
    if any(_tells_of_the_facts(token, sentence, cues) for token in sentence.doc):
        min(deeds, key=lambda deed: deed.head.i).times.append(days[0])


def _tells_of_the_facts(token: Token, sentence: SentenceReading, cues: Cues) -> bool:
    """Whether a subject stands for all that was told, and its verb says that it happened."""
    neuter = token.lower_ in cues.neuter
    if token.dep_ not in syntax.SUBJECTS or not (neuter or _is_known_fact(token, cues)):
        return False
    verb = token.head
    if neuter and syntax.has_copula(verb):
        at = sentence.offset(verb)
        return any(timex.anchor.start <= at < timex.anchor.end for timex in sentence.times)
    happen = cues.done_by_events | cues.facts_happen
    return syntax.is_verb(verb) and bool(syntax.lemma_with_se(verb, cues) in happen or syntax.phrase_at(verb, happen))


def _is_known_fact(noun: Token, cues: Cues) -> bool:
    known = cues.grammar.determiners.definite | cues.grammar.determiners.demonstrative
    return stem(noun.lemma_) in stems_of(cues.facts) and any(child.lower_ in known for child in noun.children)


def verbs_of_events(cues: Cues) -> frozenset[str]:
    """The lemmas of which such a pronoun may be the subject, of phrases the first word without « se »."""
    reflexive = cues.grammar.pronouns.reflexives
    phrases = cues.facts_happen | cues.done_by_events | cues.counting_toll | cues.done_by_anything | cues.done_to_events
    phrases |= cues.comes_about | cues.comes_to_nothing
    plain = (phrase.replace("'", "' ").split() for phrase in phrases)
    heads = frozenset(words[1] if words[0] in reflexive else words[0] for words in plain)
    return heads | cues.blame.works | cues.blame.bound_to


def _may_be_repeated(candidate: Candidate) -> bool:
    return candidate.frame.pos == "noun" and not candidate.frame.toll and group_of(candidate.type) != "Statement"


def agrees(pronoun: Token, noun: Token, cues: Cues) -> bool:
    """Whether gender and number of the pronoun are those of the noun."""
    word = pronoun.lower_
    gender = "Fem" if word in cues.feminine else "Masc"
    number = "Plur" if word in cues.plural else "Sing"
    return gender in noun.morph.get("Gender", []) and number in noun.morph.get("Number", ["Sing"])


def _is_subject(noun: Token) -> bool:
    return noun.dep_ in syntax.SUBJECTS


def _has_author(pronoun: Token, cues: Cues) -> bool:
    """« Al-Qaïda en serait l'auteur », « Les shebab en sont tenus pour responsables »: a noun of who did it right behind."""
    behind = pronoun.doc[pronoun.i + 1 : pronoun.i + _WORDS_TO_AUTHOR]
    return any(token.lemma_.lower() in cues.blame.doers for token in behind)


def _is_of_somebody(verb: Token, cues: Cues) -> bool:
    """« est l'œuvre de X », « porte la marque de X »: what is said of deeds alone."""
    words = cues.blame.works | cues.blame.bound_to
    if syntax.has_copula(verb):
        return verb.lemma_.lower() in words
    return verb.lemma_.lower() in cues.blame.bearing and any(
        child.lemma_.lower() in words for child in verb.children if child.i > verb.i
    )


def _tells_of_events(pronoun: Token, sentence: SentenceReading, mentions: Mentions, cues: Cues) -> bool:
    """Whether the verb of a subject pronoun tells of an event, not of somebody or, impersonally, of nobody."""
    verb = pronoun.head
    if _is_of_somebody(verb, cues):
        return True
    if not syntax.is_verb(verb):
        return False
    lemma = verb.lemma_.lower()
    if syntax.is_passive(verb):
        return lemma in cues.done_to_events
    if lemma in cues.counting_toll:
        return any(quantity.measure in _TOLLS for quantity in sentence.quantities)
    if syntax.lemma_with_se(verb, cues) in cues.done_by_events or syntax.phrase_at(verb, cues.done_by_events):
        return True
    return lemma in cues.done_by_anything and not _stands_for_somebody(pronoun, sentence, mentions)


def _stands_for_somebody(pronoun: Token, sentence: SentenceReading, mentions: Mentions) -> bool:
    at = sentence.offset(pronoun)
    mention = next((m for m in sentence.mentions if m.level == "pronoun" and m.anchor.start == at), None)
    return mention is not None and mentions.best(mention).level != "pronoun"

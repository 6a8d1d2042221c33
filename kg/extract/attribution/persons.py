"""« Nous exigeons », « j'ai rencontré »: the first person of a quotation or an answer is who is quoted."""

from kg.extract import syntax
from kg.extract.attribution.according import cited_according, told_elsewhere
from kg.extract.attribution.speakers import Sayers, labelled, sayers_behind
from kg.extract.attribution.speech import is_insertion
from kg.extract.attribution.ways import before_colon, governing_speech, inserted_speech
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading, as_actor
from kg.extract.tokens import Token
from kg.lexicon import Cues, RoleChoice
from kg.vocabulary import group_of

_BODIES = ("ArmedForce", "ArmedGroup", "Government", "InternationalOrganization")
OF_PERSONS = ("Statement", "Contact")  # whose subject is whoever says « nous »


def fill_sayer(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« C'est faux », a réagi X; « Israël paiera le prix », a lancé X: what makes a statement of somebody's words."""
    sayer = candidate.functions.get("sayer", ())
    if not sayer or candidate.role("agent") or (candidate.frame.pos == "noun" and not _answers(candidate.head, cues)):
        return
    for mention in _whose_words(candidate, sentence, cues):
        candidate.add(sayer, as_actor(mention), "sayer", sentence.index)


def speak_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous exigeons le retrait », a dit le ministre: the first person of a quotation is who is quoted.

    « …, a annoncé sur X le ministre »: who stands far behind an inserted verb is who announces.
    """
    if candidate.frame.pos != "verb" or group_of(candidate.type) not in OF_PERSONS or "sayer" in candidate.functions:
        return
    inserted = is_insertion(candidate.head, cues)
    if candidate.role("agent") and not (inserted and _stand_before(candidate)):
        return
    if inserted:
        sayers = sayers_behind(candidate.head, sentence, cues)
        if sayers:
            candidate.fillers = [filler for filler in candidate.fillers if filler.role != "agent"]
        for mention in sayers:
            candidate.add((RoleChoice("agent"),), as_actor(mention), "subject", sentence.index)
        return
    if not {token.lower_ for token in syntax.read_clause(candidate.head).subjects} & cues.first_persons:
        return
    choices: tuple[RoleChoice, ...] = (RoleChoice("agent"),)
    if group_of(candidate.type) == "Contact":
        choices = candidate.functions.get("subject", ())
    for mention in inserted_speech(candidate, sentence, cues)[:1]:
        candidate.add(choices, as_actor(mention), "subject", sentence.index)


def _stand_before(candidate: Candidate) -> bool:
    """« Le roi recevra le président, ont annoncé ses services »: whether who does it was looked for before the verb."""
    at = candidate.sentence.offset(candidate.head)
    return all(filler.mention.anchor.start < at for filler in candidate.role("agent"))


def _answers(word: Token, cues: Cues) -> bool:
    """« C'est faux », « ces accusations sont infondées », « des allégations mensongères »: said of what was told before."""
    if any(child.dep_ in syntax.COPULAS and syntax.is_negated(child, cues.pseudo_negation) for child in word.children):
        return False
    claims, this = stems_of(cues.claims), cues.grammar.pronouns.this | cues.echoes
    described = [word.head] if word.dep_ in syntax.NOUN_COMPLEMENTS or word.dep_ in syntax.NOUN_CLAUSES else []
    said_of = [child for child in word.children if child.dep_ in syntax.SUBJECTS and child.i < word.i]
    if any(token.lower_ in this or stem(token.lemma_) in claims for token in (*said_of, *described)):
        return True
    called = syntax.governor(word)  # « a parlé d'un acte lâche »
    return (
        called is not None
        and syntax.is_verb(called)
        and called.lemma_ in cues.calling
        and word.dep_ not in syntax.SUBJECTS
    )


def _whose_words(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who says what a word tells: of the verb above or inserted, behind « selon », before a colon."""
    found = (
        inserted_speech(candidate, sentence, cues)
        or governing_speech(candidate, sentence, cues)
        or before_colon(candidate, sentence, cues)
        or labelled(sentence, cues)
    )
    if found:
        return found
    citations = cited_according(sentence, cues, list(sentence.spoke_last)) or told_elsewhere(sentence, cues)
    return [mention for citation in citations if citation.covers(candidate) for mention in citation.sayers]

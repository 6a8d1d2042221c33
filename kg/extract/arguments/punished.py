"""Whom sanctions hit and who imposes them where no preposition says so: « face aux sanctions, Moscou … », « a adopté un texte imposant … »."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice

_PUNISHED = (RoleChoice("target", ("State", "Government", "ArmedGroup", "InternationalOrganization", "Person")),)
_NEAR = 4  # words before a noun phrase: « face aux lourdes sanctions »


def read_punished(scene: Scene) -> None:
    """Fill the target of sanctions with whoever faces, suffers, evades or fears them."""
    for candidate in scene.candidates:
        if candidate.type == "Sanction" and candidate.frame.pos == "noun" and not candidate.role("target"):
            _punish(scene, candidate)


def read_enacted(scene: Scene) -> None:
    """« Le Conseil a adopté samedi une résolution imposant un embargo », « la résolution, adoptée samedi par le Conseil, impose … ».

    Who adopted the text imposes what it says, on the day on which it was adopted.
    """
    for candidate in scene.candidates:
        if candidate.type != "Sanction" or candidate.frame.pos != "noun":
            continue
        imposing = next((verb for verb in candidate.supports if verb.lemma_ in scene.cues.texts_impose), None)
        texts = [noun for noun in scene.clause(imposing).subjects if _is_text(scene, noun)] if imposing else []
        for text in texts[:1]:
            for verb in (*(c for c in text.children if c.dep_ in syntax.NOUN_CLAUSES), syntax.clause_head(text)):
                if syntax.is_verb(verb) and verb is not imposing and verb.lemma_ in scene.cues.texts_adopted:
                    candidate.supports.append(verb)
                    choices = candidate.functions.get("host", ()) or (RoleChoice("agent"),)
                    if not candidate.role("agent"):
                        fill_from_words(scene, candidate, scene.clause(verb).subjects, choices, "subject")
                    break


def _is_text(scene: Scene, noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_ in scene.cues.texts_of_law


def _punish(scene: Scene, sanctions: Candidate) -> None:
    head = sanctions.head
    for clause in (child for child in head.children if child.dep_ in syntax.NOUN_CLAUSES and child.i > head.i):
        if clause.lemma_ in scene.cues.support_punished:  # « les sanctions auxquelles s'expose la junte »
            _give(scene, sanctions, scene.clause(clause).subjects)
            return
    verb = syntax.clause_head(head)
    if not syntax.is_verb(verb):
        return
    if verb.head.lemma_ == syntax.words_of(verb).verbs.seen and syntax.is_reflexive(verb.head):
        _give(scene, sanctions, scene.clause(verb.head).subjects)  # « la junte s'est vu infliger des sanctions »
        return
    start = syntax.noun_phrase_start(head)
    before = {token.lower_ for token in scene.doc[max(0, start - _NEAR) : start]}
    clause_read = scene.clause(verb)
    faced = not scene.grammar.prepositions.facing.isdisjoint(before)
    borne = verb.lemma_ in scene.cues.support_punished and verb.i < head.i and not clause_read.passive
    threatened = verb.lemma_ in scene.cues.support_menaces and verb.i < head.i and clause_read.passive
    if faced or borne or threatened:
        _give(scene, sanctions, clause_read.objects if clause_read.passive else clause_read.subjects)


def _give(scene: Scene, sanctions: Candidate, tokens: Sequence[Token]) -> None:
    """Nobody both imposes and bears sanctions: who was read as imposing them bears them."""
    imposing = [
        f for f in sanctions.role("agent") if f.function == "subject" and scene.sentence.head(f.mention) in tokens
    ]
    for filler in imposing:
        sanctions.fillers.remove(filler)
    fill_from_words(scene, sanctions, tokens, _PUNISHED, "subject")

"""The words of a language that tell events: `kg/lang/<code>/events.toml` and `cues.toml`, checked at load.

A frame says which class a word tells and which role each grammatical function fills; what may fill a role
is the ontology's `rdfs:range`, narrowed where the lexicon says so. Nothing here knows the parser.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from kg.grammar import Grammar, read_grammar
from kg.resources import ResourceError, folder, read_toml
from kg.vocabulary import (
    CLASSES,
    DOMAINS,
    GROUPS,
    KINDS,
    MEASURES,
    ROLES,
    STATUSES,
    domain_accepts,
    is_a,
    is_any,
    kinds_in,
    range_accepts,
)

_FRAME_KEYS = {"verb", "noun", "when", "words", "not_with"}
_WORD_KEYS = {
    "verb",
    "noun",
    "needs",
    "unless",
    "not_with",
    "people",
    "aims",
    "weak",
    "stative",
    "near",
    "tense",
    "negated",
    "status",
    "only",
    "titled",
    "term",
    "toll",
    "first",
    "also",
    "together",
}
FUNCTIONS = {
    "subject",
    "object",
    "complement",
    "adjective",
    "possessive",
    "loc",
    "attribute",
    "host",
    "self",
    "compound",
    "sayer",
}
NEED_WORDS = {
    "quoted",
    "violence",
    "time",
    "since",
    "units",
    "participant2",
    "parties",
    "new",
    "count",
    "bare",
    "carried",
    "verbless",
    "undertaken",
    "people",
    "single",
    "post",
    "named",
    "politics",
    "public",
    "conflict",
    "struck",
    "felled",
    "wrecked",
    "guest",
    "sealed",
    "known",
    "held",
    "anyone",
    "states",
    "officials",
    "body",
    "act",
}
Tense = Literal[
    "present",
    "imperfect",
    "past",
    "future",
    "conditional",
    "past conditional",
    "infinitive",
    "past infinitive",
    "participle",
    "gerund",
    "imperative",
    "subjunctive",
]
TENSES: tuple[Tense, ...] = get_args(Tense)


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role that a function may fill, and the kinds it accepts there (empty: the role's range)."""

    role: str
    kinds: tuple[str, ...] = ()

    def accepts(self, kind: str) -> bool:
        """Whether a filler of `kind` may stand here."""
        if self.kinds:
            return is_any(kind, self.kinds)
        return range_accepts(self.role, kind)


Need = tuple[RoleChoice | str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One word as a trigger: `words` are its lemmas, the head first; `functions` map to role choices.

    `name` is the trigger as the lexicon writes it; `pos` is "verb" or "noun"; `needs` is a conjunction of alternatives;
    `unless` are lemmas that forbid it anywhere in the sentence, `not_with` those that make another thing of the word they stand with (« attaque cardiaque »).
    `stative` is the class that a bare participle or a present passive tells instead; `near` are roles that the
    nearest fitting mention of the sentence fills where no function does; `tense` limits a verb to these tenses;
    `negated` to where it is negated (« n'a pas pris part à »).
    `only` are lemmas of which the sentence must have one, where `titled` what a person of it is called anywhere;
    `status` is what the word itself says of the event (« est attendu à »: planned).
    `term`: a post that tells an event only where its years stand right after it (« ministre de 2002 à 2004 »).
    `people`: what it is done to are people, whatever noun tells them (« ont kidnappé trois bergers »); `aims`: what armed
    hands or weapons do it to is a place or thing, whatever noun tells it (« ont bombardé un dépôt »).
    `also`: other classes that the word may tell, where the article says which (« bombardement »).
    `together`: what a word of another class, told of the same deed, then tells (a « raid » that is a « bombardement » too).
    `toll`: gives the dead and injured of an event told before, and is never one of its own (« le bilan »).
    `first`: goes before the frames of other classes with the same words; `owned`: the phrase says whose its plural is
    (« prendre ses quartiers »), which nobody counts (« prendre deux quartiers »).
    """

    type: str
    pos: str
    name: str
    words: tuple[str, ...]
    reflexive: bool
    functions: Mapping[str, tuple[RoleChoice, ...]]
    needs: tuple[Need, ...]
    unless: frozenset[str]
    not_with: frozenset[str]
    weak: bool
    stative: str | None
    near: tuple[str, ...]
    tense: frozenset[str]
    negated: bool
    status: str | None
    only: frozenset[str]
    titled: bool
    term: bool
    people: bool
    aims: bool
    toll: bool
    first: bool
    owned: bool
    also: tuple[str, ...]
    together: Mapping[str, str]
    when: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Blame:
    """Words that tie a deed to who did it: « l'auteur de », « l'œuvre de », « imputable à », « signé », « derrière »."""

    doers: frozenset[str]
    works: frozenset[str]
    bound_to: frozenset[str]
    signing: frozenset[str]
    hiding: frozenset[str]
    owned: frozenset[str]
    bearing: frozenset[str]
    calling: frozenset[str]
    standing: frozenset[str]
    words: frozenset[str]  # all by which a sentence may name who did it


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The word lists of cues.toml, as sets and tuples, and the grammar. Two are equal only where they are one."""

    grammar: Grammar
    locative: tuple[str, ...]
    same: Mapping[str, str]
    complex_prepositions: tuple[str, ...]
    directions: frozenset[str]
    beside: frozenset[str]
    borders: frozenset[str]
    landscapes: frozenset[str]
    outskirts: frozenset[str]
    between_places: frozenset[str]
    missions: frozenset[str]
    carriers: frozenset[str]
    uprooted: frozenset[str]
    seats: frozenset[str]
    entering: frozenset[str]
    courts: frozenset[str]
    posted: frozenset[str]
    serving: frozenset[str]
    at_post: frozenset[str]
    days_known: frozenset[str]
    at_seats: frozenset[str]
    roads: frozenset[str]
    leading: frozenset[str]
    bearing: frozenset[str]
    striking_with: frozenset[str]
    no_weapons: frozenset[str]
    partitive: frozenset[str]
    support_agent: frozenset[str]
    support_place: frozenset[str]
    support_scene: frozenset[str]
    support_party: frozenset[str]
    support_subject: frozenset[str]
    support_roles: Mapping[str, tuple[str, ...]]
    support_dative: frozenset[str]
    support_seeks: frozenset[str]
    manners: frozenset[str]
    support_suffers: frozenset[str]
    support_escapes: frozenset[str]
    support_invites: frozenset[str]
    support_accuses: frozenset[str]
    support_blames: frozenset[str]
    blame: Blame
    opposing: frozenset[str]
    bound_to: frozenset[str]
    abstract: frozenset[str]
    struck: frozenset[str]
    ways: frozenset[str]
    gatherings: frozenset[str]
    formations: frozenset[str]
    felling: frozenset[str]
    support_answers: frozenset[str]
    support_punished: frozenset[str]
    support_menaces: frozenset[str]
    support_scheduled: frozenset[str]
    support_ends: frozenset[str]
    support_begins: frozenset[str]
    support_starts: frozenset[str]
    beginnings: frozenset[str]
    support_receives: frozenset[str]
    support_decides: frozenset[str]
    support_enacts: frozenset[str]
    texts_of_law: frozenset[str]
    texts_adopted: frozenset[str]
    texts_impose: frozenset[str]
    support_carriers: frozenset[str]
    bringers: frozenset[str]
    support_scattered: frozenset[str]
    turning_out: frozenset[str]
    beholding: frozenset[str]
    support_announces: frozenset[str]
    suffering_nouns: frozenset[str]
    suffering_verbs: frozenset[str]
    suffering_appositions: frozenset[str]
    post_nouns: frozenset[str]
    following: frozenset[str]
    not_reflexive: frozenset[str]
    consequences: frozenset[str]
    told_by_fate: frozenset[str]
    status_verbs: Mapping[str, frozenset[str]]
    status_nouns: Mapping[str, frozenset[str]]
    status_adjectives: Mapping[str, frozenset[str]]
    status_predicates: Mapping[str, frozenset[str]]
    out_of: frozenset[str]
    vainly: frozenset[str]
    instead: frozenset[str]
    planned_noun_prepositions: frozenset[str]
    pseudo_negation: tuple[str, ...]
    leaves_open: frozenset[str]
    denied_when_negated: frozenset[str]
    wanting: frozenset[str]
    deciding: frozenset[str]
    unsure_when_refused: frozenset[str]
    warning_verbs: frozenset[str]
    talking_verbs: frozenset[str]
    by_telephone: frozenset[str]
    disagreement: frozenset[str]
    disputing: frozenset[str]
    breaking: frozenset[str]
    concluding: frozenset[str]
    presupposing_nouns: frozenset[str]
    ending_nouns: frozenset[str]
    halting: frozenset[str]
    putting_down: frozenset[str]
    unreal_verbs: frozenset[str]
    unreal_nouns: frozenset[str]
    called_after: frozenset[str]
    intends: frozenset[str]
    attains: frozenset[str]
    ongoing: frozenset[str]
    elsewhere: frozenset[str]
    happening: frozenset[str]
    travels: frozenset[str]
    speech_verbs: frozenset[str]
    regretting: frozenset[str]
    coming_to_say: frozenset[str]
    tellings: frozenset[str]
    perceiving: frozenset[str]
    witnesses: frozenset[str]
    channels: frozenset[str]
    belonging: frozenset[str]
    matters: frozenset[str]
    dated_sayings: frozenset[str]
    telling_verbs: frozenset[str]
    telling_tolls: frozenset[str]
    according: tuple[str, ...]
    unnamed_sources: frozenset[str]
    voiceless: frozenset[str]
    said_again_as: frozenset[str]
    bare_of: frozenset[str]
    speaking_buildings: frozenset[str]
    first_persons: frozenset[str]
    testimonies: frozenset[str]
    second_persons: frozenset[str]
    interviewing: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    first_singular: frozenset[str]
    first_objects: frozenset[str]
    first_objects_singular: frozenset[str]
    own_singular: frozenset[str]
    own_plural: frozenset[str]
    own_hands: frozenset[str]
    own_texts: frozenset[str]
    by_author: frozenset[str]
    speaking_texts: frozenset[str]
    in_the_name: str
    to_audience: frozenset[str]
    citing: tuple[str, ...]
    as_told: frozenset[str]
    told_of: frozenset[str]
    narrators: frozenset[str]
    narrating: tuple[str, ...]
    setting_off: frozenset[str]
    giving_tolls: frozenset[str]
    toll_reports: frozenset[str]
    inverted: frozenset[str]
    learning: frozenset[str]
    learnt_from: frozenset[str]
    echoes: frozenset[str]
    coming_from: frozenset[str]
    echoing_deeds: frozenset[str]
    assured: frozenset[str]
    unknown: frozenset[str]
    ignoring: frozenset[str]
    showing: frozenset[str]
    said_at: frozenset[str]
    echoing_nouns: frozenset[str]
    reporting_verbs: frozenset[str]
    reporting_words: frozenset[str]
    same_source: frozenset[str]
    from_source: frozenset[str]
    said_when: frozenset[str]
    said_through: frozenset[str]
    on_goes: frozenset[str]
    circles: frozenset[str]
    results: frozenset[str]
    of_a_toll: frozenset[str]
    toll_verbs: frozenset[str]
    toll_nouns: frozenset[str]
    wounds: frozenset[str]
    hospitals: frozenset[str]
    driving_out: frozenset[str]
    pointing_nouns: frozenset[str]
    pointing_verbs: frozenset[str]
    perpetrators: frozenset[str]
    anybody: frozenset[str]
    calling_names: frozenset[str]
    honours: frozenset[str]
    set_apart: tuple[str, ...]
    besides: frozenset[str]
    often: frozenset[str]
    ways_of_doing: frozenset[str]
    lying: frozenset[str]
    wars: frozenset[str]
    demonstrators: frozenset[str]
    camps: frozenset[str]
    clashes: frozenset[str]
    wrecking: frozenset[str]
    police: frozenset[str]
    vehicles: frozenset[str]
    devices: frozenset[str]
    units: frozenset[str]
    afloat: frozenset[str]
    growing: frozenset[str]
    hundreds: frozenset[str]
    manifold: frozenset[str]
    practising: frozenset[str]
    calling: frozenset[str]
    by_hand: frozenset[str]
    bullets: tuple[str, ...]
    dating_back: frozenset[str]
    double: frozenset[str]
    counting: frozenset[str]
    counting_up: frozenset[str]
    years: frozenset[str]
    running_counts: frozenset[str]
    polls: frozenset[str]
    taking_part: frozenset[str]
    rough: frozenset[str]
    quarters: frozenset[str]
    charges: frozenset[str]
    capitals: frozenset[str]
    lesser_capitals: frozenset[str]
    rumours: frozenset[str]
    abilities: frozenset[str]
    made_for: frozenset[str]
    others: frozenset[str]
    novel: frozenset[str]
    beside_places: frozenset[str]
    first: frozenset[str]
    third: frozenset[str]
    latest: frozenset[str]
    concerned: frozenset[str]
    plural: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    possessives: frozenset[str]
    facts: frozenset[str]
    neuter: frozenset[str]
    was: frozenset[str]
    facts_happen: frozenset[str]
    done_by_events: frozenset[str]
    comes_about: frozenset[str]
    comes_to_nothing: frozenset[str]
    is_done: frozenset[str]
    the_case: frozenset[str]
    is_fact: frozenset[str]
    nothing: frozenset[str]
    plans: frozenset[str]
    counting_toll: frozenset[str]
    done_by_anything: frozenset[str]
    done_to_events: frozenset[str]
    bodies: frozenset[str]
    armed_bodies: frozenset[str]
    own_acts: frozenset[str]
    callings: frozenset[str]
    ruling_callings: frozenset[str]
    groups: frozenset[str]
    place_nouns: Mapping[str, tuple[str, ...]]
    armed_adjectives: Mapping[str, str]
    pairs: Mapping[str, tuple[str, ...]]
    foes: tuple[str, ...]
    replies: frozenset[str]
    claims: frozenset[str]
    fatal: frozenset[str]
    killing: frozenset[str]
    dying: frozenset[str]
    dying_phrases: frozenset[str]
    fighters: frozenset[str]
    commanders: frozenset[str]
    heads_of_groups: frozenset[str]
    members: frozenset[str]
    offices: tuple[tuple[str, ...], ...]
    forms: Mapping[str, str]
    participles: Mapping[str, str]
    spans_of_time: frozenset[str]
    fixed_adjectives: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All frames of a language, by the lemma of their head word, and its cues."""

    language: str
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    cues: Cues
    frames: tuple[Frame, ...] = field(repr=False)


def load_lexicon(language: str = "fr", root: Path | None = None) -> Lexicon:
    """The lexicon of `language`, checked against the vocabulary.

    `root` replaces the folder of languages. Raises ResourceError naming the file, the table, the wrong
    word and the words that would be right.
    """
    return _load(language, root or folder("lang"))


@lru_cache(maxsize=8)
def _load(language: str, root: Path) -> Lexicon:
    base = root / language
    path = base / "events.toml"
    fields = read_toml(base / "cues.toml")["fields"]
    cues = _cues(base / "cues.toml")
    frames = tuple(
        frame
        for name, table in read_toml(path).items()
        for frame in _frames_of(name, table, path, fields, cues.grammar)
    )
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for frame in frames:
        (verbs if frame.pos == "verb" else nouns).setdefault(frame.words[0], []).append(frame)
    return Lexicon(
        language=language,
        verbs={lemma: tuple(sorted(found, key=_longest_first)) for lemma, found in verbs.items()},
        nouns={lemma: tuple(sorted(found, key=_longest_first)) for lemma, found in nouns.items()},
        cues=cues,
        frames=frames,
    )


def _longest_first(frame: Frame) -> tuple[int, bool, bool]:
    return (-len(frame.words), not frame.reflexive, not frame.first)


def _frames_of(
    name: str, table: Mapping[str, Any], path: Path, fields: Mapping[str, list[str]], grammar: Grammar
) -> Iterable[Frame]:
    where = f"{path}, table [{name}]"
    _known(name, CLASSES, where, "event class")
    _known_all(table, _FRAME_KEYS, where, "key")
    when = {
        _known(target, CLASSES, f"{path}, table [{name}.when]", "event class"): tuple(
            tuple(re.split(r"\s+", words)) for words in phrases
        )
        for target, phrases in table.get("when", {}).items()
    }
    defaults = {pos: dict(table.get(pos, {})) for pos in ("verb", "noun")}
    for number, entry in enumerate(table.get("words", []), 1):
        place = f"{path}, [[{name}.words]] number {number}"
        own = {key: value for key, value in entry.items() if key not in _WORD_KEYS}
        for pos in ("verb", "noun"):
            if pos not in entry:
                continue
            functions = {
                function: _choices(value, name, f"{place}, “{function}”")
                for function, value in {**defaults[pos], **own}.items()
            }
            for word in entry[pos]:
                reflexive, words = _words(word, pos, grammar)
                bare = "time" not in entry.get("needs", []) and not entry.get("only")
                if words[0] in grammar.modality.being and len(words) == 1 and bare:
                    raise ResourceError(
                        f"{place}: “{word}” is an auxiliary and no trigger without a day or `only`; remove it."
                    )
                yield Frame(
                    type=name,
                    pos=pos,
                    name=" ".join((grammar.pronouns.reflexive, *words) if reflexive else words),
                    words=words,
                    reflexive=reflexive,
                    functions=functions,
                    needs=tuple(_need(need, name, place) for need in entry.get("needs", [])),
                    unless=_listed(entry.get("unless", []), fields, place),
                    not_with=_listed([*table.get("not_with", []), *entry.get("not_with", [])], fields, place),
                    weak=entry.get("weak", False),
                    stative=_known(entry["stative"], CLASSES, place, "event class") if "stative" in entry else None,
                    near=tuple(_known(role, ROLES, place, "role") for role in entry.get("near", [])),
                    only=_listed(entry.get("only", []), fields, place),
                    titled=entry.get("titled", False),
                    term=entry.get("term", False),
                    toll=entry.get("toll", False),
                    first=entry.get("first", False),
                    owned=pos == "verb" and not grammar.frames.owning.isdisjoint(word.split()),
                    also=tuple(_known(name, CLASSES, place, "event class") for name in entry.get("also", [])),
                    together={
                        _known(told, CLASSES, place, "event class"): _known(then, CLASSES, place, "event class")
                        for told, then in entry.get("together", {}).items()
                    },
                    status=_known(entry["status"], STATUSES, place, "status") if "status" in entry else None,
                    tense=frozenset(_known(tense, TENSES, place, "tense") for tense in entry.get("tense", [])),
                    negated=entry.get("negated", False),
                    people=entry.get("people", False),
                    aims=entry.get("aims", False),
                    when=when,
                )


def _listed(words: Iterable[str], fields: Mapping[str, list[str]], where: str) -> frozenset[str]:
    """The words, « @accident » replaced by those of the field in cues.toml."""
    found: set[str] = set()
    for word in words:
        found.update(fields[_known(word[1:], fields, where, "field of cues.toml")] if word.startswith("@") else [word])
    return frozenset(found)


def _words(phrase: str, pos: str, grammar: Grammar) -> tuple[bool, tuple[str, ...]]:
    """Whether the phrase is reflexive, and its lemmas without articles and prepositions."""
    parts = phrase.replace("’", "'").replace("'", "' ").split()
    reflexive = pos == "verb" and parts[0] in grammar.pronouns.reflexives
    if reflexive:
        parts = parts[1:]
        if len(parts) > 1 and parts[0] in grammar.prepositions.preposed:
            return True, (parts[1], parts[0], *parts[2:])  # « s'en prendre »: the pronoun stands before the verb
    skipped = grammar.frames.skipped
    kept = [parts[0]] + [part for part in parts[1:] if part not in skipped]
    if pos == "noun" and parts[0] in skipped:  # « aux mains », « sous contrôle », « au pouvoir »
        kept = [part for part in parts[1:] if part not in skipped] + [parts[0]]
    return reflexive, tuple(kept)


def _choices(value: str, type_: str, where: str) -> tuple[RoleChoice, ...]:
    """The roles of a value; none for "", which closes the function (« vers » is no place of a withdrawal)."""
    choices = []
    for part in value.split():
        role, _, kinds = part.partition(":")
        _known(role, ROLES, where, "role")
        if not domain_accepts(role, type_):
            raise ResourceError(
                f"{where}: {type_} has no “{role}”; that role is for {', '.join(DOMAINS[role])}. Take another role."
            )
        wanted = tuple(kinds.split("|")) if kinds else ()
        for kind in wanted:
            _known(kind, {*KINDS, *CLASSES, *GROUPS}, where, "kind")
            if not _in_range(role, kind):
                raise ResourceError(
                    f"{where}: a {kind} cannot be “{role}”; right would be a kind of {' or '.join(ROLES[role])}."
                )
        if not wanted and kinds_in(role, type_) != ROLES[role]:
            wanted = kinds_in(role, type_)
        choices.append(RoleChoice(role, wanted))
    return tuple(choices)


def _in_range(role: str, kind: str) -> bool:
    """Whether some filler of `kind` may fill the role."""
    if kind in KINDS:
        return range_accepts(role, kind) or any(is_a(wanted, kind) for wanted in ROLES[role])
    return is_any(kind, ROLES[role])


def _need(text: str, type_: str, where: str) -> Need:
    need: list[RoleChoice | str] = []
    for part in (part.strip() for part in text.split(",")):
        if part in NEED_WORDS or part in MEASURES:
            need.append(part)
        else:
            need.extend(_choices(part, type_, where))
    return tuple(need)


def _known(word: str, right: Iterable[str], where: str, what: str) -> str:
    if word not in right:
        raise ResourceError(f"{where}: “{word}” is no {what}; right would be one of {', '.join(sorted(right))}.")
    return word


def _known_all(words: Iterable[str], right: Iterable[str], where: str, what: str) -> None:
    for word in words:
        _known(word, right, where, what)


def _infinitives(words: Iterable[str], grammar: Grammar) -> frozenset[str]:
    """« s'ouvrir » as « se ouvrir », so that one spelling names the reflexive."""
    elided = tuple(form for form in grammar.pronouns.reflexives if form.endswith(("'", "’")))
    return frozenset(
        f"{grammar.pronouns.reflexive} {word[word.index(found) + len(found) :]}"
        if (found := next((form for form in elided if word.startswith(form)), None))
        else word
        for word in words
    )


def _contracted(cues: Iterable[str], grammar: Grammar) -> tuple[str, ...]:
    """« aux dires de » also as « aux dires du », « aux dires des », « aux dires d' »."""
    of = f" {grammar.functions.of}"
    forms = sorted(grammar.determiners.of_somebody)
    return tuple(
        form
        for cue in cues
        for form in ([f"{cue.removesuffix(of)} {word}" for word in forms] if cue.endswith(of) else [cue])
    )


def _blame(table: Mapping[str, list[str]]) -> Blame:
    lists = {name: frozenset(words) for name, words in table.items()}
    naming = ("doers", "works", "bound_to", "signing", "hiding", "owned")
    return Blame(**lists, words=frozenset().union(*(lists[name] for name in naming)))


def _cues(path: Path) -> Cues:
    table = read_toml(path)
    prepositions, status, support, speech = table["prepositions"], table["status"], table["support"], table["speech"]
    said = [verb for verbs in speech["verbs"].values() for verb in verbs]
    same = {phrase: function for function, phrases in prepositions["same"].items() for phrase in phrases}
    complexes = {phrase for phrase in (*prepositions["locative"], *same) if " " in phrase or "'" in phrase}
    states = ("asserted", "planned", "possible", "denied")
    grammar = read_grammar(path.with_name("grammar.toml"))
    return Cues(
        grammar=grammar,
        locative=tuple(prepositions["locative"]),
        same=same,
        complex_prepositions=tuple(sorted(complexes, key=lambda phrase: (-len(phrase.split()), phrase))),
        directions=frozenset(table["places"]["directions"]),
        beside=frozenset(table["places"]["beside"]),
        borders=frozenset(table["places"]["borders"]),
        landscapes=frozenset(table["places"]["landscapes"]),
        outskirts=frozenset(table["places"]["outskirts"]),
        between_places=frozenset(table["places"]["between"]),
        missions=frozenset(table["places"]["missions"]),
        carriers=frozenset(table["places"]["carriers"]),
        uprooted=frozenset(table["places"]["uprooted"]),
        seats=frozenset(table["places"]["seats"]),
        entering=_infinitives(table["places"]["entering"], grammar),
        courts=frozenset(table["places"]["courts"]),
        posted=frozenset(table["places"]["posted"]),
        serving=frozenset(table["places"]["serving"]),
        at_post=frozenset(table["places"]["at_post"]),
        days_known=frozenset(table["places"]["days_known"]),
        at_seats=frozenset(table["places"]["at_seats"]),
        roads=frozenset(table["places"]["roads"]),
        leading=frozenset(table["places"]["leading"]),
        bearing=frozenset(table["bearing"]["words"]),
        striking_with=frozenset(table["bearing"]["with"]),
        no_weapons=frozenset(table["bearing"]["no_weapons"]),
        partitive=frozenset(table["partitive"]["lemmas"]),
        support_agent=_infinitives(support["subject_is_agent"], grammar),
        support_place=_infinitives(support["subject_is_place"], grammar),
        support_scene=_infinitives(support["subject_is_scene"], grammar),
        support_party=frozenset(support["subject_is_party"]),
        support_subject=_infinitives(support["event_is_subject"], grammar),
        support_dative=frozenset(support["agent_is_dative"]),
        support_seeks=frozenset(support["subject_seeks"]),
        manners=frozenset(support["manners"]),
        abstract=frozenset(table["fields"]["abstract"]),
        struck=frozenset(table["fields"]["struck"]),
        ways=frozenset(table["fields"]["ways"]),
        gatherings=frozenset(table["fields"]["gatherings"]),
        formations=frozenset(table["fields"]["formations"]),
        felling=frozenset(table["fields"]["felling"]),
        support_suffers=frozenset(support["subject_is_target"]),
        support_invites=frozenset(support["object_is_invited"]),
        support_escapes=frozenset(support["subject_escapes"]),
        support_accuses=frozenset(support["object_is_agent"]),
        support_blames=frozenset(support["object_is_blamed"]),
        blame=_blame(table["blame"]),
        opposing=frozenset(support["opposing"]),
        bound_to=frozenset(support["bound_to"]),
        support_answers=frozenset(support["subject_answers"]),
        support_punished=frozenset(support["subject_is_punished"]),
        support_menaces=frozenset(support["object_is_menaced"]),
        support_roles={verb: tuple(roles.split()) for verb, roles in support["roles"].items()},
        support_scheduled=frozenset(support["event_is_scheduled"]),
        support_ends=frozenset(support["event_ends"]),
        support_begins=frozenset(support["event_begins"]),
        support_starts=frozenset(support["event_starts"]),
        beginnings=frozenset(support["beginnings"]),
        support_receives=frozenset(support["subject_is_beneficiary"]),
        support_decides=frozenset(support["subject_decides"]),
        support_enacts=frozenset(support["subject_enacts"]),
        texts_of_law=frozenset(support["texts_of_law"]),
        texts_adopted=frozenset(support["texts_adopted"]),
        texts_impose=frozenset(support["texts_impose"]),
        support_carriers=frozenset(support["carriers"]),
        bringers=frozenset(support["bringers"]),
        support_scattered=frozenset(support["event_is_scattered"]),
        turning_out=frozenset(support["turning_out"]),
        beholding=frozenset(support["event_is_beheld"]),
        support_announces=frozenset(support["subject_announces"]),
        suffering_nouns=frozenset(support["suffering_nouns"]),
        suffering_verbs=frozenset(support["suffering_verbs"]),
        suffering_appositions=frozenset(support["suffering_appositions"]),
        not_reflexive=frozenset(support["not_reflexive"]),
        post_nouns=frozenset(support["post_nouns"]),
        following=frozenset(support["following"]),
        consequences=frozenset(table["toll"]["consequences"]),
        told_by_fate=frozenset(table["toll"]["counted"]),
        status_verbs={state: _infinitives(status[state].get("verbs", []), grammar) for state in states},
        status_nouns={state: frozenset(status[state].get("nouns", [])) for state in states},
        status_adjectives={state: frozenset(status[state].get("adjectives", [])) for state in states},
        status_predicates={state: frozenset(status[state].get("predicates", [])) for state in states},
        out_of=frozenset(status["denied"]["out_of"]),
        vainly=frozenset(status["denied"]["vainly"]),
        instead=frozenset(status["denied"]["instead"]),
        planned_noun_prepositions=frozenset(status["planned"]["noun_prepositions"]),
        pseudo_negation=tuple(status["denied"]["pseudo"]),
        leaves_open=frozenset(status["denied"]["leaves_open"]),
        denied_when_negated=frozenset(status["possible"]["negated"]),
        wanting=frozenset(status["possible"]["wanting"]),
        deciding=frozenset(status["possible"]["deciding"]),
        warning_verbs=frozenset(status["possible"]["warning"]),
        talking_verbs=frozenset(status["possible"]["talking"]),
        by_telephone=frozenset(status["possible"]["by_telephone"]),
        unsure_when_refused=frozenset(status["asserted"]["unsure_when_refused"]),
        disputing=frozenset(status["denied"]["disputing"]),
        breaking=frozenset(status["denied"]["breaking"]),
        concluding=frozenset(status["asserted"]["concluding"]),
        disagreement=frozenset(status["asserted"]["disagreement"]),
        ending_nouns=frozenset(status["asserted"]["ending"]),
        halting=frozenset(status["asserted"]["halting"]),
        putting_down=frozenset(status["asserted"]["putting_down"]),
        presupposing_nouns=frozenset(status["asserted"]["nouns"]),
        unreal_verbs=frozenset(status["unreal"]["verbs"]),
        unreal_nouns=frozenset(status["unreal"]["nouns"]),
        called_after=frozenset(status["unreal"]["called_after"]),
        intends=frozenset(status["intends"]["verbs"]),
        attains=frozenset(status["intends"]["attains"]),
        travels=frozenset(status["intends"]["travels"]),
        speech_verbs=_infinitives(said, grammar),
        regretting=_infinitives(speech["verbs"]["regret"], grammar),
        coming_to_say=frozenset(speech["coming_to_say"]),
        tellings=frozenset(speech["tellings"]),
        perceiving=frozenset(speech["perceiving"]),
        witnesses=frozenset(speech["witnesses"]),
        channels=frozenset(speech["channels"]),
        belonging=frozenset(speech["belonging"]),
        matters=frozenset(speech["matters"]),
        dated_sayings=_infinitives(said, grammar) | frozenset(speech["dated"]),
        telling_verbs=frozenset(speech["telling"]),
        telling_tolls=frozenset(speech["telling_tolls"]),
        according=tuple(_contracted(speech["according"], grammar)),
        first_persons=frozenset(speech["first_persons"]),
        testimonies=frozenset(speech["testimonies"]),
        second_persons=frozenset(speech["second_persons"]),
        interviewing=frozenset(speech["interviewing"]),
        asking=frozenset(label.rstrip(".") for label in speech["asking"]),
        answering=frozenset(label.rstrip(".") for label in speech["answering"]),
        first_singular=frozenset(speech["first_singular"]),
        first_objects=frozenset(speech["first_objects"]),
        first_objects_singular=frozenset(speech["first_objects_singular"]),
        own_singular=frozenset(speech["own_singular"]),
        own_plural=frozenset(speech["own_plural"]),
        own_hands=frozenset(speech["own_hands"]),
        own_texts=frozenset(speech["own_texts"]),
        by_author=frozenset(speech["by_author"]),
        speaking_texts=frozenset(speech["speaking_texts"]),
        in_the_name=str(speech["in_the_name"]),
        to_audience=frozenset(speech["to_audience"]),
        unnamed_sources=frozenset(speech["unnamed"]),
        voiceless=frozenset(speech["voiceless"]),
        said_again_as=frozenset(speech["said_again_as"]),
        bare_of=frozenset(speech["bare_of"]),
        speaking_buildings=frozenset(speech["buildings"]),
        citing=tuple(speech["citing"]),
        as_told=frozenset(speech["as_told"]),
        told_of=frozenset(speech["told_of"]),
        narrators=frozenset(speech["narrators"]),
        narrating=tuple(speech["narrating"]),
        setting_off=frozenset(speech["setting_off"]),
        giving_tolls=frozenset(speech["giving_tolls"]),
        toll_reports=frozenset(speech["toll_reports"]),
        inverted=_infinitives(speech["inverted"], grammar),
        learning=frozenset(speech["learning"]),
        learnt_from=frozenset(speech["beside"]),
        echoes=frozenset(speech["echoes"]),
        coming_from=frozenset(speech["coming_from"]),
        echoing_deeds=frozenset(speech["echoing_deeds"]),
        assured=frozenset(speech["assured"]),
        unknown=frozenset([*speech["ignoring"], *speech["knowing"]]),
        ignoring=frozenset(speech["ignoring"]),
        showing=frozenset(speech["showing"]),
        said_at=frozenset(speech["elsewhere"]),
        echoing_nouns=frozenset(speech["echoing"]),
        reporting_verbs=frozenset(speech["reporting"]),
        reporting_words=frozenset(speech["reported"]),
        same_source=frozenset(speech["same"]),
        from_source=frozenset(speech["from_source"]),
        said_when=frozenset(speech["said_when"]),
        said_through=frozenset(speech["said_through"]),
        on_goes=frozenset(speech["on_goes"]),
        circles=frozenset(speech["circles"]),
        results=frozenset(table["results"]["verbs"]),
        of_a_toll=frozenset(table["toll"]["within"]),
        toll_verbs=frozenset(table["toll"]["verbs"]),
        toll_nouns=frozenset(table["toll"]["nouns"]),
        wounds=frozenset(table["toll"]["wounds"]),
        hospitals=frozenset(table["toll"]["hospitals"]),
        ongoing=frozenset(support["ongoing"]),
        elsewhere=frozenset(table["toll"]["elsewhere"]),
        happening=frozenset(table["toll"]["happening"]),
        driving_out=frozenset(table["toll"]["driving_out"]),
        pointing_nouns=frozenset(table["pointing"]["nouns"]),
        pointing_verbs=frozenset(table["pointing"]["verbs"]),
        perpetrators=frozenset(table["pointing"]["perpetrators"]),
        anybody=frozenset(table["pointing"]["anybody"]),
        calling_names=frozenset(table["pointing"]["called"]),
        honours=frozenset(table["pointing"]["honours"]),
        set_apart=tuple(table["pointing"]["set_apart"]),
        besides=frozenset(table["pointing"]["besides"]),
        often=frozenset(table["pointing"]["often"]),
        ways_of_doing=frozenset(table["pointing"]["ways_of_doing"]),
        lying=frozenset(table["pointing"]["lying"]),
        wars=frozenset(table["pointing"]["wars"]),
        demonstrators=frozenset(table["crowds"]["demonstrators"]),
        camps=frozenset(table["crowds"]["camps"]),
        clashes=frozenset(table["crowds"]["clashes"]),
        wrecking=frozenset(table["crowds"]["wrecking"]),
        police=frozenset(table["crowds"]["police"]),
        vehicles=frozenset(table["pointing"]["vehicles"]),
        devices=frozenset(table["pointing"]["devices"]),
        units=frozenset(table["pointing"]["units"]),
        afloat=frozenset(table["pointing"]["afloat"]),
        growing=frozenset(table["pointing"]["growing"]),
        hundreds=frozenset(table["pointing"]["hundreds"]),
        practising=frozenset(table["pointing"]["practising"]),
        manifold=frozenset(table["pointing"]["manifold"]),
        calling=frozenset(table["pointing"]["calling"]),
        by_hand=frozenset(table["pointing"]["by_hand"]),
        bullets=tuple(table["pointing"]["bullets"]),
        dating_back=frozenset(table["pointing"]["dating_back"]),
        double=frozenset(table["pointing"]["double"]),
        counting=frozenset(table["pointing"]["counting"]),
        counting_up=frozenset(table["pointing"]["counting_up"]),
        polls=frozenset(table["pointing"]["polls"]),
        years=frozenset(table["pointing"]["years"]),
        running_counts=frozenset(table["pointing"]["running_counts"]),
        taking_part=frozenset(table["pointing"]["taking_part"]),
        rough=frozenset(table["pointing"]["rough"]),
        quarters=frozenset(table["pointing"]["quarters"]),
        charges=frozenset(table["pointing"]["charges"]),
        capitals=frozenset(table["pointing"]["capitals"]),
        lesser_capitals=frozenset(table["pointing"]["lesser_capitals"]),
        rumours=frozenset(table["pointing"]["rumours"]),
        abilities=frozenset(table["pointing"]["abilities"]),
        made_for=frozenset(table["pointing"]["made_for"]),
        others=frozenset(table["pointing"]["others"]),
        novel=frozenset(table["pointing"]["novel"]),
        beside_places=frozenset(table["pointing"]["beside_places"]),
        first=frozenset(table["pointing"]["first"]),
        third=frozenset(table["pointing"]["third"]),
        latest=frozenset(table["pointing"]["latest"]),
        concerned=frozenset(table["pointing"]["concerned"]),
        plural=frozenset(table["pointing"]["plural"]),
        feminine=frozenset(table["pointing"]["feminine"]),
        masculine=frozenset(table["pointing"]["masculine"]),
        possessives=frozenset(table["pointing"]["possessives"]),
        facts=frozenset(table["pointing"]["facts"]),
        neuter=frozenset(table["pointing"]["neuter"]),
        was=frozenset(table["pointing"]["was"]),
        facts_happen=frozenset(table["pointing"]["facts_happen"]),
        done_by_events=frozenset(table["pointing"]["done_by_events"]),
        comes_about=frozenset(table["outcomes"]["comes_about"]),
        comes_to_nothing=frozenset(table["outcomes"]["comes_to_nothing"]),
        is_done=frozenset(table["outcomes"]["is_done"]),
        the_case=frozenset(table["outcomes"]["the_case"]),
        is_fact=frozenset(table["outcomes"]["is_fact"]),
        nothing=frozenset(table["outcomes"]["nothing"]),
        plans=frozenset(table["outcomes"]["plans"]),
        counting_toll=frozenset(table["pointing"]["counting_toll"]),
        done_by_anything=frozenset(table["pointing"]["done_by_anything"]),
        done_to_events=frozenset(table["pointing"]["done_to_events"]),
        bodies=frozenset(table["pointing"]["bodies"]),
        armed_bodies=frozenset(table["pointing"]["armed_bodies"]),
        own_acts=frozenset(table["pointing"]["own_acts"]),
        callings=frozenset(table["pointing"]["callings"]),
        ruling_callings=frozenset(table["pointing"]["ruling_callings"]),
        groups=frozenset(table["pointing"]["groups"]),
        place_nouns={kind: tuple(nouns) for kind, nouns in table["pointing"]["places"].items()},
        armed_adjectives={word: kind for kind, words in table["pointing"]["armed"].items() for word in words},
        foes=tuple(table["pointing"]["foes"]),
        pairs={kind: tuple(nouns) for kind, nouns in table["pointing"]["pairs"].items()},
        replies=frozenset(table["pointing"]["replies"]),
        claims=frozenset(table["pointing"]["claims"]),
        fatal=frozenset(table["pointing"]["fatal"]),
        killing=frozenset(table["pointing"]["killing"]),
        dying=frozenset(table["pointing"]["dying"]),
        dying_phrases=frozenset(table["pointing"]["dying_phrases"]),
        fighters=frozenset(table["pointing"]["fighters"]),
        commanders=frozenset(table["pointing"]["commanders"]),
        heads_of_groups=frozenset(table["pointing"]["heads_of_groups"]),
        members=frozenset(table["pointing"]["members"]),
        offices=tuple(tuple(names) for names in table["pointing"]["offices"]),
        forms=dict(table["forms"]),
        participles=dict(table["participles"]),
        fixed_adjectives=frozenset(table["spans_of_time"]["of_their_noun"]),
        spans_of_time=frozenset(table["spans_of_time"]["lemmas"]),
    )

"""What the words around a name that no list knows say for a town: « les pourparlers de X », « X, prise par », « se retirer de X »."""

from kg.extract import syntax
from kg.extract.draft import Draft, Run, kind_of
from kg.extract.nouns import NounWords, unaccented_start
from kg.vocabulary import is_a

_SURE = 4.0
_LIKELY = 3.0
_TOWARDS = 2.0
_INSIDE = 1.5
_MOST_BACK = 9  # words from « l'attentat à la voiture piégée de » to its noun
_ARMED = frozenset({"ArmedForce", "ArmedGroup"})
_MOST_AHEAD = 5  # words from a comma to « ville »


def is_told_as_town(draft: Draft, end: int, words: NounWords) -> bool:
    """« Roukoba est tombée », « Roukoba, deuxième ville du pays »: whether a verb or comma behind a word says that it is a town."""
    follows = end < len(draft.words) and (draft.words[end].pos in ("AUX", "VERB") or draft.between(end - 1) == ",")
    return follows and _of_words_after(draft, end, words) > 0


def opens_as_place(run: Run, draft: Draft, words: NounWords) -> bool:
    """« À Maryam Tengela, … »: behind « à » and before a comma, where a sentence begins; whoever is addressed is told of at once (« À X, qui … »)."""
    at = run.first - 1
    if at != 0 or draft.key(0) not in words.small.votes.at or draft.between(run.end - 1) != ",":
        return False
    return draft.key(run.end) not in words.small.towns.addressing


def vote_town(run: Run, draft: Draft, words: NounWords) -> float:
    """How much speaks for a town, for a name of one word that is in no list."""
    return max(_of_words_before(draft, run.first, words), _of_words_after(draft, run.end, words))


def _of_words_before(draft: Draft, first: int, words: NounWords) -> float:
    if not first or not draft.together(first - 1):
        return 0.0
    towns, before = words.small.towns, draft.key(first - 1)
    if before in words.small.votes.plain_of or (before in words.small.votes.of and before.endswith("'")):
        if _verb_back(draft, first - 2, words, towns.leaving):
            return _SURE
        said = _said_of(draft, first - 2, towns.nouns | words.deed_nouns | towns.leaving, towns.leaving)
        fallen = not said and draft.key(first - 2) in towns.falls and _tells_of_arms(draft)
        return _LIKELY if said or fallen else 0.0
    if before in towns.onto:
        return _LIKELY if _said_of(draft, first - 2, towns.striking | words.deed_nouns) else 0.0
    if before in words.small.votes.towards and not _verb_back(draft, first - 2, words, towns.setting_out):
        return _TOWARDS
    if before in towns.bound_for:
        return _SURE if _verb_back(draft, first - 2, words, towns.setting_out) else 0.0
    if before in towns.into:
        return _INSIDE
    if before in towns.hitting_forms:
        return _SURE
    return _LIKELY if _is_hit_by_a_deed(draft, first, words) else 0.0


def is_described_as_town(run: Run, draft: Draft, words: NounWords) -> bool:
    """« Stara Hnylka, deux villages perdus en juin », « Oum Zerga, à 30 km de Gao »: said behind the comma of a name of several words."""
    if run.end >= len(draft.words) or draft.between(run.end - 1) != ",":
        return False
    return _is_called_a_town(draft, run.end, words) or _is_measured(draft, run.end, words)


def _tells_of_arms(draft: Draft) -> bool:
    """Whether somebody armed is told of in the sentence."""
    called = {noun.kind for _, noun in draft.nouns.values()} | {kind_of(names[0]) for _, names in draft.hits.values()}
    return not _ARMED.isdisjoint(called)


def _verb_back(draft: Draft, at: int, words: NounWords, lemmas: frozenset[str]) -> bool:
    """Whether the word at `at`, or the one before an adverb or day there, is one of the verbs."""
    for index in range(at, max(-1, at - 2), -1):
        lemma = unaccented_start(draft.words[index].token.lemma_.lower())
        if lemma in lemmas or draft.key(index) in lemmas:
            return True
        if index and not draft.together(index - 1):
            return False
    return False


def _said_of(draft: Draft, at: int, nouns: frozenset[str], beyond_people: frozenset[str] = frozenset()) -> bool:
    """Whether one of the nouns stands before, adjectives and « à la voiture piégée » passed over.

    Behind people (« a délogé les rebelles de X ») only the words `beyond_people` count.
    """
    for index in range(at, max(-1, at - _MOST_BACK), -1):
        word = draft.words[index]
        if word.key in nouns:
            return True
        if word.pos == "AUX" or (word.pos == "VERB" and word.token.dep_ not in syntax.PARTICIPLES):
            return False
        if word.pos == "NOUN" and not _goes_with_a_noun(draft, index):
            if index not in draft.nouns or not is_a(draft.nouns[index][1].kind, "Actor"):
                return False
            nouns = beyond_people
        if index and not draft.together(index - 1):
            return False
    return False


def _goes_with_a_noun(draft: Draft, index: int) -> bool:
    """« attentat *suicide* », « attaque de *drones* », « à la *voiture* »: a noun that only says more of the one before."""
    if not index:
        return False
    before = draft.words[index - 1]
    return before.pos in ("NOUN", "ADP") or (before.pos == "DET" and index > 1 and draft.words[index - 2].pos == "ADP")


def _is_hit_by_a_deed(draft: Draft, first: int, words: NounWords) -> bool:
    """« un attentat a frappé X », « une grève a paralysé jeudi X »: the object of what a deed does to a town."""
    if not _verb_back(draft, first - 1, words, words.small.towns.hitting):
        return False
    return any(
        draft.key(index) in words.deed_nouns or draft.key(index) in words.small.towns.striking
        for index in range(max(0, first - _MOST_BACK), first - 1)
    )


def _of_words_after(draft: Draft, end: int, words: NounWords) -> float:
    towns, listed = words.small.towns, draft.words
    if end >= len(listed):
        return 0.0
    between = draft.between(end - 1)
    if between == "(":
        return _SURE if draft.key(end) in draft.small.sides else 0.0
    if between == ",":
        if _is_called_a_town(draft, end, words) or _is_measured(draft, end, words):
            return _SURE
        return _SURE if draft.key(end) in towns.taken else 0.0
    if between:
        return 0.0
    if draft.key(end) in words.small.names.joining and draft.key(end + 2) in towns.around:
        return _SURE if draft.together(end) and draft.together(end + 1) else 0.0
    at = end
    while at < len(listed) and at - end < 3 and listed[at].pos in ("AUX", "ADV") and draft.together(at):
        at += 1
    if at > end and draft.key(at) in towns.taken:
        return _SURE
    ahead = [draft.phrase(index, 2) for index in range(end, min(end + 4, len(listed) - 1))]
    if any(phrase in towns.held for phrase in ahead):
        return _SURE
    hosts = unaccented_start(listed[end].token.lemma_.lower()) in towns.hosting
    near = [draft.key(index) for index in range(end + 1, min(end + _MOST_BACK, len(listed)))]
    return _SURE if hosts and not towns.nouns.isdisjoint(near) else 0.0


def _is_called_a_town(draft: Draft, at: int, words: NounWords) -> bool:
    """« X, deuxième ville du pays », « X, noeud logistique »: what stands behind the comma is a place."""
    for index in range(at, min(at + _MOST_AHEAD, len(draft.words))):
        word = draft.words[index]
        if draft.key(index) in words.small.towns.called or is_a(
            words.names_after.get(draft.key(index), "Person"), "Place"
        ):
            return True
        if word.pos not in ("DET", "ADJ", "NUM") and draft.key(index) not in draft.small.determiners:
            return False
    return False


def _is_measured(draft: Draft, at: int, words: NounWords) -> bool:
    """« X, à 300 km de la capitale »."""
    listed = draft.words[at : at + _MOST_AHEAD]
    return (
        len(listed) > 2
        and listed[0].key in words.small.votes.at
        and any(w.key in words.small.towns.measures for w in listed)
    )

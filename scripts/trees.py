"""Sentences as trees that can be said differently: what is put in hangs where it is known to hang.

A parser trained on few sentences loses the thread when something stands between words that belong together. Here a
sentence whose tree is trusted gets a time, a source, an insertion, a relative clause, a second clause or other names,
and the new tree is known without parsing it: the words that were there keep their heads.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.tokens import Doc

_VOWELS = "aeiouyéèêàâôhAEIOUYÉÈÊÀÂÔH"
_SYLLABLES = (
    "ba",
    "bo",
    "da",
    "di",
    "el",
    "er",
    "fo",
    "ga",
    "ka",
    "ki",
    "kou",
    "la",
    "lo",
    "ma",
    "mou",
    "na",
    "ou",
    "ra",
    "sa",
    "ta",
    "wa",
    "za",
)


@dataclass(eq=False, slots=True)
class Word:
    """One word; `head` is itself at the root of a sentence and None at the root of a phrase to be put in."""

    text: str
    space: bool  # whether white space follows
    pos: str
    morph: str
    dep: str
    head: "Word | None" = None


Tree = list[Word]
Phrases = Mapping[str, Sequence[Tree]]
Change = Callable[[Tree, Phrases, random.Random], bool]


def tree_of(doc: Doc, spaces: Sequence[bool]) -> Tree:
    """The words of a parsed sentence as a tree."""
    words = [
        Word(word.text, space, word.pos_, features(word.morph), word.dep_)
        for word, space in zip(doc, spaces, strict=True)
    ]
    for word, read in zip(words, doc, strict=True):
        word.head = words[read.head.i]
    return words


def features(morph: Mapping[str, Sequence[str]]) -> str:
    """`Gender=Fem|Number=Plur`."""
    return "|".join(f"{name}={','.join(values)}" for name, values in sorted(morph.items()))


def copy(tree: Sequence[Word]) -> Tree:
    """The same words anew; a head outside becomes None."""
    copies = {id(word): replace(word) for word in tree}
    for word in tree:
        copies[id(word)].head = copies.get(id(word.head))
    return list(copies.values())


def is_tree(tree: Sequence[Word]) -> bool:
    """Whether there is one root, from which every word is reached, and no two lines cross."""
    heads = [tree.index(word.head) if word.head in tree else -1 for word in tree]
    if sum(head == place for place, head in enumerate(heads)) != 1 or -1 in heads:
        return False
    for place in range(len(heads)):
        at, steps = place, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return not any(
        not min(place, head) <= heads[between] <= max(place, head)
        for place, head in enumerate(heads)
        for between in range(min(place, head) + 1, max(place, head))
    )


# ---------------------------------------------------------------- what is said differently


def behind_verb(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« Ils ont attaqué *mardi* la ville. »"""
    verbs = _told_verbs(tree)
    if not verbs:
        return False
    verb = chance.choice(verbs)
    kind = chance.choice(["time", "time", "adverb", "place", "insertion", "insertion"])
    at = tree.index(verb) + 1
    if at < len(tree) and tree[at].text.startswith("-"):
        return False
    phrase = _phrase(kind, phrases, chance, verb)
    between = kind == "insertion" or (kind in ("time", "place") and chance.random() < 0.2)
    _put(tree, at, _between_commas(phrase) if between else phrase)
    return True


def behind_subject(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« L'armée*, comme prévu,* a quitté la ville », « les hommes *qui gardaient la porte* ont fui »."""
    found = [
        (subject, verb)
        for verb in _told_verbs(tree)
        for subject in _children(tree, verb)
        if subject.dep in ("nsubj", "nsubj:pass") and subject.pos in ("NOUN", "PROPN")
    ]
    if not found:
        return False
    subject, verb = chance.choice(found)
    end = _end_of_phrase(tree, subject)
    if end is None or end > tree.index(verb) or tree[end - 1].text == ",":
        return False
    number = "plural" if "Number=Plur" in subject.morph else "singular"
    kind = chance.choice(["time", "insertion", "insertion", "relative", "relative", "apposition", "bare relative"])
    of_noun = kind in ("relative", "apposition", "bare relative")
    name = f"{kind.removeprefix('bare ')} {number}" if of_noun else kind
    phrase = _phrase(name, phrases, chance, subject if of_noun else verb)
    _put(tree, end, phrase if kind == "bare relative" else _between_commas(phrase))
    return True


def behind_all(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« … *, selon la police*. », « … *, faisant trois morts*. »"""
    root = _sole_root(tree)
    if root is None:
        return False
    kind = chance.choice(["time", "place", "clause behind", "clause behind", "source", "source"])
    phrase = _phrase(kind, phrases, chance, root)
    _put(tree, len(tree) - 1, phrase if kind in ("time", "place") else [_comma(_top(phrase)), *phrase])
    return True


def before_all(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *Mardi,* … », « *Alors que la situation se dégrade,* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    phrase = _phrase(chance.choice(["time", "place", "opening", "opening", "according"]), phrases, chance, root)
    top = _top(phrase)
    _open(tree, [*phrase, _comma(top if top.pos == "VERB" else root)])
    return True


def reported(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *Le porte-parole affirme que* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    saying = _lead_with("saying", "ccomp", tree, root, phrases, chance)
    _open(tree, [*saying, _that(tree, "SCONJ", "mark", root)], lowered=True)
    return True


def joined(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *L'inquiétude grandit et* … », « *La tension monte, tandis que* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    comma, word, kind = chance.choice(
        [
            (False, "et", "CCONJ"),
            (False, "et", "CCONJ"),
            (True, "mais", "CCONJ"),
            (False, "alors", "ADV"),
            (True, "tandis", "ADV"),
        ]
    )
    first = _lead_with("clause", "conj" if kind == "CCONJ" else "advcl", tree, root, phrases, chance)
    link = [_comma(root)] if comma else []
    link.append(Word(word, True, kind, "", "cc" if kind == "CCONJ" else "mark", root))
    if kind == "ADV":
        link.append(_that(tree, "SCONJ", "fixed", link[-1]))
    first[-1].space = not comma
    _open(tree, [*first, *link], lowered=True)
    return True


def listed(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« … les rebelles*, des policiers et plusieurs civils* … »"""
    found = [
        word
        for word in tree
        if word.pos in ("NOUN", "PROPN")
        and (word.dep in ("obj", "obl:agent") or (word.dep in ("nsubj", "nsubj:pass") and "Number=Plur" in word.morph))
        and not any(child.dep in ("conj", "acl:relcl", "acl", "appos") for child in _children(tree, word))
    ]
    if not found:
        return False
    word = chance.choice(found)
    end = _end_of_phrase(tree, word)
    if end is None:
        return False
    added: Tree = []
    for place in range(count := chance.choice([1, 1, 2])):
        phrase = _phrase("somebody", phrases, chance, word)
        top = _top(phrase)
        last = place == count - 1
        added += [Word("et", True, "CCONJ", "", "cc", top) if last else _comma(top), *phrase]
    _put(tree, end, added)
    return True


def renamed(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """Other names, which nobody has."""
    names = [
        word
        for word in tree
        if word.pos == "PROPN" and word.text.isalpha() and word.text.istitle() and len(word.text) > 3
    ]
    for word in names:
        word.text = "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice([2, 3, 3, 4]))).capitalize()
    return bool(names)


class OtherVerbs:
    """Another verb of the same form in the place of a verb: « ont *cerné* la ville », which an object must follow."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        """Collect the forms of verbs, by what stands around them."""
        self._forms: dict[tuple[str, ...], list[str]] = {}
        for tree in trees:
            for word in tree:
                if word.pos == "VERB":
                    self._forms.setdefault(self._frame(tree, word), []).append(word.text)

    def _frame(self, tree: Tree, verb: Word) -> tuple[str, ...]:
        around = {child.dep for child in _children(tree, verb)} & {"obj", "ccomp", "xcomp", "aux:pass", "expl:comp"}
        helpers = {word.text.lower() for word in _children(tree, verb) if word.dep.startswith("aux")}
        before = tree[tree.index(verb) - 1].text if tree.index(verb) else ""
        return (verb.morph, *sorted(around), *sorted(helpers), str(before.endswith(("'", "’"))))

    def __call__(self, tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
        """Change one verb of the sentence, in place."""
        verbs = [word for word in tree if word.pos == "VERB" and word.text.islower()]
        if not verbs:
            return False
        verb = chance.choice(verbs)
        forms = self._forms.get(self._frame(tree, verb), [])
        fitting = [form for form in forms if (form[0] in _VOWELS) == (verb.text[0] in _VOWELS)]
        if not fitting:
            return False
        verb.text = chance.choice(fitting)
        return True


def changes(trees: Sequence[Tree]) -> Mapping[Change, float]:
    """What can be done to a sentence, and how often it is."""
    return {
        behind_verb: 6.0,
        behind_subject: 4.0,
        behind_all: 3.0,
        before_all: 3.0,
        reported: 1.5,
        joined: 2.0,
        listed: 1.5,
        renamed: 1.5,
        OtherVerbs(trees): 1.5,
    }


def vary(tree: Tree, phrases: Phrases, possible: Mapping[Change, float], chance: random.Random) -> Tree | None:
    """The sentence said differently in one to three ways; None where none of those drawn is possible."""
    varied = copy(tree)
    done = [
        chance.choices(list(possible), list(possible.values()))[0](varied, phrases, chance)
        for _ in range(chance.choice([1, 1, 2, 3]))
    ]
    return varied if any(done) else None


# ---------------------------------------------------------------- helpers


def _children(tree: Tree, head: Word) -> Tree:
    return [word for word in tree if word.head is head and word is not head]


def _told_verbs(tree: Tree) -> Tree:
    return [
        word
        for word in tree
        if word.pos == "VERB" and any(child.dep in ("nsubj", "nsubj:pass") for child in _children(tree, word))
    ]


def _sole_root(tree: Tree) -> Word | None:
    """The verb of a whole sentence that ends in a full stop."""
    root = next(word for word in tree if word.head is word)
    whole = root.pos == "VERB" and tree[-1].text == "." and tree[0].text[:1].isupper()
    return root if whole else None


def _end_of_phrase(tree: Tree, head: Word) -> int | None:
    """The place behind the words that hang on `head`, itself one of them; None where others stand among them."""
    inside = {id(head)}
    while more := {id(word) for word in tree if id(word.head) in inside} - inside:
        inside |= more
    places = [place for place, word in enumerate(tree) if id(word) in inside]
    return places[-1] + 1 if len(places) == places[-1] - places[0] + 1 else None


def _lead_with(kind: str, dep: str, tree: Tree, root: Word, phrases: Phrases, chance: random.Random) -> Tree:
    """A clause of its own whose verb becomes the root; what was the root hangs on it."""
    clause = copy(chance.choice(phrases[kind]))
    verb = _top(clause)
    verb.head = verb
    root.dep, root.head, tree[-1].head = dep, verb, verb
    _lower_first(tree)
    return clause


def _phrase(kind: str, phrases: Phrases, chance: random.Random, head: Word) -> Tree:
    phrase = copy(chance.choice(phrases[kind]))
    _top(phrase).head = head
    return phrase


def _top(phrase: Tree) -> Word:
    """The word of a phrase that hangs on no other word of it."""
    return next(word for word in phrase if word.head is None or word.head is word or word.head not in phrase)


def _comma(head: Word) -> Word:
    return Word(",", True, "PUNCT", "", "punct", head)


def _between_commas(phrase: Tree) -> Tree:
    top = _top(phrase)
    return [_comma(top), *phrase, _comma(top)]


def _that(tree: Tree, pos: str, dep: str, head: Word) -> Word:
    elided = tree[0].text[0] in _VOWELS
    return Word("qu'" if elided else "que", not elided, pos, "", dep, head)


def _lower_first(tree: Tree) -> None:
    first = tree[0]
    elided = first.text.endswith(("'", "’"))
    if first.pos != "PROPN" and (elided or not (len(first.text) > 1 and first.text.isupper())):
        first.text = first.text[:1].lower() + first.text[1:]


def _open(tree: Tree, phrase: Tree, lowered: bool = False) -> None:
    if not lowered:
        _lower_first(tree)
    phrase[0].text = phrase[0].text[:1].upper() + phrase[0].text[1:]
    _put(tree, 0, phrase)


def _put(tree: Tree, at: int, phrase: Tree) -> None:
    """Put words in, with white space as it is written: none before a comma or a full stop."""
    tree[at:at] = phrase
    for word, after in list(pairwise(tree))[max(0, at - 1) : at + len(phrase)]:
        elided = word.text.endswith(("'", "’")) and len(word.text) < 6
        word.space = after.text not in (",", ".", "…", ")") and not elided and not after.text.startswith("-")

"""Words that point back: pronouns, possessives, « ce dernier »; not the « il » that stands for nothing."""

from kg.extract import syntax
from kg.extract.draft import Draft
from kg.extract.nouns import NounWords
from kg.extract.small_words import Gender
from kg.extract.tokens import Token
from kg.model import Anchor, EntityMention

# ---------------------------------------------------------------- pronouns


def find_pronouns(draft: Draft, words: NounWords) -> list[EntityMention]:
    found: list[EntityMention] = []
    listed = draft.words
    small = words.small.pronouns
    for index, word in enumerate(listed):
        key = word.key.removeprefix("-t-").removeprefix("-") if word.key[0] == "-" else word.key
        if key not in words.pointing:
            continue
        if index + 1 < len(listed) and f"{key} {listed[index + 1].key}" in words.pronoun_phrases:
            end = index + 2
            following = listed[end] if end < len(listed) and draft.together(end - 1) else None
            if following is None or following.pos not in ("NOUN", "PROPN", "ADJ"):
                found.append(
                    _pronoun(
                        draft,
                        index,
                        end,
                        listed[index + 1].token,
                        plural=key in small.demonstratives_of_many,
                        feminine=listed[index + 1].key in small.feminine_last,
                    )
                )
            continue
        if (key in words.possessive and word.pos == "DET") or (
            key in small.sure_possessives and word.pos not in ("NOUN", "PROPN")
        ):
            found.append(
                _pronoun(draft, index, index + 1, word.token, plural=key in small.possessives_of_many, feminine=None)
            )
        elif (
            key in words.personal and (word.pos not in ("DET", "NOUN", "PROPN") or "-" in key)
        ) or key in small.subjects:
            if (key in small.datives_of_many and word.pos == "DET") or (
                key in small.impersonal and _impersonal(draft, index, words)
            ):
                continue
            plural = key in small.of_many
            feminine = None if key in small.without_gender else key in small.feminine
            found.append(_pronoun(draft, index, index + 1, word.token, plural=plural, feminine=feminine))
    return found


def _pronoun(draft: Draft, first: int, end: int, head: Token, *, plural: bool, feminine: bool | None) -> EntityMention:
    anchor = draft.anchor(first, end)
    dashes = len(anchor.text) - len(anchor.text.removeprefix("-t-").removeprefix("-"))
    anchor = Anchor(anchor.start + dashes, anchor.end, anchor.text[dashes:])
    start = draft.sentence.anchor.start + head.idx
    gender: Gender | None = None if feminine is None else "fem" if feminine else "masc"
    point = anchor if end - first == 1 else Anchor(start, start + len(head.text), head.text)
    return EntityMention(
        anchor, "Group" if plural else "Person", "pronoun", point, None, None, "plur" if plural else "sing", gender
    )


def _goes_there(draft: Draft, index: int, words: NounWords) -> bool:
    """« il y rencontrera », « il y a rencontré »: somebody, there; « il y a », « il y aura eu » are nobody."""
    after = draft.words[index + 1 : index + 4]
    if len(after) < 2 or after[0].key not in words.small.pronouns.there:
        return False
    if not any(phrase.startswith(f"{after[0].key} {after[1].key}") for phrase in words.impersonal):
        return after[1].token.pos_ in ("VERB", "AUX")
    follows = after[2] if len(after) > 2 else None
    return (
        follows is not None
        and follows.key not in words.small.pronouns.had
        and "Part" in follows.token.morph.get("VerbForm", [])
    )


def _impersonal(draft: Draft, index: int, words: NounWords) -> bool:
    token = draft.words[index].token
    small = words.small.pronouns
    if _goes_there(draft, index, words):
        return False
    keys = [word.key for word in draft.words[index + 1 : index + 9]]
    while keys and keys[0] in small.clitics:
        if keys[0] in small.of_the_verb:
            phrase = " ".join(keys)
            if any(phrase.startswith(start) for start in words.impersonal):
                return True
        keys.pop(0)
    phrase = " ".join(keys) + " "
    if any(phrase.startswith(start + " ") for start in words.impersonal):
        return True
    if draft.words[index].text.startswith("-"):  # « y a-t-il », « faut-il »
        back = " ".join(word.key for word in draft.words[max(0, index - 2) : index])
        return back.endswith(tuple(small.inverted))
    return token.dep_ in syntax.EXPLETIVES

"""Names of one article that name the same: in full, shortened, by the last name."""

from kg.extract.coreference.chains import Mentions, family

_BODIES = ("InternationalOrganization", "Organization", "ArmedGroup")


def join_names(mentions: Mentions) -> None:
    """Join the mentions of one name, and short names to the long one."""
    by_key: dict[str, int] = {}
    by_name: dict[str, int] = {}
    persons: list[tuple[list[str], int]] = []
    for i, mention in enumerate(mentions.all):
        if mention.level != "name":
            continue
        if mention.key:
            mentions.join(by_key.setdefault(mention.key, i), i)
        name = " ".join(mentions.name_words(mention.anchor.text))
        if not name:
            continue
        if mention.key is None or name not in by_name:
            same = by_name.get(name + "|" + family(mention.kind))
            if same is not None and (
                mentions.all[same].key is None or mention.key is None or mentions.all[same].key == mention.key
            ):
                mentions.join(same, i)
        by_name.setdefault(name + "|" + family(mention.kind), i)
        if mention.kind == "Person":
            words = name.split()
            if len(words) <= 2:
                longer = [
                    (other, j) for other, j in persons if len(other) > len(words) and other[-len(words) :] == words
                ]
                if longer and mention.key in (None, mentions.all[longer[-1][1]].key):
                    mentions.join(longer[-1][1], i)
            persons.append((words, i))
        elif mention.kind in _BODIES and mention.key is None:
            full = _named_in_full(mentions, i)
            if full is not None:
                mentions.join(full, i)
    # « Moon » for Moon Jae-in, « Xi » for Xi Jinping: the family name stands first
    for words, i in persons:
        if len(words) == 1 and mentions.find(i) == i:
            first = {mentions.find(j) for other, j in persons if len(other) > 1 and other[0] == words[0]}
            if len(first) == 1:
                mentions.join(i, first.pop())
    # a short name that came before the long one (headlines): « Faye », « Diomaye Faye » for Bassirou Diomaye Faye
    for words, i in persons:
        if len(words) <= 2 and mentions.find(i) == i:
            key = mentions.all[i].key
            longer_after = {
                mentions.find(j)
                for other, j in persons
                if len(other) > len(words) and other[-len(words) :] == words and key in (None, mentions.all[j].key)
            }
            if len(longer_after) == 1:
                mentions.join(i, longer_after.pop())


def _named_in_full(mentions: Mentions, i: int) -> int | None:
    """« le Conseil », « la Mission »: the body of that first word that was named in full before."""
    short = mentions.all[i].anchor.text
    if mentions.determiner(mentions.where[i], mentions.all[i]) != "definite" or not short.isalpha():
        return None
    for j in range(i - 1, -1, -1):
        other = mentions.all[j]
        first, _, rest = other.anchor.text.partition(" ")
        if first == short and rest and other.level == "name" and other.kind in _BODIES:
            return j
    return None

"""Who and what the text names, describes or points to: names, descriptions, pronouns.

    words → gazetteer → titles, functions → runs of capitals, judged over the article → descriptions → pronouns

A name is a run of capital words. What it names is voted on: the gazetteer, a title or a place noun before it, a first
name, a preposition, and, where the parser has one, the recogniser; every occurrence in the article has its vote, so
that « Erdogan » alone is the person whom another sentence names in full. Words are in kg/lang/<code>/nouns.toml.
"""

from collections.abc import Sequence

from kg.extract.descriptions import Describer
from kg.extract.draft import Draft, Run, cut_words
from kg.extract.naming import NamesOfArticle
from kg.extract.nouns import Noun, NounWords, Number
from kg.extract.parse import ParsedSentence
from kg.extract.pronouns import find_pronouns
from kg.extract.remote import find_remote_places
from kg.extract.runs import cut_runs, opens
from kg.extract.small_words import Gender
from kg.extract.votes import vote
from kg.gazetteer import Gazetteer, Name, fold
from kg.model import Anchor, EntityMention
from kg.vocabulary import is_a


def find_all_mentions(
    sentences: Sequence[ParsedSentence], gazetteer: Gazetteer, words: NounWords
) -> tuple[tuple[EntityMention, ...], ...]:
    """The mentions of each sentence of an article, by position, the longer first.

    Names are judged over the whole article: a surname alone is the person named in full elsewhere, an acronym is what
    it was introduced as. Names stand inside descriptions too (« chef du Pentagone » and « Pentagone »).
    """
    drafts = [_read(sentence, gazetteer, words) for sentence in sentences]
    article = NamesOfArticle(gazetteer)
    shouted = sum(draft.shouting for draft in drafts) * 2 > len(drafts)
    for draft in drafts:
        cut_runs(draft, gazetteer, words)
        if draft.shouting and not shouted:  # « CHUTE DE FRANCOIS BOZIZE », a heading: its capitals make no name
            draft.runs = [run for run in draft.runs if run.meanings or run.kind is not None]
        for run in draft.runs:
            vote(run, draft, words, gazetteer)
    article.decide(drafts, words)
    return tuple(_mentions(draft, gazetteer, words) for draft in drafts)


# ---------------------------------------------------------------- first look: gazetteer, titles, nouns


def _read(sentence: ParsedSentence, gazetteer: Gazetteer, words: NounWords) -> Draft:
    draft = Draft(sentence, cut_words(sentence, words.small.cutting), words.small.cutting)
    capitals = sum(1 for word in draft.words if word.text.isupper() and len(word.text) > 1)
    draft.shouting = capitals > 3 and capitals * 2 > len(draft.words)
    starts = {word.start: index for index, word in enumerate(draft.words)}
    ends = {word.end: index + 1 for index, word in enumerate(draft.words)}
    for start, end, names in gazetteer.find(sentence.anchor.text):
        first, stop = starts.get(start), ends.get(end)
        if first is None or stop is None:
            compound = _compound(draft, start, end)
            if compound is not None and names[0].sense == "demonym":
                draft.demonyms.setdefault(compound, names[0].entity.id)
            continue
        if names[0].sense == "demonym" or _is_native(draft, first, names[0], gazetteer, words):
            draft.demonyms[first] = names[0].entity.id
        names = tuple(name for name in names if name.entity.kind != "Post")
        names = _without_letters(names, sentence.anchor.text[start:end], draft, gazetteer)
        if (
            draft.words[first].key in draft.small.articles
            and stop > first + 1
            and draft.words[first + 1].key in words.nouns
        ):
            names = tuple(name for name in names if gazetteer.is_curated(name.entity.id))  # « La Mission » is no town
        if names:
            draft.hits[first] = (stop, names)
    _block_idioms(draft, words)
    index = 0
    while index < len(draft.words):
        found = _noun_at(draft, index, words) if draft.words[index].key in words.starts else None
        if found is None:
            index += 1
            continue
        draft.nouns[index] = found
        index = found[0]
    for entity in sentence.doc.ents:
        if entity.label_ in ("PER", "LOC", "ORG"):
            inside = [i for i, w in enumerate(draft.words) if w.start < entity.end_char and w.end > entity.start_char]
            while inside and (
                draft.words[inside[0]].key in draft.small.determiners or draft.words[inside[0]].key in draft.small.noble
            ):
                inside.pop(0)
            if inside:
                draft.recognised[inside[0]] = (inside[-1] + 1, entity.label_)
    return draft


def _is_native(draft: Draft, first: int, name: Name, gazetteer: Gazetteer, words: NounWords) -> bool:
    """« un Suisse », « le Suisse Rudi Waldner »: the word for a country that is also the word for its people."""
    return draft.key(first - 1) in words.small.names.of_a_man and draft.words[first].key in gazetteer.demonyms(
        name.entity.id
    )


def _without_letters(names: tuple[Name, ...], text: str, draft: Draft, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Letters in capitals are no town of the world list: « OTAN » is no village."""
    if draft.shouting or not text.isupper() or len(text) < 2:
        return names
    return tuple(name for name in names if gazetteer.is_curated(name.entity.id))


def _compound(draft: Draft, start: int, end: int) -> int | None:
    """The word that has start..end as a part after a hyphen (« pro-russe », « franco-allemand »)."""
    for index, word in enumerate(draft.words):
        if word.start <= start and end <= word.end:
            return index
    return None


def _block_idioms(draft: Draft, words: NounWords) -> None:
    keys = [word.key for word in draft.words]
    for first, key in enumerate(keys):
        if key not in words.idiom_starts:
            continue
        for size in range(min(words.idiom_starts[key], len(keys) - first), 0, -1):
            if " ".join(keys[first : first + size]) in words.idioms:
                draft.blocked.update(range(first, first + size))
                break


def _noun_at(draft: Draft, index: int, words: NounWords) -> tuple[int, Noun] | None:
    """The longest noun of the lexicon that begins at word `index`."""
    listed = draft.words
    key, best = "", None
    for size in range(1, min(words.starts[listed[index].key], len(listed) - index) + 1):
        last = index + size - 1
        if size > 1 and not draft.together(last - 1):
            break
        key = f"{key} {listed[last].key}" if key else listed[last].key
        noun = words.nouns.get(key)
        if noun is not None and (listed[index].capital or key not in words.capitals):
            best = (index + size, noun)
    if best is None or (best[0] == index + 1 and not _is_noun(draft, index, best[1], words)):
        return None
    if any(at in draft.blocked for at in range(index, best[0])) and best[0] - index == 1:
        return None
    return best


def _is_noun(draft: Draft, index: int, noun: Noun, words: NounWords) -> bool:
    """Whether a word that may be a noun is one here."""
    word = draft.words[index]
    if word.text.isupper() and len(word.text) > 1 and not draft.shouting:
        return len(word.text) <= 5 and word.key in words.small.names.capital_nouns
    if word.key in words.peoples and (word.capital or word.key not in words.ambiguous):
        return word.capital and not (
            index + 1 < len(draft.words) and draft.words[index + 1].capital and draft.together(index)
        )
    if word.capital and index and noun.role == "" and noun.kind in ("Person", "Group") and not opens(draft, index):
        return False
    before = draft.key(index - 1)
    opening = before in draft.small.determiners and (index == 1 or opens(draft, index - 1))  # « L'État malien a … »
    if word.capital and index and noun.kind != "Person" and draft.words[index - 1].capital and not opening:
        return False
    if word.key in words.ambiguous:
        if _joins_alike(draft, index, noun, words):
            return True
        if index and draft.together(index - 1):
            if (
                before in draft.small.determiners
                or before in draft.small.numerals
                or before.isdigit()
                or before in words.small.names.of
            ):
                return not _opens_noun(draft, index, words)
            if _follows_adjective(draft, index, words):
                return True
            if before in words.small.descriptions.before and draft.key(index - 2) in draft.small.determiners:
                return not _opens_noun(draft, index, words)  # « les anciens rebelles »
            if draft.words[index - 1].pos in ("NOUN", "PROPN", "ADJ") and not draft.words[index - 1].capital:
                return word.pos == "NOUN" and draft.words[index - 1].pos == "ADJ" and before not in words.nouns
        return word.pos in ("NOUN", "PROPN")
    if word.pos in ("VERB", "AUX", "ADV", "ADP", "SCONJ", "CCONJ", "PRON", "DET"):
        return before in draft.small.determiners or before in draft.small.numerals
    if word.pos == "ADJ":
        counted = before in draft.small.numerals or (index > 0 and draft.words[index - 1].pos == "NUM")
        return noun.role in ("post", "rank") or before in draft.small.determiners or counted or not before
    return True


def _opens_noun(draft: Draft, index: int, words: NounWords) -> bool:
    """« les jeunes manifestants »: an adjective here, before its noun."""
    following = draft.words[index + 1] if index + 1 < len(draft.words) else None
    return (
        following is not None
        and draft.together(index)
        and following.pos == "NOUN"
        and draft.words[index].pos == "ADJ"
        and following.key in words.nouns
    )


def _follows_adjective(draft: Draft, index: int, words: NounWords) -> bool:
    """« plusieurs jeunes manifestants »: between an article or number and a noun stands a noun that is an adjective here."""
    word, left = draft.words[index], draft.words[index - 1]
    small = draft.small
    opened = draft.key(index - 2) in small.determiners or draft.key(index - 2) in small.numerals
    return word.pos == "NOUN" and left.pos == "ADJ" and left.key in words.ambiguous and opened


def _joins_alike(draft: Draft, index: int, noun: Noun, words: NounWords) -> bool:
    """« entre soldats et rebelles »: a plural that « et » joins to one of its like, with no noun behind it."""
    if noun.number != "plur" or index < 2 or draft.key(index - 1) not in words.small.names.joining:
        return False
    if not draft.together(index - 1) or not draft.together(index - 2):
        return False
    alike = words.nouns.get(draft.key(index - 2))
    return alike is not None and alike.number == "plur" and is_a(alike.kind, "Actor") and is_a(noun.kind, "Actor")


# ---------------------------------------------------------------- mentions


def _mentions(draft: Draft, gazetteer: Gazetteer, words: NounWords) -> tuple[EntityMention, ...]:
    found: list[EntityMention] = []
    for run in draft.runs:
        if run.kind != "Weapon":
            found.append(_name_mention(run, draft, words))
    describe = Describer(draft, words)
    found.extend(describe.all())
    found.extend(find_remote_places(draft, words))
    found.extend(find_pronouns(draft, words))
    seen: set[tuple[int, int, str]] = set()
    kept: list[EntityMention] = []
    for mention in sorted(found, key=lambda m: (m.anchor.start, -m.anchor.end, m.level != "name")):
        span = (mention.anchor.start, mention.anchor.end, "pronoun" if mention.level == "pronoun" else "")
        if span not in seen and not _is_called_after(mention, kept):
            seen.add(span)
            kept.append(mention)
    return tuple(kept)


def _is_called_after(mention: EntityMention, wider: Sequence[EntityMention]) -> bool:
    """« Valmont » in « hôpital Valmont »: no place of its own, whatever the votes say."""
    if mention.level != "name" or mention.kind != "Facility" or mention.key is not None:
        return False
    if mention.anchor.text[-1].isdigit():
        return False  # « autoroute M5 »: a road is called M5 as well
    return any(
        other.level == "name" and other.kind == "Facility" and other.anchor.end == mention.anchor.end
        for other in wider[-3:]
        if other.anchor.start < mention.anchor.start
    )


def _name_mention(run: Run, draft: Draft, words: NounWords) -> EntityMention:
    anchor = draft.anchor(run.first, run.end)
    first, small = run.first, words.small.names
    tokens = [word.token for word in draft.words[run.first : run.end]]
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), tokens[0])
    if run.before is not None:
        governor = draft.words[run.before].token
        plain = draft.words[run.before].key in words.honorifics or run.kind != "Person"
        if plain and any(token.head.i == governor.i for token in tokens):
            head = governor
    start = draft.sentence.anchor.start + head.idx
    number: Number | None = "plur" if run.kind in ("Group",) else None
    gender = run.gender
    if run.kind == "Person":
        number = "sing"
        gender = gender or _gender_of_title(first, draft, words) or _gender_of_name(first, draft, words)
    elif draft.key(first - 1) in small.plural_article:
        number = "plur"
    elif draft.key(first - 1) in small.masculine_article | small.feminine_article:
        number, gender = "sing", "fem" if draft.key(first - 1) in small.feminine_article else "masc"
    return EntityMention(
        anchor,
        run.kind or "Organization",
        run.level,
        Anchor(start, start + len(head.text), head.text),
        run.key,
        run.of,
        number,
        gender,
    )


def _gender_of_name(first: int, draft: Draft, words: NounWords) -> Gender | None:
    """Whether a first name is one of women or of men."""
    name = fold(draft.words[first].text)
    if name not in words.given:
        name = name.split("-")[0]
    if name not in words.given or name in words.of_both:
        return None
    return "fem" if name in words.of_women else "masc"


def _gender_of_title(first: int, draft: Draft, words: NounWords) -> Gender | None:
    before = draft.key(first - 1)
    if before in words.small.names.feminine_titles:
        return "fem"
    if before in words.small.names.masculine_titles:
        return "masc"
    if first > 1 and before in words.nouns and words.nouns[before].kind == "Person":
        return draft.small.genders.get(draft.key(first - 2))
    return None

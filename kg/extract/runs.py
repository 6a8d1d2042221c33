"""Where names begin and end: runs of capital words, names of institutions, names before their letters in brackets."""

import re
from collections.abc import Sequence

from kg.extract.draft import ACRONYM, CODE, ROMAN, Draft, Run, kind_of
from kg.extract.nouns import NounWords
from kg.extract.towns import is_told_as_town
from kg.gazetteer import Gazetteer, Name, fold
from kg.vocabulary import is_a

_ROAD = re.compile(r"^(?:[AMNDE]|RN|RD)[-‐]?\d{1,4}$")
_MOST_WORDS_OF_ROADS = 24  # of a list of them
_WORDS_OF_TOWN_AND_NAME = 3  # « le maire de Sourou Karim Kola »

# ---------------------------------------------------------------- cutting runs of capitals


def cut_runs(draft: Draft, gazetteer: Gazetteer, words: NounWords) -> None:
    listed = draft.words
    taken = _inside_nouns(draft, words)
    runs = _bracketed(draft, words, taken)
    for street in _streets(draft, words, taken):
        runs.append(street)
        taken.update(range(street.first, street.end))
    # several words of the gazetteer, or one with a lower-case word: « Nations unies »
    for first, (end, names) in sorted(draft.hits.items()):
        if names[0].sense == "demonym":
            continue
        if _is_of_another(draft, end, names, words):
            continue  # « Conseil de sécurité nationale » is no « Conseil de sécurité »
        if end - first > 1 and not taken.intersection(range(first, end)) and not _goes_on(draft, first, end):
            start = _proper_start(draft, first, end, names, words)
            runs.append(Run(start, end, meanings=names, initial=start == 0))
            runs.extend(_nested(draft, first, end, names, gazetteer))
            taken.update(range(start, end))
        elif _is_group(draft, first, end, names, gazetteer, words):
            before = first - 1 if draft.key(first - 1) in words.belonging else None
            runs.append(Run(first, end, meanings=names, before=before))
            taken.add(first)
    index = 0
    while index < len(listed):
        word = listed[index]
        if (
            index in taken
            or not word.capital
            or word.key in words.honorifics
            or (word.key.rstrip(".") in words.honorifics and word.text.endswith("."))
        ):
            index += 1
            continue
        if _is_plain(draft, index, words) and not _is_surname(draft, index, gazetteer):
            index += 1
            continue
        institution = _institution(draft, index, words)
        if institution is not None:
            end, kind = institution
            run = Run(index, end, kind=kind, initial=index == 0)
            hit = draft.hits.get(index)
            if hit is not None and hit[0] == end:
                run.kind, run.meanings = None, hit[1]
            runs = [other for other in runs if not (index <= other.first < end) or _inner(other, draft)]
            runs.append(run)
            taken.update(range(index, end))
            inner = index + 1
            while inner < end:
                hit = draft.hits.get(inner)
                if hit is not None and hit[0] <= end and hit[1][0].sense != "demonym" and listed[inner].capital:
                    runs.append(Run(inner, hit[0], meanings=hit[1], nested=True))
                    inner = hit[0]
                else:
                    inner += 1
            index = end
            continue
        end = _run_end(draft, index, words, taken)
        runs.extend(_split(draft, index, end, words))
        taken.update(range(index, end))
        index = end
    unique: dict[tuple[int, int], Run] = {}
    for run in runs:
        if not run.meanings and _is_of_a_case(draft, run, words):
            continue
        unique.setdefault((run.first, run.end), run)
    draft.runs = sorted(unique.values(), key=lambda run: (run.first, -run.end))


def _is_of_another(draft: Draft, end: int, names: Sequence[Name], words: NounWords) -> bool:
    """Whether an adjective of bodies right after the name of an international one makes it another's."""
    if kind_of(names[0]) != "InternationalOrganization" or not draft.together(end - 1):
        return False
    return draft.key(end) in words.institution_adjectives or (end in draft.demonyms and not draft.words[end].capital)


def _is_of_a_case(draft: Draft, run: Run, words: NounWords) -> bool:
    """« Roe », « Wade » in « Roe v. Wade »."""
    return draft.key(run.first - 1) in words.between or draft.key(run.end) in words.between


def _is_group(
    draft: Draft, first: int, end: int, names: Sequence[Name], gazetteer: Gazetteer, words: NounWords
) -> bool:
    """« les anti-balaka », « des éléments anti-balaka »: a body that is written without a capital, and is no noun of the lexicon."""
    if end - first != 1 or draft.words[first].capital or first in draft.nouns or first in draft.blocked:
        return False
    curated = gazetteer.is_curated(names[0].entity.id) and names[0].sense == "name"
    return (
        curated
        and is_a(kind_of(names[0]), "Actor")
        and draft.key(first - 1) in draft.small.determiners | draft.small.noble | words.belonging
    )


def _is_surname(draft: Draft, index: int, gazetteer: Gazetteer) -> bool:
    """« Macron », « Le Drian »: the surname of a person the gazetteer knows, at the start of a sentence too."""
    return fold(draft.words[index].text) in gazetteer.surnames or (
        part_of_run(draft, index) and fold(draft.text(index, index + 2)) in gazetteer.surnames
    )


def _proper_start(draft: Draft, first: int, end: int, names: Sequence[Name], words: NounWords) -> int:
    """Where the name proper begins: « province de Ninive » is called Ninive."""
    if draft.words[first].capital or draft.words[first].key not in words.administrative:
        return first
    if not is_a(kind_of(names[0]), "Place"):
        return first
    return next((at for at in range(first, end) if draft.words[at].capital), first)


def _nested(draft: Draft, first: int, end: int, names: Sequence[Name], gazetteer: Gazetteer) -> list[Run]:
    """Names inside the name of a body: « Nations unies » in « Conseil de sécurité des Nations unies »."""
    if end - first < 3 or is_a(kind_of(names[0]), "Place") or kind_of(names[0]) == "Person":
        return []
    listed = draft.words
    base = listed[first + 1].start
    starts = {listed[at].start - base: at for at in range(first + 1, end)}
    ends = {listed[at].end - base: at + 1 for at in range(first + 1, end)}
    found = []
    for start, stop, inner in gazetteer.find(draft.sentence.anchor.text[base : listed[end - 1].end]):
        at, until = starts.get(start), ends.get(stop)
        if at is None or until is None or inner[0].sense == "demonym" or not inner[0].primary:
            continue
        if listed[at].capital and not listed[at - 1].capital:
            found.append(Run(at, until, meanings=inner, nested=True))
    return found


def _streets(draft: Draft, words: NounWords, taken: set[int]) -> list[Run]:
    """« rue de Rivoli », « place Tahrir »: a way through a town and what it is called after."""
    found = []
    listed = draft.words
    for index, word in enumerate(listed):
        if word.key not in words.streets or word.pos in ("VERB", "AUX") or index in taken or index in draft.hits:
            continue
        start = index + 1
        if draft.key(start) in draft.small.noble and draft.together(start - 1):
            start += (
                2
                if draft.key(start) in words.small.runs.plain_of and draft.key(start + 1) in draft.small.articles
                else 1
            )
        end = start
        while end < len(listed) and draft.together(end - 1) and listed[end].capital and end not in taken:
            end += 1
        if end == start or listed[start].key in words.never:
            continue
        if start > index + 1 and word.key in words.small.runs.squares and _has_a_place(draft, start, words):
            continue
        if draft.hits.get(start, (0,))[0] == end and start == index + 2 and word.key in words.small.runs.squares:
            continue  # « à la place de Dunkerque »
        found.append(Run(index, end, kind="Facility"))
    return found


def _has_a_place(draft: Draft, at: int, words: NounWords) -> bool:
    """« la place de la France », « la place d'Ahmed »: where somebody stands, and no square."""
    hit = draft.hits.get(at)
    if hit is not None and hit[1][0].sense != "demonym" and kind_of(hit[1][0]) not in ("City", "Region", "Facility"):
        return True
    return fold(draft.words[at].text) in words.given or (at in draft.nouns and draft.nouns[at][1].kind == "Person")


def _inner(run: Run, draft: Draft) -> bool:
    return bool(run.meanings)


def _inside_nouns(draft: Draft, words: NounWords) -> set[int]:
    """Words with a capital that belong to a noun of the lexicon: « secrétaire d'Etat », « ministère de la Défense »."""
    inside: set[int] = set()
    names = [(first, end) for first, (end, found) in draft.hits.items() if found[0].sense != "demonym"]
    for first, (end, noun) in draft.nouns.items():
        if any(start <= first and end <= stop for start, stop in names):
            continue  # « Organisation pour l'interdiction des armes chimiques »
        if end - first > 1 and not (draft.words[first].capital and draft.words[first].key in words.head_starts):
            inside.update(range(first, end))
        if noun.kind not in ("Person", "Government"):
            continue
        at = end
        while at < len(draft.words) and (
            at in draft.demonyms or (draft.words[at].pos == "ADJ" and not draft.words[at].capital)
        ):
            at += 1
        inside.update(portfolio(draft, at, words))
    return inside


def portfolio(draft: Draft, at: int, words: NounWords, *, joined: bool = True) -> set[int]:
    """The words of « de la Défense », « des Affaires étrangères et de la Justice » from word `at`; one alone unless `joined`."""
    found: set[int] = set()
    small = words.small.runs
    while draft.key(at) in small.to_portfolios:
        start = at + 1
        if draft.key(at) in small.charged and draft.key(start) in small.of:
            start += 1
        if draft.key(start) in small.article_of_one:
            start += 1
        for size in (4, 3, 2, 1):  # « des Tunisiens à l'étranger »
            if draft.phrase(start, size) in words.portfolios:
                found.update(range(start, start + size))
                at = start + size
                break
        else:
            return found
        if not joined:
            return found
        if draft.key(at) in small.joining:
            at += 1
    return found


def _bracketed(draft: Draft, words: NounWords, taken: set[int]) -> list[Run]:
    """Names whose first letters stand in brackets after them: « Rassemblement pour la victoire (RPV) »."""
    found: list[Run] = []
    listed = draft.words
    if "(" not in draft.gaps:
        return found
    for index in range(2, len(listed)):
        letters = listed[index].text
        if draft.between(index - 1) != "(" or not ACRONYM.match(letters) or not 2 <= len(letters) <= 12:
            continue
        first = expansion(draft, index, fold(letters).replace(" ", ""))
        if first is None or taken.intersection(range(first, index)):
            continue
        hit = draft.hits.get(first)
        run = Run(first, index)
        if hit is not None and hit[0] == index:
            run.meanings = hit[1]
        else:
            run.votes[words.heads.get(listed[first].key, "Organization")] += 4
            run.votes["Person"] -= 4
            run.kind = None
        found.append(run)
        taken.update(range(first, index))
        found.extend(
            Run(inner, stop, meanings=names, nested=True)
            for inner, (stop, names) in draft.hits.items()
            if first < inner and stop <= index and names[0].sense != "demonym" and listed[inner].capital
        )
    return found


def expansion(draft: Draft, end: int, letters: str, *, capital: bool = True) -> int | None:
    """The first word of the words before `end` whose initials spell `letters`; small words may count or not."""

    def back(at: int, left: int) -> int | None:
        if at < 0 or end - at > 16 or (at < end - 1 and draft.between(at) not in ("", "-", "–")):
            return None
        word = draft.words[at]
        initials = "".join(fold(part)[0] for part in re.split(r"[-‐']", word.text) if fold(part))
        for size in (len(initials), 1) if len(initials) > 1 else (1,):
            if initials and letters[:left].endswith(initials[:size]) and size <= left:
                if left == size and (word.capital or not capital):
                    return at
                found = back(at - 1, left - size) if left > size else None
                if found is not None:
                    return found
        return back(at - 1, left) if word.key in draft.small.uncounted else None

    return back(end - 1, len(letters))


def _goes_on(draft: Draft, first: int, end: int) -> bool:
    """Whether a gazetteer name is only a part of a longer run of capitals (« Saint-Denis Brown »)."""
    listed = draft.words
    if any(not word.capital for word in listed[first:end]):
        return False
    after = end < len(listed) and draft.together(end - 1) and listed[end].capital and end not in draft.demonyms
    before = first > 0 and draft.together(first - 1) and listed[first - 1].capital and first - 1 > 0
    return after or (before and first - 1 not in draft.nouns and first - 1 not in draft.demonyms)


def _is_plain(draft: Draft, index: int, words: NounWords) -> bool:
    """A capital word that is no name: a sentence's first word, a title, a month, a demonym, a pronoun."""
    word = draft.words[index]
    if word.key in words.never_alone and not part_of_run(draft, index):
        return True
    if word.key in draft.small.cardinals and index not in draft.hits and not part_of_run(draft, index):
        return True
    if (
        word.key in words.never
        or (word.key in draft.small.determiners and len(word.key) > 1)
        or word.key in draft.small.noble
    ):
        return not (word.key in words.small.runs.title_articles and _title_article(draft, index))
    if (
        len(word.text) == 1
        and not word.text.isdigit()
        and not (index + 1 < len(draft.words) and draft.words[index + 1].capital)
    ):
        return True
    if index in draft.demonyms and (index not in draft.hits or all(n.sense == "demonym" for n in draft.hits[index][1])):
        return True
    found = draft.nouns.get(index)
    if found is not None and found[1].kind == "Person" and index not in draft.hits:
        return True
    if word.key in words.possessive or word.key in words.personal:
        return True
    if index not in draft.hits:
        if is_road(draft, index, words):
            return False
        if CODE.match(word.text) or (ROMAN.match(word.text) and not part_of_run(draft, index)):
            return True
        if found is not None and word.text.isupper():
            return True
        alone = found is not None and (is_a(found[1].kind, "Place") or not part_of_run(draft, index))
        if found is not None and alone and word.key not in words.head_starts and found[1].role == "":
            return True
    following = index + 1 < len(draft.words) and draft.together(index) and draft.words[index + 1].capital
    if index == 0 or opens(draft, index):
        if index in draft.hits:
            return False
        if word.pos in ("DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "AUX", "INTJ", "PART", "NUM"):
            return not (ACRONYM.match(word.text) or fold(word.text) in words.given)
        if word.pos in ("VERB", "ADJ", "NOUN"):
            if fold(word.text) in words.given and following:
                return False
            if ACRONYM.match(word.text) and len(word.text) > 1:
                return False
            if index in draft.recognised:
                return False
            return word.key not in words.head_starts and (
                found is not None or not is_told_as_town(draft, index + 1, words)
            )
    return (
        word.pos in ("PRON", "SCONJ", "CCONJ")
        and index not in draft.hits
        and not following
        and not ACRONYM.match(word.text)
    )


def is_road(draft: Draft, index: int, words: NounWords) -> bool:
    """« les autoroutes A6, A7 et A43 », « l'autoroute M5 »."""
    return bool(_ROAD.match(draft.words[index].text)) and any(
        word.key in words.roads for word in draft.words[max(0, index - _MOST_WORDS_OF_ROADS) : index]
    )


def part_of_run(draft: Draft, index: int) -> bool:
    return index + 1 < len(draft.words) and draft.together(index) and draft.words[index + 1].capital


def opens(draft: Draft, index: int) -> bool:
    """Whether the word comes after a quote mark, colon or stop, where any word may have a capital."""
    between = draft.between(index - 1)
    return bool(between) and between[-1] in '«"“:.!?–—-•('


def _title_article(draft: Draft, index: int) -> bool:
    """« Le Monde », « Le Drian »: an article with a capital inside a sentence, before another."""
    return (
        0 < index < len(draft.words) - 1
        and not opens(draft, index)
        and draft.together(index)
        and draft.words[index + 1].capital
    )


def _run_end(draft: Draft, first: int, words: NounWords, taken: set[int]) -> int:
    """Where a run of capitals that begins at `first` ends; small particles may stand inside."""
    listed = draft.words
    end = first + 1
    person = fold(listed[first].text.split("-")[0]) in words.given
    while end < len(listed):
        if end in taken or not draft.together(end - 1):
            if (
                end not in taken
                and draft.between(end - 1) in ("-", "–")
                and listed[end].capital
                and not _spaced(draft, end - 1)
            ):
                end += 1
                continue
            break
        word = listed[end]
        if word.capital:
            if not person and word.key.rstrip(".") in words.small.votes.civilities:
                break  # « à Rabat Mme Baerbock »; « John M. Keynes » has it inside
            if word.key in words.never or (
                listed[end - 1].key.endswith("'") and listed[end - 1].key not in draft.small.noble
            ):
                break
            if end in draft.demonyms and end not in draft.hits:
                break
            end += 1
            continue
        if end + 1 < len(listed) and draft.together(end) and listed[end + 1].capital:
            if (
                word.key in draft.small.particles
                or word.key in draft.small.english
                or (word.key in words.small.runs.before_cardinals and listed[end + 1].key in draft.small.cardinals)
            ):
                end += 2
                continue
            if (
                word.key not in words.small.runs.of_the
                and word.key in draft.small.noble
                and _of_a_family(draft, first, end, words)
            ):
                end += 2
                continue
        if (
            word.key in words.small.runs.plain_of
            and end + 2 < len(listed)
            and listed[end + 1].key in words.small.runs.article_after_of
            and listed[end + 2].capital
            and ((person and end + 2 not in draft.hits) or listed[end + 2].key in draft.small.cardinals)
        ):
            end += 3
            continue
        break
    return end


def _of_a_family(draft: Draft, first: int, end: int, words: NounWords) -> bool:
    """Whether only first names stand before « de », or the recogniser takes the whole for a person."""
    hit = draft.hits.get(end + 1)
    if hit is not None and kind_of(hit[1][0]) == "Country":
        return False
    if all(fold(draft.words[at].text.split("-")[0]) in words.given for at in range(first, end)):
        return True
    label = draft.recognised.get(first)
    return label is not None and label[1] == "PER" and label[0] > end + 1 and end - first == 1


def _spaced(draft: Draft, index: int) -> bool:
    return " " in draft.sentence.anchor.text[draft.words[index].end : draft.words[index + 1].start]


def _split(draft: Draft, first: int, end: int, words: NounWords) -> list[Run]:
    """A run of capitals as one name, with the gazetteer's meaning where it covers the whole."""
    listed = draft.words
    initial = first == 0 or opens(draft, first)
    # a title with a capital begins the run: « Président Hollande », « Maître Gims »
    while first < end - 1 and (
        listed[first].key in words.honorifics or (first in draft.nouns and draft.nouns[first][1].kind == "Person")
    ):
        first += 1
    hit = draft.hits.get(first)
    if hit is not None and hit[0] == end and not all(name.sense == "demonym" for name in hit[1]):
        return [Run(first, end, meanings=hit[1], initial=initial)]
    if hit is not None and hit[0] < end and hit[1][0].primary and hit[1][0].entity.kind not in ("City", "Region"):
        rest = listed[hit[0]]
        if ACRONYM.match(rest.text) or hit[0] in draft.hits or listed[first].text.isupper():
            return [Run(first, hit[0], meanings=hit[1], initial=initial), *_split(draft, hit[0], end, words)]
    # « la région Nouvelle-Aquitaine Alain Rousset », « le Suisse Rudi Waldner »: another name begins with a first name
    if first + 2 < end and is_native(draft, first):
        return _split(draft, first + 1, end, words)
    before = hit[0] if hit is not None else first + 1
    if first < before < end - 1:
        post = _post_of(draft, first, words)
        named = fold(listed[before].text.split("-")[0]) in words.given
        if hit is not None:
            parted = named or (bool(post) and is_a(kind_of(hit[1][0]), "Place"))
        else:
            of_a_town = post in words.small.runs.posts_of_towns and end - first == _WORDS_OF_TOWN_AND_NAME
            parted = of_a_town or (named and bool(post or _noun_of_place_before(draft, first, words)))
        if parted:
            left = Run(first, before, meanings=hit[1] if hit is not None else (), initial=initial)
            return [left, *_split(draft, before, end, words)]
    # an ordinary first word of the sentence before a known name: « Hier Damas »
    if initial and first < end - 1 and first not in draft.hits:
        inner = draft.hits.get(first + 1)
        word = listed[first]
        if (
            inner is not None
            and inner[0] == end
            and word.pos not in ("PROPN",)
            and fold(word.text) not in words.given
            and not ACRONYM.match(word.text)
            and draft.recognised.get(first) != (end, "PER")
        ):
            return [Run(first + 1, end, meanings=inner[1])]
    return [Run(first, end, initial=initial and end - first == 1)]


def is_native(draft: Draft, index: int) -> bool:
    """« le Suisse Rudi Waldner », « l'autre Français »: a word for people of a country, not the country."""
    return index in draft.demonyms


def _post_of(draft: Draft, index: int, words: NounWords) -> str:
    """The post before « de » and word `index`, behind which its place comes first: « le maire d'Istanbul Kadir Topbas »."""
    at = index - 1
    if draft.key(at) in draft.small.articles and draft.key(at - 1) in words.small.runs.plain_of:
        at -= 1
    if at < 1 or draft.key(at) not in draft.small.noble:
        return ""
    while at > 1 and (draft.words[at - 1].pos == "ADJ" or at - 1 in draft.demonyms) and draft.together(at - 1):
        at -= 1
    for start, (stop, noun) in draft.nouns.items():
        if stop == at and noun.role == "post" and noun.number == "sing":
            return draft.words[start].key
    return ""


def _noun_of_place_before(draft: Draft, index: int, words: NounWords) -> bool:
    """« la région X », « la ville de X »."""
    at = index - 2 if draft.key(index - 1) in draft.small.noble else index - 1
    return is_a(words.names_after.get(draft.key(at), "Person"), "Place")


def _institution(draft: Draft, index: int, words: NounWords) -> tuple[int, str] | None:
    """« Front populaire de libération de la Palestine », « Cour suprême »: the end of the name and its kind."""
    listed = draft.words
    word = listed[index]
    if word.key not in words.head_starts or (word.text.isupper() and not draft.shouting):
        return None
    followed = index + 1 < len(listed) and listed[index + 1].capital and draft.together(index)
    if followed and index > 0 and fold(listed[index - 1].text) in words.given:
        return None
    if followed and fold(word.text) in words.given and listed[index + 1].key not in words.institution_adjectives:
        return None
    kind = words.heads.get(word.key, "Organization")
    if is_a(kind, "Place"):
        return _site(draft, index, kind, words)
    end = index + 1
    for size in (4, 3, 2):
        longer = draft.phrase(index, size)
        if longer in words.heads:
            kind, end = words.heads[longer], index + size
            break
    grown = end > index + 1
    sure = grown
    while end < len(listed):
        if not draft.together(end - 1):
            joined = draft.between(end - 1) in ("-", "–") and listed[end].capital and grown
            if not joined:
                break
        item = listed[end]
        if item.capital and item.key not in words.never and item.key not in words.honorifics:
            if (
                end > index + 1
                and listed[end - 1].capital
                and fold(item.text) in words.given
                and part_of_run(draft, end)
                and _post_of(draft, index, words)
            ):
                break  # « le président du Parlement de Catalogne Roger Torrent »
            end, grown, sure = end + 1, True, True
            continue
        if item.key in words.institution_adjectives or _qualifies(draft, end, words):
            end, grown = end + 1, True
            continue
        if item.key in words.small.runs.complements:
            size = _complement(draft, end, words, kind)
            if size:
                end, grown, sure = end + size, True, True
                continue
        break
    initial = index == 0 or opens(draft, index)
    if initial and not sure and word.key not in words.small.runs.bodies_alone:
        adjective_only = end - index <= 2 and " ".join(item.key for item in listed[index:end]) not in words.heads
        if adjective_only and end not in draft.hits:
            hit = draft.hits.get(index)
            return (hit[0], kind_of(hit[1][0])) if hit is not None and hit[0] == end else None
    if not grown and word.key in words.small.runs.common_heads:
        return None
    return end, kind


def _qualifies(draft: Draft, index: int, words: NounWords) -> bool:
    """Whether a lower-case word after a body's head is an adjective: by the parser, or by its ending where that errs."""
    word = draft.words[index]
    if word.key in words.dropped_adjectives or index in draft.nouns:
        return False
    if draft.small.adjective_ending.search(word.key):
        return word.pos in ("ADJ", "NOUN", "PROPN")
    return word.pos == "ADJ" and not draft.small.participle_ending.search(word.key)


def _site(draft: Draft, index: int, kind: str, words: NounWords) -> tuple[int, str] | None:
    """« Arc de Triomphe », « Île d'Yeu », « Fort Bragg »: a place by a noun with a capital, inside a sentence."""
    listed = draft.words
    if index == 0 or (opens(draft, index) and draft.between(index - 1) != "("):
        return None
    end = index + 1
    if draft.key(end) in words.institution_adjectives and draft.together(end - 1):
        end += 1
    if draft.key(end) in draft.small.noble and draft.together(end - 1):
        end += 2 if draft.key(end) in words.small.runs.plain_of and draft.key(end + 1) in draft.small.articles else 1
    start = end
    while end < len(listed) and draft.together(end - 1) and listed[end].capital and listed[end].key not in words.never:
        end += 1
    return (end, kind) if end > start else None


def _complement(draft: Draft, at: int, words: NounWords, kind: str) -> int:
    """How many words of « pour la défense de », « des droits de l'homme », « de Gao » go on with a body's name."""
    listed, small = draft.words, words.small.runs
    size = 1
    preposition = listed[at].key
    if at + size < len(listed) and listed[at + size].key in draft.small.articles and draft.together(at):
        size += 1
    if at + size >= len(listed) or not draft.together(at + size - 1):
        return 0
    noun = listed[at + size]
    key = noun.key
    for extra in (3, 2):
        if draft.phrase(at + size, extra) in words.after:
            return size + extra
    if preposition in small.joining and key in small.of:
        more = at + size + 1 + (draft.key(at + size + 1) in small.article_after_of)
        return more + 1 - at if draft.key(more) in words.after and draft.together(more - 1) else 0
    if preposition in small.joining | small.against:
        return size + 1 if key in words.after and preposition in small.joining and kind != "Group" else 0
    if preposition in small.at:
        wanted = listed[at - 1].key
        place = (
            noun.capital
            and preposition in small.at_a_place
            and any(listed[i].key in small.of_places for i in range(max(0, at - 8), at))
        )
        return size + 1 if place or (preposition in small.at_the and key in words.after and wanted) else 0
    if key in words.after:
        return size + 1
    if noun.capital and key not in words.never and not (at + size in draft.nouns and draft.nouns[at + size][1].role):
        hit = draft.hits.get(at + size)
        if hit is not None:
            person = hit[1][0].entity.kind == "Person"
            return 0 if person else hit[0] - at
        stop = at + size + 1
        while stop < len(listed) and draft.together(stop - 1) and listed[stop].capital:
            stop += 1
        if fold(noun.text) in words.given and stop - (at + size) > 1:
            return 0
        return stop - at
    return 0

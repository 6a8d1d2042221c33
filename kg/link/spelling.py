"""Names as they are spelled: folding, slugs, and keys that different transliterations share."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

# Two names are spellings of one where their skeletons agree this much (0-100). Measured on tests/identity/names.toml:
# at 90 no pair of different names agrees, at 87 the first one does.
_SAME_SPELLING = 90.0
_SHORT = 5  # letters; shorter skeletons must be equal: Irak and Iran differ by one letter

_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "ə": "a",
        "’": "'", "‘": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "—": "-",
    }
)  # fmt: skip

_PARTICLES = frozenset(
    [
        "al", "el", "ul", "oul", "ar", "as", "ash", "ach", "at", "ad", "az", "an", "l", "d", "de", "du",
        "des", "la", "le", "les",
    ]
)  # fmt: skip
_ARTICLE_BEFORE_HYPHEN = re.compile(r"\b(?:al|el|ul|oul|ar|as|ash|ach|at|ad|az|an|es|er|et|ed|ez|en)-(?=[^\W\d_]{3})")
_ABD = re.compile(
    r"\babd(?:(?:el|al|ul|oul|our|ar|er|as|es|ur|us|ou|o)?[ -]|(?:el|al|ul|oul|our|ur|er|ar)(?=[^\W\d_]{4}))"
    r"(?:al |el |ar |er |as )?"
)

# Given names (and the like) that newspapers spell in many ways: the first word stands for the others.
_VARIANTS = {
    variant: line.split()[0]
    for line in """
    mohamed mohammed mohammad muhammad mohamad muhamed muhammed mouhamed mouhamad mahomed mohamud muhamad mehmed
    ahmed ahmad achmed achmad ahmet
    hussein hussain husain husein hossein hossain hussayn houssein huseyin husayn houcine hocine
    khaled khalid kaled khalled
    omar umar oumar
    ali aly
    hassan hasan hassane
    abdallah abdullah abdoullah abdulla abdalla
    moustafa mustafa mostafa mustapha moustapha mostefa mustapha
    youssef yusuf yousef yousuf yussef yusef yousif yusif joseph-youssef
    mahmoud mahmud mahmood
    ibrahim ibrahima ibraheem
    osama oussama usama ossama
    abou abu abo aboo
    ben bin ibn
    sergei serguei sergey sergej serghei
    dmitri dmitry dimitri dmitriy dmitrii
    alexei alexey aleksei alekseï aleksey
    alexandre alexander aleksandr alexandr aleksander
    evgueni evgeny yevgeny ievgueni yevgeni evgeni yevgueni
    mikhail mikhael mikhaïl mikail
    nikolai nicolai nikolay nikolaï
    andrei andrey andreï
    vladimir wladimir
    iouri yuri youri yury iuri
    karim kareem
    rashid rachid rasheed raschid
    bashar bachar
    sharif cherif chérif shareef sherif
    sheikh cheikh shaykh cheik shaikh sheik
    saleh salih salah
    haidar haider haydar
    nouri nuri noori
    mokhtar moktar mukhtar moukhtar
    iyad iyyad
    ismail ismael ismaïl ismaeel
    suleiman souleymane sulaiman soleiman suleyman souleiman soulaiman
    yasser yasir yaser
    tarek tariq tarik
    faisal faycal fayçal faysal feisal
    jamal djamal gamal djamel jamel
    """.strip().splitlines()
    for variant in line.split()
}

_GIVEN = frozenset(_VARIANTS)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents or apostrophes, hyphens kept, one space between words."""
    text = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"\b([ldnsmtcj]|qu)'", r"\1 ", text).replace("'", "")
    return " ".join(re.sub(r"[^\w-]+|_", " ", text).split())


def slug(text: str) -> str:
    """ASCII lower case with hyphens; empty for words that have no letter or digit in ASCII."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, with variants of given names made one and Arabic articles taken off."""
    folded = _ABD.sub("abd", _ARTICLE_BEFORE_HYPHEN.sub("", fold(name))).replace("-", " ")
    words = [_VARIANTS.get(word, word) for word in folded.split()]
    kept = [word for word in words if word not in _PARTICLES]
    return tuple(kept or words)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The key that spellings of one name share: « Khaled al-Obeidi » and « Khalid Al Obaïdi » have the same."""
    return " ".join(sorted(_sound(word) for word in words_of(name)))


def _sound(word: str) -> str:
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?:chtch|shch|sch|tch|tsh|ch|sh)", "x"),
        (r"(?:kh|ck|q(?:u(?=[ei]))?|c(?![eiyh])|k)", "k"),
        (r"gu(?=[eiy])|gh", "g"),
        (r"ph", "f"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"dj|zh|j", "j"),
        (r"ts|tz", "z"),
        (r"ou|oo|w|u|o", "u"),
        (r"ei|ey|ay|ai|ae|e|y", "i"),
        (r"(?<=[aiu])h(?=$|[^aiu])", ""),
        (r"(.)\1+", r"\1"),
        (r"[ui]v$|uf$", "uv"),  # Kharkov, Kharkiv
        (r"ii$", "i"),
    )
)


@lru_cache(maxsize=262144)
def alike(a: str, b: str) -> float:
    """How much two names are spelled alike, 0-100; 0 for short names that are not equal."""
    x, y = skeleton(a), skeleton(b)
    if x == y:
        return 100.0
    if min(len(x), len(y)) < _SHORT or x.count(" ") != y.count(" "):
        return 0.0
    return float(token_sort_ratio(x, y))


def same_spelling(a: str, b: str) -> bool:
    """Whether two names may be spellings of one name."""
    return alike(a, b) >= _SAME_SPELLING


def person_slug(name: str) -> str:
    """A readable slug of a person's name, the same for its usual transliterations."""
    words = words_of(name)
    if not any(word in _GIVEN or word.startswith("abd") for word in words) and not _ARTICLE_BEFORE_HYPHEN.search(
        fold(name)
    ):
        return slug(name)
    return slug("-".join(word if word in _GIVEN else _canonical(word) for word in words))


def _canonical(word: str) -> str:
    if word.startswith("abd") and len(word) > 5:
        word = "abdel" + word.removeprefix("abd")
    for pattern, put in _CANONICAL:
        word = pattern.sub(put, word)
    return word


_CANONICAL = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"ou|oo", "u"),
        (r"ei|ey|ay", "ai"),
        (r"dj", "j"),
        (r"gu(?=[ei])", "g"),
        (r"tch|sch", "ch"),
        (r"sh", "ch"),
        (r"q|ck", "k"),
        (r"ee|y", "i"),
        (r"(?:off|ow)$", "ov"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeiou])h$", ""),
        (r"skii?$", "ski"),
    )
)


_LOCAL = re.compile(r"-[0-9a-f]{16}-\d+$")


def local_slug(text: str, article_id: str, offset: int) -> str:
    """The slug of unnamed people or things of one article: never the same in two articles."""
    return f"{slug(text)[:60].strip('-') or 'x'}-{article_id}-{offset}"


def is_local(id: str) -> bool:
    """Whether an entity id is of unnamed people or things that only one article tells of."""
    return _LOCAL.search(id) is not None

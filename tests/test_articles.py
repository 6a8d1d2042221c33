"""Articles in: every format, every kind of bad input, and pages made by hand with what pages carry around the news."""

import gzip
import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from kg.articles import Skipped, article_id, read_articles
from kg.articles.dates import parse_published
from kg.articles.plain import split_header
from kg.articles.record import MAX_ARTICLE_CHARACTERS, BadArticleError, make_article
from kg.model import Article

TEXT = "Deux soldats ont été tués lundi dans l'explosion d'une mine près de Gao, a annoncé l'armée malienne."
ENGLISH = "Two soldiers were killed on Monday when a mine exploded near the town of Gao, the army of Mali announced in a statement."


def read(path: Path) -> list[Article | Skipped]:
    return list(read_articles(path))


def one_article(path: Path, content: bytes | str) -> Article:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (article,) = read(path)
    assert isinstance(article, Article), article
    return article


def one_skipped(path: Path, content: bytes | str) -> Skipped:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (skipped,) = read(path)
    assert isinstance(skipped, Skipped), skipped
    return skipped


# ---------------------------------------------------------------- plain text

WRAPPED = (
    "Le convoi de l'armée a quitté mardi la ville de Gao au|petit matin, sous la garde de trois hélicoptères et de|"
    "deux blindés. Il avançait vers le nord, a dit Abou-|Bakr, le chef du village, qui l'a vu passer."
)
# The content of a .txt file, and some fields of its article.
PLAIN = [
    (TEXT, {"text": TEXT, "source_id": "a.txt", "title": None, "published": None, "language": "fr", "url": None}),
    (f"\n\n{TEXT}\n\n", {"text": f"\n\n{TEXT}\n\n"}),
    (f"Titre\r\n\r\n{TEXT}\r\n", {"text": f"Titre\r\n\r\n{TEXT}\r\n", "title": "Titre"}),
    ("Gao : deux morts\n\n" + TEXT, {"title": "Gao : deux morts"}),
    (f"BAMAKO, 20 févr. 2017 (ATS) – {TEXT}", {"published": date(2017, 2, 20)}),
    (f"---\ntitle: Deux morts\npublished: 2016-07-11\n---\n{TEXT}", {"title": "Deux morts", "published": date(2016, 7, 11)}),
    (f"---\npublished: 2016-07-11T23:30:00-05:00\n---\n{TEXT}", {"published": date(2016, 7, 11)}),
    (f"---\nid: 2016_10_14\n---\n{TEXT}", {"source_id": "2016_10_14"}),
    (f"---\nid: 007\n---\n{TEXT}", {"source_id": "007"}),
    (f"---\nid: 12:30\n---\n{TEXT}", {"source_id": "12:30"}),
    (f"---\nurl: https://a.example/x?y=1\npublisher: Le Courrier\n---\n{TEXT}", {"url": "https://a.example/x?y=1", "publisher": "Le Courrier"}),
    (f"---\nlanguage: fr-CH\n---\n{TEXT}", {"language": "fr"}),
    (f"---\nlanguage: fr_FR\n---\n{TEXT}", {"language": "fr"}),
    (f"---\nlanguage: fr\n---\n{ENGLISH}", {"language": "fr"}),
    # the text begins at the first line after the header that is not blank, and ends where the file does
    (f"---\ntitle: T\n---\n\n \n  {TEXT}\n", {"text": f"  {TEXT}\n"}),
    (f"---\r\ntitle: T\r\n---\r\n\r\n{TEXT}\r\n", {"text": f"{TEXT}\r\n", "title": "T"}),
    # a colon in a title, which strict YAML refuses
    (f"---\ntitle: Irak: des soldats envoyés\npublished: 2016-07-11\n---\n{TEXT}", {"title": "Irak: des soldats envoyés", "published": date(2016, 7, 11)}),
    (f"---\ntitle: « Assez » : la rue gronde\n---\n{TEXT}", {"title": "« Assez » : la rue gronde"}),
    (f'---\ntitle: "Irak: des soldats"\n---\n{TEXT}', {"title": "Irak: des soldats"}),
    (f"---\ntitle:\npublished:\n---\n{TEXT}", {"title": None, "published": None}),
    # no header: a rule of dashes, a table of other things, a header that never ends
    (f"---\n\n{TEXT}\n---\n", {"text": f"---\n\n{TEXT}\n---\n"}),
    (f"---\nVille: Gao\n---\n{TEXT}", {"text": f"---\nVille: Gao\n---\n{TEXT}"}),
    (f"---\ntitle: T\n{TEXT}", {"text": f"---\ntitle: T\n{TEXT}", "published": None}),
    # encodings with a mark
    (b"\xef\xbb\xbf" + TEXT.encode(), {"text": TEXT}),
    (TEXT.encode("utf-16"), {"text": TEXT}),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), {"text": TEXT}),
    (TEXT.encode("utf-32"), {"text": TEXT}),
    # letters written in two code points become one
    (unicodedata.normalize("NFD", TEXT), {"text": TEXT}),
    # marks that nobody sees are dropped, a hyphen that never breaks is a hyphen
    (TEXT.replace(" ", "\u200b ", 1).replace("a", "a\u00ad", 1), {"text": TEXT}),
    (f"Abou\u2011Bakr. {TEXT}", {"text": f"Abou-Bakr. {TEXT}"}),
    # lines of a fixed width are joined
    (WRAPPED.replace("|", "\n"), {"text": WRAPPED.replace("-|", "-").replace("|", " ")}),
    # too short to tell the language: taken as French
    ("Gao attacked", {"language": "fr"}),
]  # fmt: skip


@pytest.mark.parametrize(("content", "fields"), PLAIN)
def test_plain_text(content: str | bytes, fields: dict[str, object], tmp_path: Path) -> None:
    article = one_article(tmp_path / "a.txt", content)
    assert {name: getattr(article, name) for name in fields} == fields


# The content of a .txt file that gives no article, and words of the sentence that says so.
BAD_PLAIN = [
    (b"", "is empty"),
    (b" \n\t\r\n", "is empty"),
    (b"\xef\xbb\xbf", "is empty"),
    ("---\ntitle: T\n---\n\n", "is empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary data"),
    (b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 50, "control code"),
    (b"\x00" * 100, "control code"),
    ("Deux soldats\x01 tués.", "control code 0x01"),
    (TEXT.encode("cp1252"), "iconv -f WINDOWS-1252 -t UTF-8"),
    (TEXT.encode("latin-1"), "is not UTF-8 (byte 18 is 0xe9)"),
    (b"\xff\xfeD", "breaks at byte"),
    (TEXT.encode()[:18] + b"\xff" + b" abc", "encoding is not declared"),
    (ENGLISH, "seems to be in the language “en”"),
    ("Zwei Soldaten sind am Montag bei der Explosion einer Mine in der Nähe der Stadt Gao getötet worden, sagte die Armee.", "“de”"),
    (f"---\nlanguage: en\n---\n{ENGLISH}", "declared to be in the language “en”"),
    (f"---\nlanguage: de\n---\n{TEXT}", "declared to be in the language “de”"),
    (f"---\npublished: hier\n---\n{TEXT}", "published “hier” is not a date"),
    (f"---\npublished: 2016-13-45\n---\n{TEXT}", "no day of the calendar"),
    (f"---\ntitle: [a, b]\n---\n{TEXT}", "“title” that is no text (list)"),
    (f"---\ntitle: T\n  - broken: [\n---\n{TEXT}", "header that is not YAML"),
    ("12 34 56 -- !!", "holds no word"),
    ("é" * (MAX_ARTICLE_CHARACTERS + 1), "1,000,001 characters"),
    ("Un convoi attaqué. " * 270_000, "more than the 1,000,000"),
    (b"a" * 20_000_001, "more than the 20,000,000"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), BAD_PLAIN, ids=[words for _, words in BAD_PLAIN])
def test_bad_plain_text_is_a_sentence(content: str | bytes, words: str, tmp_path: Path) -> None:
    skipped = one_skipped(tmp_path / "bad.txt", content)
    assert words in skipped.why
    assert str(skipped).startswith(f"{tmp_path / 'bad.txt'}: ")
    assert skipped.why.rstrip()[-1] in ".W"  # a sentence, or the command to type


def test_header_alone() -> None:
    assert split_header("---\ntitle: T\n---\nTexte") == ({"title": "T"}, "Texte")


# ---------------------------------------------------------------- JSON lines

LINES = [
    (json.dumps({"text": TEXT}), (TEXT, "a.jsonl:1", None)),
    (json.dumps({"text": TEXT, "id": "x1", "published": "2016-07-11"}), (TEXT, "x1", date(2016, 7, 11))),
    (json.dumps({"text": TEXT, "id": 42}), (TEXT, "42", None)),
    (json.dumps({"text": TEXT, "published": None, "id": None}), (TEXT, "a.jsonl:1", None)),
    (json.dumps({"text": TEXT, "published": ""}, ensure_ascii=False), (TEXT, "a.jsonl:1", None)),
    (json.dumps({"text": TEXT, "published": "Mon, 11 Jul 2016 18:56:00 +0200"}), (TEXT, "a.jsonl:1", date(2016, 7, 11))),
    (json.dumps({"text": TEXT, "events": [1, 2], "conflict": True}), (TEXT, "a.jsonl:1", None)),
    ("\ufeff" + json.dumps({"text": TEXT}), (TEXT, "a.jsonl:1", None)),
    (json.dumps({"text": "BAMAKO, 3 mars 2019 (AFP) – " + TEXT}), ("BAMAKO, 3 mars 2019 (AFP) – " + TEXT, "a.jsonl:1", date(2019, 3, 3))),
]  # fmt: skip
BAD_LINES = [
    ("{", "is not JSON"),
    ('{"text": "a"', "is not JSON"),
    ("Deux morts à Gao", "is not JSON"),
    ("[1, 2]", "no JSON object"),
    ('"text"', "no JSON object"),
    ("{}", "has no “text”"),
    ('{"body": "Deux morts"}', "it has body"),
    ('{"text": null}', "has no “text”"),
    ('{"text": 12}', "has no “text”"),
    ('{"text": ""}', "is empty"),
    ('{"text": "Deux morts", "published": "bientôt"}', "is not a date"),
    ('{"text": "Deux morts", "published": [2016]}', "is not a date"),
    ('{"text": "Deux morts", "title": {"fr": "T"}}', "“title” that is no text"),
    ('{"text": "Deux \\u0000 morts"}', "control code"),
    ('{"text": "Deux \\ud800 morts"}', "control code"),
    (json.dumps({"text": ENGLISH}), "“en”"),
    ("[" * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("line", "fields"), LINES)
def test_json_line(line: str, fields: tuple[object, ...], tmp_path: Path) -> None:
    article = one_article(tmp_path / "a.jsonl", line + "\n")
    assert (article.text, article.source_id, article.published) == fields


@pytest.mark.parametrize(("line", "words"), BAD_LINES)
def test_a_broken_line_costs_no_other(line: str, words: str, tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{good}\n\n{line}\n{good}", encoding="utf-8")
    first, skipped, last = read(tmp_path / "a.jsonl")
    assert isinstance(first, Article)
    assert isinstance(skipped, Skipped)
    assert isinstance(last, Article)
    assert (skipped.where, last.source_id) == ("line 3", "a.jsonl:4")
    assert words in skipped.why


def test_a_line_in_another_encoding_costs_no_other(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(line.encode("latin-1") + b"\n" + line.encode() + b"\n")
    skipped, article = read(tmp_path / "a.jsonl")
    assert isinstance(skipped, Skipped)
    assert "Windows-1252" in skipped.why
    assert isinstance(article, Article)


def test_compressed_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    (article,) = read(tmp_path / "a.jsonl.gz")
    assert isinstance(article, Article)
    assert article.source_id == "a.jsonl.gz:1"


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b'{"text": "a"}' * 999)[:-30], b"\x1f\x8b"])
def test_a_broken_archive_is_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(content)
    skipped = read(tmp_path / "a.jsonl.gz")[-1]
    assert isinstance(skipped, Skipped)
    assert "whole file" in skipped.why


def test_an_empty_file_of_lines_is_a_sentence(tmp_path: Path) -> None:
    assert "holds no line" in one_skipped(tmp_path / "a.jsonl", b"\n\n").why


# ---------------------------------------------------------------- web pages

HEADLINE = "Mali : deux soldats tués près de Gao"
PARAGRAPHS = (
    "Deux soldats maliens ont été tués dimanche dans l'explosion d'une mine près de Gao, a annoncé l'armée.",
    "L'attaque n'a pas été revendiquée. Elle survient trois jours après une visite du ministre de la Défense.",
    "Le gouvernement a promis d'envoyer 300 militaires supplémentaires dans le nord avant la fin du mois.",
)
JSON_LD = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2019-03-03T18:56:00+01:00"}  # fmt: skip


def page(
    head: str = "", top: str = "", between: str = "", bottom: str = "", around: str = "", lang: str = ' lang="fr"'
) -> str:
    first, *others = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{HEADLINE} | Le Courrier</title>{head}</head><body>'
        f'<nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav><main><article><h1>{HEADLINE}</h1>{top}{first}{between}'
        f"{''.join(others)}{bottom}</article></main>{around}<footer>Mentions légales</footer></body></html>"
    )


def linked(**changes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({**JSON_LD, **changes})}</script>'


# Where a page can stand its date, and the day that must come out.
PAGE_DATES = [
    ({"head": linked()}, date(2019, 3, 3)),
    ({"head": linked(dateModified="2019-03-05")}, date(2019, 3, 3)),
    ({"head": linked(**{"@type": ["Article", "ReportageNewsArticle"]})}, date(2019, 3, 3)),
    ({"head": f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebSite"}, JSON_LD]})}</script>'}, date(2019, 3, 3)),
    ({"head": f'<script type="application/ld+json">[{json.dumps(JSON_LD)}]</script>'}, date(2019, 3, 3)),
    ({"head": '<script type="application/ld+json">{broken</script>' + linked()}, date(2019, 3, 3)),
    ({"head": linked(**{"@type": "WebPage"})}, None),
    ({"head": '<meta property="article:published_time" content="2019-03-03T23:59:00+01:00">'}, date(2019, 3, 3)),
    ({"head": '<meta property="article:modified_time" content="2019-03-05">'}, None),
    ({"head": '<meta name="DC.date.issued" content="2019-03-03">'}, date(2019, 3, 3)),
    ({"head": '<meta name="date" content="03/03/2019">'}, date(2019, 3, 3)),
    ({"head": linked(), "top": "<p>Publié le 9 mars 2019</p>"}, date(2019, 3, 3)),
    ({"top": '<time datetime="2019-03-03T18:56">hier</time>'}, date(2019, 3, 3)),
    ({"top": '<p>Mis à jour le <time datetime="2019-03-05">5 mars</time></p><p>Publié le <time datetime="2019-03-03">3 mars</time></p>'}, date(2019, 3, 3)),
    ({"top": '<time class="updated" datetime="2019-03-05">5 mars</time><time class="published" datetime="2019-03-03">3 mars</time>'}, date(2019, 3, 3)),
    ({"top": "<p>Publié le 3 mars 2019 à 18h56 - Mis à jour le 5 mars 2019</p>"}, date(2019, 3, 3)),
    ({"top": '<div class="meta"><span>Par Claire Martin</span> <span>Publié le 03/03/2019 à 18:56</span></div>'}, date(2019, 3, 3)),
    ({"top": "<p>3 mars 2019, 18:56</p>"}, date(2019, 3, 3)),
    ({"top": '<span itemprop="datePublished" content="2019-03-03">dimanche</span>'}, date(2019, 3, 3)),
    ({"around": '<aside><time datetime="2011-01-01">vieux</time></aside>'}, None),
    ({}, None),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "day"), PAGE_DATES)
def test_date_of_a_page(parts: dict[str, str], day: date | None, tmp_path: Path) -> None:
    assert one_article(tmp_path / "a.html", page(**parts)).published == day


# What stands around the news, and must not be in the text.
PAGE_NOISE = [
    {"between": '<div class="ad">Publicité</div>'},
    {"between": "<p>Publicité</p>"},
    {"between": '<p><strong>Lire aussi : <a href="/x">Burkina : quatre gendarmes tués</a></strong></p>'},
    {"between": '<aside><h3>Les plus lus</h3><ul><li><a href="/1">Un autre article très lu</a></li></ul></aside>'},
    {
        "between": '<div class="related-articles"><p>Niger : un coup d\'État déjoué par la garde présidentielle.</p></div>'
    },
    {"between": "<blockquote>À lire aussi &gt;&gt; Niger, la paix fragile</blockquote>"},
    {"top": "<figure><img src=a.jpg><figcaption>Des soldats maliens. © AFP / Jean Dupont</figcaption></figure>"},
    {"top": "<p>Des soldats maliens à Gao, en février. JEAN DUPONT / AFP</p>"},
    {"top": '<p class="byline">Par Claire Martin</p>'},
    {"top": "<p>Par Claire Martin avec AFP</p>"},
    {"top": "<p>Publié le 3 mars 2019 à 18h56</p>"},
    {"top": '<div class="share-bar"><a href="#">Facebook</a> <a href="#">Twitter</a></div>'},
    {"top": "<p>Temps de lecture : 2 min</p>"},
    {"bottom": "<p>Abonnez-vous à notre newsletter pour ne rien manquer</p>"},
    {"bottom": '<div class="newsletter"><p>Recevez chaque matin les nouvelles du Sahel.</p></div>'},
    {
        "bottom": '<section id="comments"><h2>Commentaires</h2><p>Bravo, quelle tristesse pour ces soldats.</p></section>'
    },
    {"bottom": "<p>© 2019 Le Courrier. Tous droits réservés.</p>"},
    {"around": '<div class="cookie-banner"><p>Nous utilisons des cookies pour améliorer votre visite.</p></div>'},
    {
        "bottom": "<h2>Sources<span>[modifier]</span></h2><ul><li>« Deux morts à Gao ». – Le Progrès, 3 mars 2019.</li></ul>"
    },
    {"around": "<script>var a = 'Deux soldats';</script><style>p {color: red}</style>"},
    {
        "around": '<section class="most-read"><p>Tchad : le ministre de la Défense limogé par le président.</p></section>'
    },
]


@pytest.mark.parametrize("parts", PAGE_NOISE)
def test_only_the_news_of_a_page_is_kept(parts: dict[str, str], tmp_path: Path) -> None:
    assert one_article(tmp_path / "a.html", page(**parts)).text == "\n\n".join((HEADLINE, *PARAGRAPHS))


PAGE_NEWS = [
    ("between", "<h2>Renforts attendus</h2>", "Renforts attendus"),
    (
        "between",
        "<ul><li>Gao : deux morts.</li><li>Kidal : un blessé.</li></ul>",
        "Gao : deux morts.\n\nKidal : un blessé.",
    ),
    ("between", "<blockquote><p>« Nous resterons à Gao. »</p></blockquote>", "« Nous resterons à Gao. »"),
    ("bottom", "<p>Le deuil a été<br>décrété.<br>Il dure trois jours.</p>", "Il dure trois jours."),
    (
        "between",
        "<blockquote>Il a dit : <p>« Nous restons. »</p> Puis il est parti.</blockquote>",
        "« Nous restons. »\n\nPuis il est parti.",
    ),
    ("bottom", "<p>L'<b>armée</b> <i>enquête</i> <a href='/x'>à Gao</a>.</p>", "L'armée enquête à Gao."),
    (
        "bottom",
        "<p>R&eacute;sultat&nbsp;: deux morts &laquo; au moins &raquo;.</p>",
        "Résultat : deux morts « au moins ».",
    ),
]


@pytest.mark.parametrize(("place", "markup", "words"), PAGE_NEWS)
def test_the_news_of_a_page_is_whole(place: str, markup: str, words: str, tmp_path: Path) -> None:
    text = one_article(tmp_path / "a.html", page(**{place: markup})).text
    assert words in text
    assert text.startswith(f"{HEADLINE}\n\n{PARAGRAPHS[0]}")


# What a page says of itself: (title, publisher, url, source id).
PAGE_FACTS = [
    ("", (HEADLINE, None, None, "a.html")),
    ('<meta property="og:site_name" content="Le Courrier">', (HEADLINE, "Le Courrier", None, "a.html")),
    ('<link rel="canonical" href="https://c.example/mali">', (HEADLINE, None, "https://c.example/mali", "a.html")),
    ('<meta property="og:url" content="https://c.example/mali">', (HEADLINE, None, "https://c.example/mali", "a.html")),
    (linked(publisher={"@type": "Organization", "name": "Le Courrier SA"}), (HEADLINE, "Le Courrier SA", None, "a.html")),
    (linked(publisher=[{"name": "Le Courrier SA"}]), (HEADLINE, "Le Courrier SA", None, "a.html")),
    (linked(headline="Mali&nbsp;: deux soldats tu&eacute;s"), ("Mali : deux soldats tués", None, None, "a.html")),
    (linked(mainEntityOfPage={"@type": "WebPage", "@id": "https://c.example/mali"}), (HEADLINE, None, "https://c.example/mali", "a.html")),
    ('<meta property="og:title" content="Autre titre | Le Courrier">', (HEADLINE, None, None, "a.html")),
]  # fmt: skip


@pytest.mark.parametrize(("head", "facts"), PAGE_FACTS)
def test_facts_of_a_page(head: str, facts: tuple[object, ...], tmp_path: Path) -> None:
    article = one_article(tmp_path / "a.html", page(head))
    assert (article.title, article.publisher, article.url, article.source_id) == facts


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (page().replace(f"<h1>{HEADLINE}</h1>", ""), HEADLINE),
        (page('<meta property="og:title" content="Gao attaquée">').replace(f"<h1>{HEADLINE}</h1>", ""), "Gao attaquée"),
        (page().replace("utf-8", "iso-8859-1").encode("cp1252"), HEADLINE),
        (page().encode("utf-16"), HEADLINE),
        ('<?xml version="1.0" encoding="UTF-8"?>' + page(), HEADLINE),
        (page(lang=""), HEADLINE),
        (page(lang=' lang="fr-FR" xmlns="http://www.w3.org/1999/xhtml"'), HEADLINE),
    ],
)
def test_headline_of_a_page(content: str | bytes, title: str, tmp_path: Path) -> None:
    article = one_article(tmp_path / "a.html", content)
    assert (article.title, article.text.split("\n")[0]) == (title, title)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        ("<html></html>", "holds no article"),
        ("<html><body><nav><a href='/'>Accueil</a></nav></body></html>", "holds no article"),
        (page(lang=' lang="en"'), "declared to be in the language “en”"),
        (page().replace('<meta charset="utf-8">', "").encode("cp1252"), "Windows-1252"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff", "binary data"),
    ],
)
def test_a_bad_page_is_a_sentence(content: str | bytes, words: str, tmp_path: Path) -> None:
    assert words in one_skipped(tmp_path / "a.html", content).why


# ---------------------------------------------------------------- folders, dates, identity


def test_a_folder_is_read_in_order_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b" / "2.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    (tmp_path / "d.PDF").write_bytes(b"%PDF")
    (tmp_path / "e.txt").write_bytes(b"")
    (tmp_path / "f.HTM").write_text(page(), encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".hidden" / "x.txt").write_text(TEXT, encoding="utf-8")
    found = read(tmp_path)
    assert [item.path.name if isinstance(item, Skipped) else item.source_id for item in found] == [
        "a.txt",
        "2.txt",
        "c.jsonl:1",
        "d.PDF",
        "e.txt",
        "f.HTM",
    ]
    assert [type(item) for item in found] == [Article, Article, Article, Skipped, Skipped, Article]


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere.txt", "does not exist"), ("nowhere", "does not exist"), ("image.png", "format that kg does not read")],
)
def test_a_path_that_gives_nothing(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"x")
    (skipped,) = read(tmp_path / name)
    assert words in str(skipped)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("2016-07-11", date(2016, 7, 11)),
        ("2016-7-1", date(2016, 7, 1)),
        ("2016-07-11T18:56:00Z", date(2016, 7, 11)),
        ("2016-07-11 18:56", date(2016, 7, 11)),
        ("20160711", date(2016, 7, 11)),
        ("20160711T1856", date(2016, 7, 11)),
        ("Mon, 11 Jul 2016 18:56:00 GMT", date(2016, 7, 11)),
        (date(2016, 7, 11), date(2016, 7, 11)),
    ],
)
def test_published_field(value: object, day: date | None) -> None:
    assert parse_published(value) == day


@pytest.mark.parametrize(
    "value", ["hier", "2016", "2016-02-30", "1468259760", 1468259760, "Mon, 41 Jul 2016 18:56:00 GMT", True]
)
def test_published_field_that_is_no_date(value: object) -> None:
    with pytest.raises(ValueError, match="published “"):
        parse_published(value)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"text": TEXT}, True),
        ({"text": TEXT, "title": "T", "id": "x", "url": "u", "publisher": "p"}, True),
        ({"text": unicodedata.normalize("NFD", TEXT)}, True),
        ({"text": TEXT + " "}, False),
        ({"text": TEXT, "published": "2016-07-11"}, False),
    ],
)
def test_identity_is_language_day_and_text(other: dict[str, object], same: bool) -> None:
    assert (make_article({"text": TEXT}, "a").id == make_article(other, "b").id) is same


def test_identity_is_the_one_that_graphs_already_hold() -> None:
    """Changing it would change every IRI: a number to think twice about."""
    assert article_id("fr", date(2016, 7, 11), "Deux morts.") == "1aaee3534287c777"


def test_a_missing_text_names_the_fields() -> None:
    with pytest.raises(BadArticleError, match="id, title, published, publisher, url, language, text"):
        make_article({"body": TEXT}, "a")


def test_every_table_was_collected() -> None:
    tables = (PLAIN, BAD_PLAIN, LINES, BAD_LINES, PAGE_DATES, PAGE_NOISE, PAGE_NEWS, PAGE_FACTS)
    assert tuple(len(table) for table in tables) == (32, 24, 9, 17, 21, 21, 7, 9)


def test_a_title_given_beside_the_text_is_its_headline() -> None:
    body = "Dix soldats ont été tués mardi dans une embuscade, selon l'armée."
    article = make_article({"title": "Mali: dix  soldats tués", "text": body}, "a")
    assert article.title == "Mali: dix soldats tués"
    assert article.text == f"Mali: dix soldats tués\n\n{body}"


@pytest.mark.parametrize("above", ["", "BAMAKO, 3 mars 2020\n\n", "Publié le 3 mars 2020 par X\n"])
def test_a_title_that_the_text_begins_with_is_not_told_twice(above: str) -> None:
    text = f"{above}Mali : dix soldats tués\n\nDix soldats ont été tués mardi dans une embuscade."
    assert make_article({"title": "Mali: dix soldats tués", "text": text}, "a").text == text

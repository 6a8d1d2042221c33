"""Archives of the web, feeds and tables: their articles come out, what is wrong is said, what was before it is kept."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from kg.articles import Article, Skipped, count_articles, find_article_files, read_article_file

PARAGRAPHS = (
    "Deux soldats maliens ont été tués dimanche dans l'explosion d'une mine près de Gao, a annoncé l'armée.",
    "L'attaque n'a pas été revendiquée. Elle survient trois jours après une visite du ministre de la Défense.",
    "Le gouvernement a promis d'envoyer 300 militaires supplémentaires dans le nord avant la fin du mois.",
)
ENGLISH = (
    "Two soldiers were killed on Sunday when a mine exploded near Gao, the army said on Monday.",
    "Nobody claimed the attack, which comes three days after a visit by the minister of defence.",
)


def page(title: str, paragraphs: tuple[str, ...] = PARAGRAPHS, language: str = "fr") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        "<meta property='article:published_time' content='2016-07-11'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def record(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html", extra: str = "") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{sum(url.encode()):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


RECORDS = [
    record("https://a.example/1", page("Mali : deux soldats tués près de Gao")),
    record("https://a.example/missing", page("Page non trouvée"), status="404 Not Found"),
    record("https://a.example/photo.jpg", b"\xff\xd8", kind="image/jpeg"),
    record("https://a.example/en", page("Mali: two soldiers killed", ENGLISH, "en")),
    record("https://a.example/2", gzip.compress(page("Des renforts pour Gao")), extra="Content-Encoding: gzip\r\n"),
]


def read(path: Path) -> list[Article | Skipped]:
    return list(read_article_file(path))


def articles(path: Path) -> list[Article]:
    return [item for item in read(path) if isinstance(item, Article)]


# ---------------------------------------------------------------- web archives


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", b"".join(RECORDS)),
        ("a.warc.gz", b"".join(map(gzip.compress, RECORDS))),
        ("b.warc.gz", gzip.compress(b"".join(RECORDS))),
    ],
)
def test_the_pages_of_a_crawl(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    first, foreign, second = read(tmp_path / name)
    assert isinstance(first, Article)
    assert (first.source_id, first.title) == ("https://a.example/1", "Mali : deux soldats tués près de Gao")
    assert first.published == date(2016, 7, 11)
    assert first.text == "\n\n".join(("Mali : deux soldats tués près de Gao", *PARAGRAPHS))
    assert isinstance(foreign, Skipped)
    assert (foreign.where, foreign.language) == ("https://a.example/en", "en")
    assert isinstance(second, Article)
    assert second.title == "Des renforts pour Gao"


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_cut_archive_keeps_what_came_before_and_says_so(compress, cut: int, tmp_path: Path) -> None:
    whole = [compress(part) for part in (RECORDS[0], RECORDS[4])]
    (tmp_path / "a.warc.gz").write_bytes(whole[0] + whole[1][: max(20, len(whole[1]) // 2 - cut)])
    first, skipped = read(tmp_path / "a.warc.gz")
    assert isinstance(first, Article)
    assert isinstance(skipped, Skipped)
    assert "the file is cut" in skipped.why


@pytest.mark.parametrize("content", [b"", b"hello " * 100, gzip.compress(b"hello " * 100), b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content)
    (skipped,) = read(tmp_path / "a.warc.gz")
    assert isinstance(skipped, Skipped)
    assert "whole WARC file" in skipped.why


# ---------------------------------------------------------------- feeds

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Le Quotidien</title><language>fr-FR</language>
<item><title>Mali : deux soldats tués</title><link>https://a.example/1</link><guid>id-1</guid>
<pubDate>Mon, 11 Jul 2016 18:56:00 GMT</pubDate><description>Court.</description>
<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}<br>{PARAGRAPHS[2]}</p>]]></content:encoded></item>
<item><title>Sans rien</title><description></description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Quotidien</title>
<entry><title>Mali : deux soldats tués</title><id>id-1</id><link href="https://a.example/1"/>
<published>2016-07-11T18:56:00Z</published><content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;&lt;p&gt;{PARAGRAPHS[1]}&lt;/p&gt;&lt;p&gt;{PARAGRAPHS[2]}&lt;/p&gt;</content>
</entry></feed>"""


@pytest.mark.parametrize(("name", "content"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.xml", ATOM)])
def test_the_entries_of_a_feed(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    article = articles(tmp_path / name)[0]
    assert article.text == "\n\n".join(("Mali : deux soldats tués", *PARAGRAPHS))
    assert (article.source_id, article.url) == ("id-1", "https://a.example/1")
    assert (article.published, article.publisher, article.language) == (date(2016, 7, 11), "Le Quotidien", "fr")


@pytest.mark.parametrize("content", ["<html></html>", "", "<rss><channel></channel></rss>", "<rss"])
def test_what_is_no_feed_is_said(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(content)
    (skipped,) = read(tmp_path / "a.xml")
    assert isinstance(skipped, Skipped)


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("names", [("id", "date", "Headline", "body"), ("id", "published", "title", "text")])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_rows_of_a_table(separator: str, names: tuple[str, ...], tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(names)
        writer.writerow(("n-1", "2016-07-11", "Mali", "\n".join(PARAGRAPHS)))
        writer.writerow(("n-2", "2016-07-12", "", ""))
    article, skipped = read(tmp_path / "a.csv")
    assert isinstance(article, Article)
    assert (article.source_id, article.published, article.title) == ("n-1", date(2016, 7, 11), "Mali")
    assert article.text == "\n".join(PARAGRAPHS)
    assert isinstance(skipped, Skipped)
    assert skipped.where.startswith("row ")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a,b\n1,2\n", "no column “text”"), (b"", "no column “text”"), (b"id,text\n1,\xe9\xe9\n", "UTF-8")],
)
def test_a_table_that_gives_nothing(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    (skipped,) = read(tmp_path / "a.csv")
    assert isinstance(skipped, Skipped)
    assert words in skipped.why


def test_the_rows_of_a_parquet_file(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{"url": f"u{n}", "date": date(2016, 7, 11), "content": f"{n}. {PARAGRAPHS[0]}"} for n in range(600)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    found = articles(tmp_path / "a.parquet")
    assert [article.url for article in found] == [f"u{n}" for n in range(600)]
    assert found[3].published == date(2016, 7, 11)
    assert count_articles([tmp_path]) == 600
    (tmp_path / "a.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    (skipped,) = read(tmp_path / "a.parquet")
    assert isinstance(skipped, Skipped)
    assert "whole file" in skipped.why


# ---------------------------------------------------------------- folders


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["a.txt", "a/1.txt", "a-b/1.txt", "a/b/2.txt", "B.txt", ".hidden/x.txt", "a/.x.txt", "z.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [file.relative_to(tmp_path).as_posix() for file in find_article_files(tmp_path)]
    assert found == sorted(name for name in names if not any(part.startswith(".") for part in name.split("/")))


def test_what_only_reading_tells_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": "x"}) + "\n" for _ in range(9)))
    assert count_articles([tmp_path]) == 9
    (tmp_path / "b.warc.gz").write_bytes(b"x")
    assert count_articles([tmp_path]) is None

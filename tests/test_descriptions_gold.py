"""Whom descriptions mean, by the day and by the article: each case of tests/identity/descriptions.toml is right."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.model import Article
from kg.pipeline import Workshop

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "identity" / "descriptions.toml").read_text(encoding="utf-8")
)["case"]


@cache
def workshop() -> Workshop:
    return Workshop()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_whom_a_description_means(case: dict[str, Any]) -> None:
    known = workshop().gazetteer.entities
    article = Article(case["text"][:16].encode().hex()[:16], "a", "fr", None, case["text"], case["published"])
    document, links = workshop().understand(article)
    for words, meant in case["means"].items():
        found = {
            "+" if meant == "+" and link.entity.id not in known else link.entity.id
            for mention, link in zip(document.mentions, links, strict=True)
            if mention.anchor.text == words
        }
        assert found == {meant}, [
            (mention.anchor.text, mention.of, link.entity.id, link.why)
            for mention, link in zip(document.mentions, links, strict=True)
        ]

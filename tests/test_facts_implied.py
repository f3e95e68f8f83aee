"""What named things say without saying it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from coverletter.facts.implied import implied_concepts
from coverletter.facts.lexicon import concepts


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("클라우드 운영 경험", "moved 40 services to AWS"),
        ("video editing", "프리미어 프로, 다빈치 리졸브"),
        ("영어 능통", "TOEIC 930"),
        ("container orchestration", "쿠버네티스 클러스터 운영"),
        ("forklift operation", "지게차운전기능사"),
        ("전자의무기록, 의무기록 관리", "Epic, Cerner"),
    ],
)
def test_a_thing_stands_for_its_kind(asked: str, held: str) -> None:
    assert concepts(asked) & implied_concepts(held)


def test_plain_words_imply_nothing() -> None:
    assert implied_concepts("led a team of nurses") == frozenset()


def test_every_implied_concept_is_one_of_the_lexicon() -> None:
    rows = [line.split("\t") for line in files("coverletter.facts").joinpath("tables/implied.tsv").read_text(encoding="utf-8").splitlines()]
    known = {row[0] for row in rows if not row[0].startswith("#")}
    assert {concept for concept in known if concept not in concepts(concept)} == set()

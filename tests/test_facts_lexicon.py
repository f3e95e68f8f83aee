"""Job terms meet across the two languages and within one."""

from __future__ import annotations

import time

import pytest

from coverletter.facts.lexicon import concepts, find_terms
from coverletter.facts.stems import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("led it", "이를 이끌었습니다"),
        ("headed it", "directed it"),
        ("reduced shipping costs", "배송비를 절감"),
        ("trained new nurses", "신규 간호사를 교육했다"),
        ("financial statements", "재무제표 작성"),
        ("warehouse inventory accuracy", "창고 재고 정확도 개선"),
        ("backend developer", "백엔드 개발자"),
        ("patient safety", "환자 안전 지표"),
        ("lesson plans", "수업지도안"),
        ("contract review", "계약서 검토"),
        ("site safety inspection", "현장 안전 점검"),
        ("crops and greenhouse", "온실 작물 재배"),
        ("security patrol", "순찰"),
        ("customer complaints", "고객 불만"),
        ("preventive maintenance of equipment", "설비 예방보전"),
        ("usability testing", "사용성 평가"),
        ("organised an exhibition", "전시회를 개최"),
        ("structural analysis", "구조해석"),
    ],
)
def test_meaning_the_same_shares_a_concept(one: str, other: str) -> None:
    assert concepts(one) & concepts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("payroll", "환자 간호"), ("welding", "마케팅"), ("negotiated a lease", "코드 리뷰"), ("", "팀"), ("12%", "2019")],
)
def test_other_things_share_none(one: str, other: str) -> None:
    assert not concepts(one) & concepts(other)


def test_korean_compounds_are_read_by_their_parts() -> None:
    assert {"customer", "manage", "system"} <= concepts("고객관리시스템")


def test_part_of_a_word_is_not_a_word() -> None:
    assert "manager" not in concepts("경과장애")
    assert "assistant manager" not in concepts("대리석 시공")


def test_offsets_point_at_the_words() -> None:
    text = "We cut costs; 재고를 관리했다"
    assert {text[term.start : term.end] for term in find_terms(text)} >= {"cut", "costs", "재고", "관리"}


@pytest.mark.parametrize(
    "forms",
    [
        ("manage", "manages", "managed", "managing"),
        ("lead", "leads", "led", "leading"),
        ("plan", "planned", "planning", "plans"),
        ("organise", "organize", "organized", "organising"),
        ("supply", "supplies", "supplied", "supplying"),
        ("travel", "travelled", "traveling"),
        ("labour", "labor"),
        ("centre", "center", "centers"),
        ("write", "wrote", "written", "writing"),
        ("analyse", "analyze", "analyzed"),
        ("launch", "launches", "launched"),
        ("licence", "license", "licences"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("planning", "plant"), ("business", "busy"), ("news", "new"), ("process", "proceed"), ("bring", "bre")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_sentence_takes_about_a_millisecond_once_warm() -> None:
    concepts("준비 운동")
    sentences = [f"{number}명의 엔지니어 팀을 이끌며 물류 비용을 {number}% 절감하고 재고 정확도를 높였습니다" for number in range(100)]
    start = time.perf_counter()
    for sentence in sentences:
        concepts(sentence)
    assert (time.perf_counter() - start) / len(sentences) < 0.01

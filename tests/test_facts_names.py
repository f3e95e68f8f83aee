"""Names across Hangul and Latin."""

from __future__ import annotations

import itertools

import pytest

from coverletter.facts.names import find_organisations, key_of, name_score, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민준", "Minjun Kim"),
        ("김민준", "Kim Min-jun"),
        ("이서연", "Seoyeon Lee"),
        ("이서연", "Yi Seo-yeon"),
        ("박지훈", "Jihoon Park"),
        ("박지훈", "Bak Jihun"),
        ("최영희", "Younghee Choi"),
        ("정우성", "Woosung Jung"),
        ("삼성전자", "Samsung Electronics"),
        ("(주)한빛물류", "Hanbit Logistics Co., Ltd."),
        ("새빛대학교", "Saebit University"),
        ("한강병원", "Hangang Hospital"),
        ("한강생명과학연구원", "Hangang Institute of Life Science"),
        ("대한은행", "Daehan Bank"),
        ("㈜오르빗", "주식회사 오르빗"),
        ("Acme Ltd", "ACME Limited"),
        ("네이버", "Naver"),
        ("카카오", "Kakao Corp"),
        ("현대건설", "Hyundai Construction"),
        ("Samsung", "Samsung Electronics"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert same_name(one, other)
    assert name_score(one, other) == name_score(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민준", "Seoyeon Lee"),
        ("김민준", "Minjun Park"),
        ("삼성전자", "LG Electronics"),
        ("한강병원", "Hangang Bank"),
        ("대한물류", "Minguk Logistics"),
        ("Northwind Ltd", "Southwind Ltd"),
        ("", "Acme"),
        ("서울대학교", "Busan University"),
        ("새벽이음", "Hanbit Logistics"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_unlike_names_hardly_ever_meet() -> None:
    korean = ["한빛물류", "새롬전자", "누리병원", "가람은행", "다온식품", "미래건설", "푸른제약", "도담유치원", "라온호텔", "하늘항공"]
    english = [
        "Cobalt Freight",
        "Maple Electronics",
        "Riverside Hospital",
        "Harbor Bank",
        "Golden Foods",
        "Summit Construction",
        "Verity Pharma",
    ]
    assert not [(one, other) for one, other in itertools.product(korean, english) if same_name(one, other)]
    assert not [(one, other) for one, other in itertools.combinations(korean, 2) if same_name(one, other)]


def test_key_evens_out_spellings() -> None:
    assert key_of("삼성전자") == key_of("Samsung Electronics Co., Ltd.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Worked at Bowfell Electric Ltd. in Calgary", [("Bowfell Electric Ltd.", "company")]),
        ("㈜한빛솔루션 개발팀 대리", [("㈜한빛솔루션", "company")]),
        ("새빛대학교 컴퓨터공학과 학사", [("새빛대학교", "school")]),
        ("University of Leeds, 2015", [("University of Leeds", "school")]),
        ("St Mary Hospital", [("St Mary Hospital", "hospital")]),
        ("한강병원에서 근무", [("한강병원", "hospital")]),
        ("I work with data and like design", []),
        ("고객 응대와 물류 관리", []),
    ],
)
def test_organisations_by_their_shape(text: str, names: list[tuple[str, str]]) -> None:
    assert [(one.name, one.kind) for one in find_organisations(text)] == names

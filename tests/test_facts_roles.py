"""How much of a deed was the person's, in both languages."""

from __future__ import annotations

import pytest

from coverletter.facts.roles import Cue, CueKind, cues_of, find_cues


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("마케팅팀 대리", "rank", ["assistant_manager"]),
        ("영업팀 과장으로 승진", "rank", ["manager"]),
        ("품질팀 팀장", "rank", ["team_lead"]),
        ("Senior Software Engineer", "rank", ["senior"]),
        ("Assistant Manager", "rank", ["assistant_manager"]),
        ("Marketing Manager", "rank", ["manager"]),
        ("Head of Finance", "rank", ["head"]),
        ("Team Lead, Technical Support", "rank", ["team_lead"]),
        ("Vice President of Sales", "rank", ["vice_president"]),
        ("대표이사", "rank", ["chief"]),
        ("대표적인 사례, 이사회, 대리석, 리더십, 신입생", "rank", []),
        ("services for senior citizens", "rank", []),
        ("led the migration", "involvement", ["led"]),
        ("contributed to the report", "involvement", ["contributed"]),
        ("helped the team", "involvement", ["assisted"]),
        ("이전을 총괄했습니다", "involvement", ["led"]),
        ("개편에 참여", "involvement", ["contributed"]),
        ("지원자 60명", "involvement", []),
        ("리드타임 단축", "involvement", []),
        ("48 of 61 screens done, still in progress", "state", ["in_progress"]),
        ("단계 이전 중", "state", ["in_progress"]),
        ("도입 예정", "state", ["planned"]),
        ("built it alone", "togetherness", ["sole"]),
        ("with two colleagues", "togetherness", ["joint"]),
        ("혼자 개발", "togetherness", ["sole"]),
        ("담당 2인 중 1명", "togetherness", ["joint"]),
        ("4명 중 1명", "togetherness", ["joint"]),
        ("all branches", "extent", ["all"]),
        ("전 지점 도입", "extent", ["all"]),
        ("일부 병동", "extent", ["some"]),
        ("most of the wards", "extent", ["most"]),
        ("주 2회 점검", "frequency", ["weekly"]),
        ("every week, once a year", "frequency", ["weekly", "yearly"]),
        ("매월 보고", "frequency", ["monthly"]),
        ("계약직", "employment", ["contract"]),
        ("part-time since 2023", "employment", ["part_time"]),
        ("volunteered at a shelter", "employment", ["volunteer"]),
    ],
)
def test_cues(text: str, kind: CueKind, values: list[str]) -> None:
    assert [cue.value for cue in cues_of(text, kind)] == values


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("helped with the launch", "led the launch"),
        ("프로젝트 보조", "프로젝트 담당"),
        ("observed the surgery", "assisted the surgeon"),
        ("업무 담당", "업무 총괄"),
    ],
)
def test_parts_are_ordered(lower: str, higher: str) -> None:
    def level(text: str) -> int:
        return max(cue.level for cue in cues_of(text, "involvement"))

    assert level(lower) < level(higher)


def test_ranks_of_the_two_languages_meet() -> None:
    def values(text: str) -> set[str]:
        return {cue.value for cue in cues_of(text, "rank")}

    for english, korean in [
        ("assistant manager", "대리"),
        ("director", "이사"),
        ("intern", "인턴"),
        ("team leader", "팀장"),
        ("CEO", "대표"),
    ]:
        assert values(english) & values(korean)


def test_offsets_point_at_the_words() -> None:
    text = "I led it alone"
    assert [text[cue.start : cue.end] for cue in find_cues(text)] == ["led", "alone"]
    assert all(isinstance(cue, Cue) for cue in find_cues(text))


def test_people_who_take_part_are_no_part_of_ones_own() -> None:
    assert not cues_of("외부 기여자 12명이 쓰는 문서", "involvement")
    assert cues_of("번역 사업에 기여", "involvement")


def test_work_without_pay_is_voluntary() -> None:
    assert [cue.value for cue in cues_of("마을 도서관 사서 (무보수)", "employment")] == ["volunteer"]

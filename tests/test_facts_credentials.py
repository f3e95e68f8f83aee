"""Degrees, certificates and language scores in both languages."""

from __future__ import annotations

import pytest

from coverletter.facts.credentials import find_certificates, find_degrees, find_language_scores
from coverletter.facts.study import nearness


@pytest.mark.parametrize(
    ("text", "level", "state"),
    [
        ("BSc Civil Engineering, University of Leeds, 2015", "bachelor", "held"),
        ("B.S. in Nursing", "bachelor", "held"),
        ("Bachelor's degree in a related field", "bachelor", "held"),
        ("Master of Public Health (expected June 2027)", "master", "in_progress"),
        ("MSc Data Science, part-time, since 2024", "master", "in_progress"),
        ("PhD Computational Biology, 2018–2022", "doctor", "held"),
        ("PhD candidate in Physics", "doctor", "in_progress"),
        ("MBA, 2019", "master", "held"),
        ("MA History, thesis not submitted", "master", "partial"),
        ("MSc Chemistry, withdrew in 2020", "master", "dropped"),
        ("Associate degree in Accounting", "associate", "held"),
        ("High school diploma, 2009", "high_school", "held"),
        ("GED", "high_school", "held"),
        ("한빛대학교 컴퓨터공학과 학사", "bachelor", "held"),
        ("새빛대학교 경영학과 졸업 (2015.02)", "bachelor", "held"),
        ("새빛대학교 경영학과 재학 중", "bachelor", "in_progress"),
        ("새빛대학교 경영학과 졸업예정", "bachelor", "in_progress"),
        ("새빛대학교 경영학과 중퇴", "bachelor", "dropped"),
        ("새빛대학교 대학원 기계공학 석사", "master", "held"),
        ("새빛대학교 대학원 통계학 석사 수료", "master", "partial"),
        ("교육학박사 과정", "doctor", "in_progress"),
        ("전문학사 (물류과)", "associate", "held"),
        ("한솔공업고등학교 전기과 졸업", "high_school", "held"),
        ("공학사 학위", "bachelor", "held"),
        ("행정학사, 2016", "bachelor", "held"),
        ("이학학사 취득", "bachelor", "held"),
        ("대졸 이상", "bachelor", "held"),
        ("고졸 이상", "high_school", "held"),
    ],
)
def test_one_degree(text: str, level: str, state: str) -> None:
    assert {(degree.level, degree.state) for degree in find_degrees(text)} == {(level, state)}


@pytest.mark.parametrize(
    "text",
    [
        "Scrum Master for two teams",
        "학사 일정과 학사 관리 시스템 운영",
        "Boston, MA",
        "MS Office",
        "master data management",
        "Supervised one master's student",
        "서울대학교병원 간호사",
        "김민준 박사님께 감사드립니다",
    ],
)
def test_no_degree(text: str) -> None:
    assert find_degrees(text) == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("BSc Civil Engineering, University of Leeds", "Civil Engineering"),
        ("Bachelor's degree in Computer Science or equivalent", "Computer Science"),
        ("한빛대학교 컴퓨터공학과 학사", "컴퓨터공학"),
        ("MBA, 2019", "business administration"),
    ],
)
def test_field_of_study(text: str, field: str) -> None:
    assert find_degrees(text)[0].field == field


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("PMP (2021)", "PMP", "held"),
        ("ACLS expired June 2024", "ACLS", "expired"),
        ("BLS and ACLS current", "BLS", "held"),
        ("정보처리기사 (2019.11)", "정보처리기사", "held"),
        ("정보처리기사 필기 합격", "정보처리기사", "partial"),
        ("전기공사산업기사 취득", "전기공사산업기사", "held"),
        ("CPA, two of four sections passed", "CPA", "partial"),
        ("공인회계사 1차 합격", "KICPA", "partial"),
        ("AWS Certified Solutions Architect – Associate", "AWS Solutions Architect Associate", "held"),
        ("studying for the CFA Level II exam", "CFA", "in_progress"),
        ("컴퓨터활용능력 1급", "computer skills KR", "held"),
        ("컴활 2급 준비 중", "computer skills KR", "in_progress"),
        ("Full clean driving licence", "driving licence", "held"),
        ("운전면허 1종 보통", "class 1 driving licence KR", "held"),
        ("New York RN license, 2019 – present", "RN licence", "held"),
        ("no PMP", "PMP", "none"),
        ("SQLD 응시 예정", "SQLD", "planned"),
        ("사회복지사 2급", "social worker licence", "held"),
    ],
)
def test_known_certificate(text: str, name: str, state: str) -> None:
    found = {one.name: one for one in find_certificates(text)}
    assert name in found, found
    assert found[name].known
    assert found[name].state == state


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("컴퓨터활용능력 2급", "컴퓨터활용능력 1급"),
        ("전기산업기사", "전기기사"),
        ("건축기능사", "건축기술사"),
        ("CFA Level I", "CFA Level II"),
        ("Six Sigma Green Belt", "Six Sigma Black Belt"),
        ("PRINCE2 Foundation", "PRINCE2 Practitioner"),
        ("AWS Cloud Practitioner", "AWS SAA"),
        ("사회복지사 2급", "사회복지사 1급"),
        ("WSET Level 2", "WSET Level 3"),
    ],
)
def test_levels_are_ordered_within_a_family(lower: str, higher: str) -> None:
    (one,), (other,) = find_certificates(lower), find_certificates(higher)
    assert one.family == other.family
    assert one.level < other.level


@pytest.mark.parametrize(
    "text",
    ["Licensed Funeral Director", "Certified Interior Planner", "boiler operator licence", "수산질병관리사", "Pool Operator Certificate"],
)
def test_unknown_certificates_by_their_shape(text: str) -> None:
    (one,) = find_certificates(text)
    assert not one.known


@pytest.mark.parametrize(
    "text", ["버스 운전기사로 근무", "관련 기사 작성", "software license management", "배송기사 12명", "관련 자격증 보유", "우대 자격증"]
)
def test_no_certificate(text: str) -> None:
    assert find_certificates(text) == ()


def test_the_state_of_one_certificate_does_not_leak_to_the_next() -> None:
    states = {one.name: one.state for one in find_certificates("PMP (2019), CISSP (expired 2022), CISA in progress")}
    assert states == {"PMP": "held", "CISSP": "expired", "CISA": "in_progress"}


def test_english_names_of_korean_licences() -> None:
    (one,) = find_certificates("Engineer Information Processing (Korea), 2018")
    assert one.name == "정보처리기사"


@pytest.mark.parametrize(
    ("text", "test", "value"),
    [
        ("TOEIC 815점 (2023.09)", "TOEIC", 815),
        ("토익 900", "TOEIC", 900),
        ("TOEIC: 900", "TOEIC", 900),
        ("OPIc IM2 (2019.05)", "OPIc", 6),
        ("오픽 IH", "OPIc", 8),
        ("TOEIC Speaking IH", "TOEIC Speaking", 8),
        ("토익스피킹 Lv.6", "TOEIC Speaking", 6.5),
        ("TOEIC Speaking 160", "TOEIC Speaking", 9),
        ("TOPIK 5급", "TOPIK", 5),
        ("TOPIK Level 4", "TOPIK", 4),
        ("JLPT N2", "JLPT", 4),
        ("HSK 5급", "HSK", 5),
        ("IELTS 7.5", "IELTS", 7.5),
        ("TOEFL iBT 105", "TOEFL", 105),
        ("German (B2)", "CEFR", 4),
        ("Portuguese, A2", "CEFR", 2),
        ("Cambridge CAE", "Cambridge", 5),
    ],
)
def test_language_score(text: str, test: str, value: float) -> None:
    (one,) = find_language_scores(text)
    assert (one.test, one.value) == (test, value)


def test_a_floor_is_told_from_a_score() -> None:
    assert find_language_scores("TOEIC 850점 이상")[0].at_least
    assert find_language_scores("at least IELTS 7.0")[0].at_least
    assert not find_language_scores("TOEIC 850점")[0].at_least


def test_a_test_without_a_score_has_no_value() -> None:
    (one,) = find_language_scores("TOEIC 성적 보유자 우대")
    assert one.value is None


def test_different_tests_meet_on_the_cefr() -> None:
    cefr = [find_language_scores(text)[0].cefr for text in ("TOEIC 950", "IELTS 7.0", "OPIc AL", "TOEFL 100")]
    assert cefr == [5, 5, 5, 5]


def test_a_bare_letter_and_digit_is_no_level() -> None:
    assert find_language_scores("Building B2, licence class C1") == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("University of Leeds, Computer Science, BSc", "Computer Science"),
        ("Bachelor of Science in Nursing", "Nursing"),
        ("Master of Human Resource Management", "Human Resource Management"),
        ("BSN, RN, CCRN", "nursing"),
        ("새빛대학교 생명과학과 졸업", "생명과학"),
        ("새빛전문대학 세무회계과 전문학사", "세무회계"),
        ("공학 계열 학사 학위 이상", "공학"),
        ("통계학 또는 관련 분야 석사", "통계학 또는 관련"),
        ("BA Economics, grade A", "Economics"),
        ("A degree in law, economics or a closely related subject", "law, economics"),
        ("a bachelor's degree in supply chain, business or something close", "supply chain, business"),
        ("Jane Roe, PhD", ""),
        ("새빛대학교, 국제물류학, 학사", "국제물류학"),
    ],
)
def test_field_of_study_wherever_it_stands(text: str, field: str) -> None:
    assert find_degrees(text)[0].field == field


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("BA Psychology: first year passed, then left", "dropped"),
        ("전문학사 (2007.03 ~ 2013.02, 휴학 포함)", "held"),
        ("nine master's dissertations supervised", None),
        ("석·박사 과정생 지도", None),
    ],
)
def test_degrees_left_or_of_others(text: str, state: str | None) -> None:
    assert [degree.state for degree in find_degrees(text)] == ([state] if state else [])


def test_one_degree_said_twice_is_one() -> None:
    assert [degree.level for degree in find_degrees("경영학 석사(MBA) 학위")] == ["master"]
    assert [degree.level for degree in find_degrees("4년제 대학교 졸업")] == ["bachelor"]


@pytest.mark.parametrize(
    ("field", "asked", "expected"),
    [
        ("컴퓨터공학", "Computer Science", "same"),
        ("Civil and Environmental Engineering", "토목공학", "same"),
        ("경영학", "accounting or finance", "near"),
        ("Sociology", "Electrical Engineering", "far"),
        ("간호학", "Nursing", "same"),
        ("", "Nursing", "unknown"),
        ("History", "any", "unknown"),
    ],
)
def test_how_near_two_fields_are(field: str, asked: str, expected: str) -> None:
    assert nearness(field, asked) == expected


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Certified Kubernetes Administrator (CKA), March 2021, lapsed March 2024", "CKA", "expired"),
        ("ITIL 4 Foundation, three-day course; exam not taken", "ITIL", "in_progress"),
        ("CPR/AED, expired 2024", "CPR", "expired"),
        ("공인노무사 제1차 시험 합격", "labour attorney KR", "partial"),
        ("BLS, ACLS, both current", "ACLS", "held"),
    ],
)
def test_state_told_after_the_name(text: str, name: str, state: str) -> None:
    assert {one.name: one.state for one in find_certificates(text)}[name] == state


@pytest.mark.parametrize(
    "text", ["Registered in Scotland", "or an equivalent certificate", "인터뷰해 기사로 옮김", "German B1 certificate"]
)
def test_what_only_looks_like_a_certificate(text: str) -> None:
    assert find_certificates(text) == ()

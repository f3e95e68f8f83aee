"""Lines of a resume as sentences of a letter, and the places they belong to."""

from __future__ import annotations

import pytest

from coverletter.writing import english, korean
from coverletter.writing.employers import place_of

ENGLISH = [
    ("Cut reconciliation from 5 h 40 min to 52 min", False, "I cut reconciliation from 5 h 40 min to 52 min"),
    ("Own the booking service", True, "I own the booking service"),
    ("Own the booking service", False, ""),
    ("Manages a team of four", True, "I manage a team of four"),
    ("Leading a team of four", False, "I worked on leading a team of four"),
    ("Independently designed two bridges", False, "I independently designed two bridges"),
    ("Ran the archive; wrote 23 guides for it", False, "I ran the archive; I wrote 23 guides for it"),
    ("Own the night rota; respond to calls from four wards", True, "I own the night rota; I respond to calls from four wards"),
    ("Foreman for the electrical package: crew of 14", True, "I am foreman for the electrical package: crew of 14"),
    ("Mentor to six trainees, five of whom stayed", False, "I was a mentor to six trainees, five of whom stayed"),
    ("Member of the safety committee since 2019", True, "I have been a member of the safety committee since 2019"),
    ("Responsible for two warehouses", False, "I was responsible for two warehouses"),
    ("Seconded to the rail team for a year", False, "I was seconded to the rail team for a year"),
    ("Pick accuracy on nights rose from 98% to 99%", False, " Pick accuracy on nights rose from 98% to 99%"),
    ("Report for the trust, 46 pages", True, ""),
    ("Registered Nurse, State Board", False, ""),
    ("Apprentice of the Year, 2011", False, ""),
    ("Python, R, SQL", False, ""),
    ("Teaching assistant, R for biologists", False, ""),
    ("Design workshops with 40 care workers", False, ""),
]


@pytest.mark.parametrize(("line", "current", "sentence"), ENGLISH)
def test_english_lines(line: str, current: bool, sentence: str) -> None:
    predicate = english.predicate_of(line, current)
    assert (f"{predicate.subject} {predicate.text}" if predicate else "") == sentence


KOREAN = [
    ("수요예측과 발주 담당", False, "수요예측과 발주를 담당했습니다."),
    ("수요예측과 발주 담당", True, "수요예측과 발주를 담당하고 있습니다."),
    ("예측 오차를 28%에서 19%로 낮춤", False, "예측 오차를 28%에서 19%로 낮췄습니다."),
    ("폐기율 3.1%에서 1.7%로 개선", False, "폐기율을 3.1%에서 1.7%로 개선했습니다."),
    ("이탈률 44%에서 27%로 감소", False, "이탈률이 44%에서 27%로 감소했습니다."),
    ("단가 재협상, 물류비 4억 원 절감(전체의 9%)", False, "단가를 재협상하고 물류비 4억 원을 절감했습니다(전체의 9%)."),
    ("거래명세서 처리, 월 400건 안팎", False, "거래명세서를 처리했습니다(월 400건 안팎)."),
    ("온라인 설명회 27회 진행", False, "온라인 설명회를 27회 진행했습니다."),
    ("매뉴얼 개정에 참여", False, "매뉴얼 개정에 참여했습니다."),
    ("표준화 TF 참여", False, "표준화 TF에 참여했습니다."),
    ("실습생 현장 지도", False, "실습생을 현장 지도했습니다."),
    ("원고 교정과 발행 일정 관리", False, "원고를 교정하고 발행 일정을 관리했습니다."),
    ("예약 앱 개편: 오류율 31%에서 12%로 감소", False, "예약 앱 개편에서는 오류율이 31%에서 12%로 감소했습니다."),
    ("신규간호사 프리셉터: 11명 교육", False, "신규간호사 프리셉터로서 11명을 교육했습니다."),
    ("물류 담당자입니다", False, "물류 담당자입니다."),
    ("전산세무 1급 불합격, 재응시 준비", False, ""),
    ("엑셀, 파워포인트, 한글", False, ""),
    ("2020년 우수상", False, ""),
]


@pytest.mark.parametrize(("line", "current", "sentence"), KOREAN)
def test_korean_lines(line: str, current: bool, sentence: str) -> None:
    assert korean.sentence_of(line, current) == sentence


PLACES = [
    (
        "Experience",
        "Tayside Conveyors, Maintenance Engineer\nDundee\nMay 2020 – Present",
        "Tayside Conveyors",
        "Maintenance Engineer",
        True,
    ),
    ("Experience", "Maintenance Engineer, Tayside Conveyors\nDundee, UK 2015 – 2018", "Tayside Conveyors", "Maintenance Engineer", False),
    ("Experience", "Staff Nurse, Cardiac Unit – Larch Hospital\n2017 – 2020", "Larch Hospital", "Staff Nurse", False),
    ("Work", "2012 – 2015\nLarch Contracting, Perth\nElectrician, industrial", "Larch Contracting", "Electrician", False),
    ("Work", "Self-employed, bookkeeper\n2012 – 2015", "", "bookkeeper", False),
    ("Work", "Knee surgery and recovery\n2012", "", "", False),
    ("경력", "㈜가온유통, 고객지원팀 대리\n2020.03 – 현재", "㈜가온유통", "고객지원팀 대리", True),
    ("경력", "㈜가온유통 고객지원팀 대리\n2020.03 – 2021.02", "㈜가온유통", "고객지원팀 대리", False),
    ("경력", "대리, ㈜가온유통\n2020.03 – 2021.02", "㈜가온유통", "대리", False),
    ("경력", "세무법인 청람 / 사원\n2014.12 ~ 2016.06", "세무법인 청람", "사원", False),
    ("경력", "품질보증팀 파트장\n2014.12 ~ 2016.06", "", "", False),
    ("Work", "Rowan Agency, warehouse operative at a parcel depot\n2021", "Rowan Agency", "warehouse operative", False),
    ("프로젝트", "포장재 규격 통합\n2023.05 – 2023.09", "포장재 규격 통합", "", False),
    ("경력", "달빛서점\n소프트웨어 개발자, 2018년 8월 - 2021년 2월", "달빛서점", "소프트웨어 개발자", False),
    ("경력", "달빛서점 (온라인 서점)\n백엔드 개발자, 2021년 3월 - 현재", "달빛서점", "백엔드 개발자", True),
    ("경력", "소프트웨어 개발자, 2018년 8월 - 2021년 2월\n달빛서점", "달빛서점", "소프트웨어 개발자", False),
    ("경력", "소프트웨어 개발자\n2018.08 - 2021.02", "", "", False),
    ("경력", "시니어 모바일 개발자\n2018.08 - 2021.02", "", "", False),
    ("경력", "프로젝트 매니저, 물류 시스템 교체 준비\n2018.08 - 2021.02", "", "", False),
    ("경력", "운영팀 사원, 가람택배 – 충남 아산\n2018.02 – 2020.12", "가람택배", "운영팀 사원", False),
    ("경력", "2020.03 ~ 현재\n경기 안산\n㈜다솜정공 / 재무팀 과장\n임직원 120명", "㈜다솜정공", "재무팀 과장", True),
    ("경력", "한결전자㈜, 설계부 사원 → 대리\n2018.03 ~ 2023.03", "한결전자㈜", "", False),
    ("경력", "종합병원 · 820병상 · 2021.04부터 책임간호사", "", "", False),
    ("경력", "가온호텔 (4성급, 객실 200실) · 컨시어지 슈퍼바이저\n2023.03 ~ 현재", "가온호텔", "컨시어지 슈퍼바이저", True),
    (
        "Experience",
        "Staff Nurse, Ward 4 – Larch General Hospital Mill Haven, WA June 2017 – May 2020",
        "Larch General Hospital",
        "Staff Nurse",
        False,
    ),
    ("Experience", "Lecturer – University of Mill Haven, WA\n2017 – 2020", "University of Mill Haven", "Lecturer", False),
    ("Work", "2012 – 2015\nLarch Electric Ltd., Perth (industrial, 90 staff) Foreman", "Larch Electric Ltd", "Foreman", False),
    ("Navy", "Petty Officer, Type 45 destroyer\n2014 – 2019", "", "Petty Officer", False),
    ("Teaching", "Seminar tutor, Introduction to Ethics\n2016 – 2020", "", "Seminar tutor", False),
    ("Education", "Diploma in Nursing, merit, Larch College\n2016", "", "", False),
]


@pytest.mark.parametrize(("heading", "entry", "employer", "title", "current"), PLACES)
def test_where_a_deed_belongs(heading: str, entry: str, employer: str, title: str, current: bool) -> None:
    place = place_of(heading, entry)
    assert (place.employer, place.title, place.current) == (employer, title, current)


@pytest.mark.parametrize(
    ("word", "particle", "marked"),
    [
        ("재고", "를", "재고를"),
        ("상품", "를", "상품을"),
        ("SQL", "를", "SQL을"),
        ("API", "를", "API를"),
        ("3일", "로", "3일로"),
        ("대리", "로", "대리로"),
        ("팀장", "로", "팀장으로"),
        ("매출(연)", "가", "매출(연)이"),
        ("Engineer", "로", "Engineer로"),
    ],
)
def test_particles(word: str, particle: str, marked: str) -> None:
    assert korean.with_particle(word, particle) == marked


@pytest.mark.parametrize(
    ("requirement", "phrase"),
    [
        ("Experience with preventive maintenance", "experience with preventive maintenance"),
        ("Strong knowledge of Kubernetes", "knowledge of Kubernetes"),
        ("Python or R for analysis", "Python or R for analysis"),
        ("Degree in nursing", "a degree in nursing"),
        ("You have run a team", ""),
        ("Design APIs that other teams can use", ""),
        ("Ability to lift 20 kg", ""),
        ("Precepts students on the ward", ""),
        ("Acts as deputy when the manager is away", ""),
        ("Reports weekly figures to the board", ""),
        ("You will lead a team of six", ""),
        ("Able to climb ladders", ""),
        ("Must hold a forklift licence", ""),
        ("Talk to suppliers every morning", ""),
        ("Say yes to change", ""),
        ("Comfortable with ambiguity", ""),
        ("Entitled to work in Malta", ""),
        ("Legally allowed to drive lorries", ""),
        ("who speaks Danish or Finnish", ""),
        ("Not afraid of heights", ""),
        ("At least two of those years abroad", ""),
        ("Sales experience in retail", "sales experience in retail"),
        ("Communication skills in Danish", "communication skills in Danish"),
        ("Operations management experience", "operations management experience"),
        ("Contributions to open standards", "contributions to open standards"),
        ("Fluent spoken Danish", "fluent spoken Danish"),
        ("Business-level Danish", "business-level Danish"),
        ("Chartered Surveyor status", ""),
        ("A Master Plumber certificate", "a Master Plumber certificate"),
    ],
)
def test_requests_in_the_postings_words(requirement: str, phrase: str) -> None:
    assert english.plain_request(requirement) == phrase

"""A posting held against a resume: what the facts decide, which evidence is quoted, what is kept and what is withheld."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from coverletter.errors import NotReady
from coverletter.matching.asked import facts_of
from coverletter.matching.clauses import clauses_of
from coverletter.matching.comparison import Comparison, compare
from coverletter.matching.embedding import SentenceEmbedder, Vectors
from coverletter.matching.fit import Matcher, coverage_of
from coverletter.matching.held import hold
from coverletter.matching.index import ChromaIndex
from coverletter.matching.ranker import shipped_ranker
from coverletter.matching.status import Judge, shipped_judge
from coverletter.matching.verdict import Verdict
from coverletter.matching.verdicts import find_verdicts
from coverletter.matching.words import bm25, words_of
from coverletter.types import Fit, Match, Passage, Posting, Requirement, RequirementKind, Resume

TODAY = date(2026, 3, 2)
OWNER, STRANGER = (hashlib.sha256(name.encode()).hexdigest() for name in ("owner", "stranger"))


@cache
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


def resume(*sections: tuple[str, Sequence[str]], name: str = "resume") -> Resume:
    """A resume from headings and lines: "# ..." is the header of a job or school, "- ..." a bullet."""
    passages: list[Passage] = []

    def add(text: str, kind: str, heading: str, entry: str = "") -> None:
        passages.append(Passage(id=f"p{len(passages) + 1}", page=1, text=text, kind=kind, heading=heading, entry=entry))  # type: ignore[arg-type]

    for heading, lines in sections:
        add(heading, "heading", heading)
        entry = ""
        for line in lines:
            if line.startswith("# "):
                entry = line[2:]
                add(entry, "entry", heading, entry)
            elif line.startswith("- "):
                add(line[2:], "bullet", heading, entry)
            else:
                add(line, "line", heading)
    text = "\n".join(passage.text for passage in passages)
    language = "ko" if "경력" in text or "학력" in text else "en"
    id = hashlib.sha256((name + text).encode()).hexdigest()
    return Resume(id=id, name="", pages=1, language=language, text=text, passages=tuple(passages), quality=1)  # type: ignore[arg-type]


def posting(*requirements: str, kind: RequirementKind = "required") -> Posting:
    asked = tuple(Requirement(text=text, kind=kind) for text in requirements)
    return Posting(title="", company="", language="en", text="\n".join(requirements), requirements=asked)


def compared(requirement: str, read: Resume) -> Comparison:
    return compare([requirement], hold(read.passages), lambda queries, texts: embedder().embed(queries) @ embedder().embed(texts).T)[0]


def verdicts(requirement: str, read: Resume) -> dict[str, Verdict]:
    """What the facts alone say, by subject."""
    comparison = compared(requirement, read)
    found = find_verdicts(comparison, shipped_ranker().scores(comparison.rows), TODAY)
    return {verdict.subject: verdict for verdict in found}


def top(requirement: str, read: Resume) -> str:
    """The passage that ranks first."""
    return read.passages[int(np.argmax(shipped_ranker().scores(compared(requirement, read).rows)))].text


BAKER = resume(
    (
        "Experience",
        [
            "# Rye & Salt Bakery, Head Baker, March 2021 - present",
            "- Lead a team of 9 bakers over two shifts",
            "- Cut flour waste from 8% to 3% with weekly stock counts in Excel",
            "# Harbour Patisserie, Pastry Chef, June 2017 - February 2021",
            "- Baked 400 croissants a day for six cafes",
        ],
    ),
    (
        "Education",
        ["BSc in Food Science, Kelmarsh University, 2013 - 2016", "MSc in Nutrition, Kelmarsh University, in progress, expected 2027"],
    ),
    ("Certificates", ["First aid at work, expired May 2023", "PMP, 2022", "Lean Six Sigma Yellow Belt, 2020"]),
    ("Languages", ["French B2, German A2, English native"]),
)

TELLER = resume(
    (
        "경력",
        [
            "# 한별은행 영업점 대리 2019.04 ~ 현재",
            "- 기업 여신 심사와 대출 상담, 월평균 45건",
            "- 신입 행원 6명 교육과 근무표 작성",
            "# 새솔저축은행 창구 사원 2016.03 ~ 2019.03",
            "- 예금 상품 판매, 지점 평가 2위",
        ],
    ),
    ("학력", ["가람대학교 경제학과 학사 2010.03 ~ 2015.02"]),
    ("자격·어학", ["공인회계사 1차 시험 합격 (2021)", "컴퓨터활용능력 2급", "TOEIC 790점 (2024)", "일본어 JLPT N2"]),
)


@pytest.mark.parametrize(
    ("requirement", "read", "status"),
    [
        ("At least eight years of experience as a baker or pastry chef", BAKER, "met"),
        ("15+ years in a bakery", BAKER, "partial"),
        ("Five years or more in software development", BAKER, "missing"),
        ("은행 영업 경력 5년 이상", TELLER, "met"),
        ("20 years of banking experience", TELLER, "partial"),
    ],
)
def test_years_are_added_up_over_the_jobs_of_the_subject(requirement: str, read: Resume, status: str) -> None:
    assert verdicts(requirement, read)["years"].status == status


def test_overlapping_and_open_jobs_count_to_the_day_asked_about() -> None:
    found = verdicts("Ten years in banking", TELLER)["years"]
    assert found.english.startswith("10.0 of 10 years")
    assert found.korean.startswith("10년 요건에 관련 경력 10.0년")


@pytest.mark.parametrize(
    ("requirement", "read", "status"),
    [
        ("A bachelor's degree in food science", BAKER, "met"),
        ("A bachelor's degree, any subject", BAKER, "met"),
        ("A bachelor's degree in computer science", BAKER, "missing"),
        ("A master's degree in nutrition", BAKER, "partial"),
        ("PhD in nutrition", BAKER, "missing"),
        ("경제학 또는 경영학 학사 이상", TELLER, "met"),
        ("a bachelor's degree in economics or finance", TELLER, "met"),
        ("석사 학위 소지자", TELLER, "missing"),
    ],
)
def test_degrees_by_level_field_and_state(requirement: str, read: Resume, status: str) -> None:
    assert verdicts(requirement, read)["degree"].status == status


@pytest.mark.parametrize(
    ("requirement", "read", "status"),
    [
        ("PMP certification", BAKER, "met"),
        ("PMP or PRINCE2", BAKER, "met"),
        ("PMP and a first aid certificate", BAKER, "partial"),
        ("Valid first aid certificate", BAKER, "partial"),
        ("Six Sigma Green Belt", BAKER, "missing"),
        ("CPA licence", BAKER, "missing"),
        ("공인회계사(KICPA) 자격 소지자", TELLER, "partial"),
        ("컴퓨터활용능력 1급 소지자", TELLER, "missing"),
        ("컴퓨터활용능력 2급 이상", TELLER, "met"),
    ],
)
def test_certificates_held_unfinished_expired_lower_or_absent(requirement: str, read: Resume, status: str) -> None:
    assert verdicts(requirement, read)["certificate"].status == status


@pytest.mark.parametrize(
    ("requirement", "read", "status"),
    [
        ("French B2 or better", BAKER, "met"),
        ("German at C1 level", BAKER, "partial"),
        ("Spanish or French", BAKER, "met"),
        ("Fluent Spanish", BAKER, "missing"),
        ("TOEIC 750점 이상", TELLER, "met"),
        ("TOEIC 850점 이상", TELLER, "partial"),
        ("JLPT N1 이상", TELLER, "partial"),
        ("중국어 회화 가능자", TELLER, "missing"),
    ],
)
def test_languages_by_test_or_level(requirement: str, read: Resume, status: str) -> None:
    assert verdicts(requirement, read)["language"].status == status


@pytest.mark.parametrize(
    ("requirement", "status"), [("Led a team of at least eight bakers", "met"), ("Led a team of 20 or more bakers", "partial")]
)
def test_amounts_against_a_threshold(requirement: str, status: str) -> None:
    assert verdicts(requirement, BAKER)["amount"].status == status


@pytest.mark.parametrize(
    "requirement",
    [
        "The right to work in Ireland",
        "Willingness to travel to Lyon every month",
        "Available to work night shifts",
        "해외 출장이 가능한 분",
    ],
)
def test_what_only_the_person_can_say_is_never_inferred(requirement: str) -> None:
    found = verdicts(requirement, BAKER)
    assert found.keys() == {"personal"}
    assert found["personal"].status == "missing"


def test_a_stated_permit_counts_and_a_place_does_not() -> None:
    citizen = resume(("Personal", ["Lives in Cork, Ireland", "Irish citizen"]), ("Experience", ["- Baked bread"]))
    assert verdicts("The right to work in Ireland", citizen)["personal"].status == "met"
    assert verdicts("Willingness to relocate", citizen)["personal"].status == "missing"


def test_tools_by_either_name() -> None:
    assert verdicts("엑셀 활용 능력", BAKER)["tool"].status == "met"
    assert verdicts("Excel or Tableau", BAKER)["tool"].status == "met"
    assert verdicts("Excel and Tableau", BAKER)["tool"].status == "partial"
    assert verdicts("SQL", BAKER)["tool"].status == "missing"


def test_decided_facts_are_not_overruled() -> None:
    eager = Judge({}, (9.0, 9.0))
    assert eager.decide({}, ())[0] == "met"
    assert eager.decide({}, (Verdict("certificate", "missing"),))[0] == "missing"
    status, score = eager.decide({}, (Verdict("degree", "met"), Verdict("language", "missing")))
    assert status == "partial"
    assert 1 / 3 <= score <= 2 / 3


def test_chances_lie_between_none_and_all() -> None:
    for signals in ({}, {"cosine_first": 0.9, "words_all": 1.0}, {"personal_missing": 1.0}):
        some, every = shipped_judge().chances(signals)
        assert 0 <= every <= 1
        assert 0 <= some <= 1


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex(embedder().name, tmp_path / "chroma_db")
    yield index
    index.close()


@pytest.fixture
def matcher(index: ChromaIndex) -> Matcher:
    return Matcher(embedder(), index)


def best(fit: Fit) -> list[str]:
    return [match.evidence[0].text if match.evidence else "" for match in fit.matches]


def test_the_best_evidence_is_quoted_first(matcher: Matcher) -> None:
    fit = matcher.match(BAKER, posting("Reducing waste with stock control", "Leading a team of bakers"), (), TODAY)
    assert best(fit) == ["Cut flour waste from 8% to 3% with weekly stock counts in Excel", "Lead a team of 9 bakers over two shifts"]
    quoted = {passage.text for passage in BAKER.passages}
    for match in fit.matches:
        assert 1 <= len(match.evidence) <= 3
        assert {evidence.text for evidence in match.evidence} <= quoted
        assert [evidence.score for evidence in match.evidence] == sorted((evidence.score for evidence in match.evidence), reverse=True)
        assert all(evidence.page == 1 and evidence.source == "resume" for evidence in match.evidence)


def test_across_languages() -> None:
    assert top("Corporate lending and loan assessment", TELLER) == "기업 여신 심사와 대출 상담, 월평균 45건"
    assert top("Training of new employees", TELLER) == "신입 행원 6명 교육과 근무표 작성"
    assert top("제과 인력을 이끈 경험", BAKER) == "Lead a team of 9 bakers over two shifts"


def test_a_tool_speaks_for_its_field() -> None:
    assert facts_of("Wrote the weekly Zendesk summaries").concepts & facts_of("고객 응대 경험").concepts
    assert not facts_of("Wrote the weekly summaries").concepts & facts_of("고객 응대 경험").concepts


def test_missing_shows_no_evidence(matcher: Matcher) -> None:
    fit = matcher.match(BAKER, posting("Kubernetes administration", "CPA licence", "PhD in physics"), (), TODAY)
    assert [(match.status, match.evidence) for match in fit.matches] == [("missing", ())] * 3
    assert fit.coverage == 0


def test_years_are_quoted_and_explained(matcher: Matcher) -> None:
    match = matcher.match(TELLER, posting("Five years or more in banking"), (), TODAY).matches[0]
    assert match.status == "met"
    assert match.explanation == "10.0 of 5 years; 10.0 years of work in all"
    assert "한별은행" in match.evidence[0].text


def test_notes_are_a_second_source(matcher: Matcher) -> None:
    note = Passage(id="n1", page=0, text="I volunteer as a sign language interpreter for deaf visitors of the museum", source="notes")
    asked = posting("Experience with sign language interpreting for deaf visitors")
    evidence = matcher.match(BAKER, asked, (note,), TODAY).matches[0].evidence
    assert (evidence[0].text, evidence[0].source, evidence[0].page) == (note.text, "notes", 0)


def test_coverage_counts_required_twice_and_partial_half() -> None:
    def match(kind: RequirementKind, status: str) -> Match:
        return Match(requirement="", kind=kind, status=status, score=0, evidence=())  # type: ignore[arg-type]

    assert coverage_of([match("required", "met"), match("preferred", "missing")]) == pytest.approx(2 / 3)
    assert coverage_of([match("required", "partial"), match("responsibility", "met")]) == pytest.approx(2 / 3)
    assert coverage_of([]) == 0


def test_nothing_asked_and_nothing_there(matcher: Matcher) -> None:
    assert matcher.match(BAKER, posting(), (), TODAY).matches == ()
    empty = resume(("경력", []))
    assert matcher.match(empty.model_copy(update={"passages": ()}), posting("Python"), (), TODAY).matches[0].status == "missing"


@pytest.mark.parametrize("requirement", ["R", "C", "·", "1", "…", "和", "a" * 3000, "및 또는 등", "(()", "10+ years"])
def test_odd_requirements_are_answered(matcher: Matcher, requirement: str) -> None:
    assert len(matcher.match(BAKER, posting(requirement), (), TODAY).matches) == 1


def test_clauses_begin_with_the_whole() -> None:
    assert clauses_of("Python and SQL, or R") == ("Python and SQL, or R", "Python and SQL", "or R", "SQL, or R", "Python", "SQL") or (
        clauses_of("Python and SQL, or R")[0] == "Python and SQL, or R"
        and {"Python", "Python and SQL"} <= set(clauses_of("Python and SQL, or R"))
    )
    assert clauses_of("R") == ("R",)


class Counting:
    """An embedder that notes what it computes."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return embedder().embed(texts)


def test_kept_vectors_are_not_computed_again(index: ChromaIndex, tmp_path: Path) -> None:
    asked = posting("Leading a team of bakers")
    first = Matcher(Counting(), index).match(BAKER, asked, (), TODAY, OWNER)
    index.close()
    counting = Counting()
    again = Matcher(counting, ChromaIndex(embedder().name, tmp_path / "chroma_db")).match(BAKER, asked, (), TODAY, OWNER)
    assert again == first
    assert not {passage.text for passage in BAKER.passages} & set(counting.texts)


def test_with_and_without_an_owner_the_same(matcher: Matcher) -> None:
    asked = posting("Reducing waste with stock control", "Fluent Spanish", "Eight years as a baker")
    kept, unkept = matcher.match(BAKER, asked, (), TODAY, OWNER), matcher.match(BAKER, asked, (), TODAY)
    assert [match.status for match in kept.matches] == [match.status for match in unkept.matches]
    assert best(kept) == best(unkept)


def test_without_an_owner_nothing_is_kept_and_forgetting_counts(matcher: Matcher, index: ChromaIndex, tmp_path: Path) -> None:
    note = Passage(id="n1", page=0, text="I can start in May", source="notes")
    matcher.match(BAKER, posting("Baking"), (), TODAY)
    assert index.count() == 0
    matcher.match(BAKER, posting("Baking"), (note,), TODAY, OWNER)
    matcher.match(TELLER, posting("Baking"), (), TODAY, STRANGER)
    kept = len({passage.text for passage in BAKER.passages})
    assert index.count() == kept + len({passage.text for passage in TELLER.passages})
    for path in (tmp_path / "chroma_db").rglob("*"):
        assert not path.is_file() or b"croissants" not in path.read_bytes()
    assert matcher.forget(OWNER) == kept
    assert matcher.forget(OWNER) == 0
    assert index.count() == len({passage.text for passage in TELLER.passages})


def test_vectors_that_vanished_are_put_back(matcher: Matcher, index: ChromaIndex) -> None:
    asked = posting("Reducing waste with stock control")
    before = matcher.match(BAKER, asked, (), TODAY, OWNER)
    index.forget(OWNER)
    assert matcher.match(BAKER, asked, (), TODAY, OWNER) == before
    assert index.count() == len({passage.text for passage in BAKER.passages})


class Unreachable:
    """An index that is down."""

    def held(self, owner: str, resume_id: str) -> frozenset[str]:
        raise NotReady("down")

    def upsert(self, owner: str, resume_id: str, ids: Sequence[str], vectors: Vectors) -> None:
        raise NotReady("down")

    def query(self, owner: str, resume_id: str, vectors: Vectors, k: int) -> list[dict[str, float]]:
        raise NotReady("down")

    def forget(self, owner: str) -> int:
        raise NotReady("down")


def test_matching_goes_on_without_the_index_but_forgetting_does_not_pretend() -> None:
    matcher = Matcher(embedder(), Unreachable())
    assert best(matcher.match(BAKER, posting("Leading a team of bakers"), (), TODAY, OWNER)) == ["Lead a team of 9 bakers over two shifts"]
    with pytest.raises(NotReady):
        matcher.forget(OWNER)


def test_twenty_requirements_against_sixty_passages_take_under_half_a_second(matcher: Matcher) -> None:
    lines = [f"- Ran campaign number {number} for a client in retail and raised sales by {number}%" for number in range(58)]
    long = resume(("Experience", ["# Agency, Marketing Manager, 2015 - present", *lines]))
    asked = posting(*(f"Experience with retail campaign planning, measure {number}, and sales growth" for number in range(20)))
    matcher.match(long, asked, (), TODAY, OWNER)
    started = time.process_time()
    matcher.match(long, asked, (), TODAY, OWNER)
    assert time.process_time() - started < 0.5


def test_words_meet_across_endings_and_leave_fillers_out() -> None:
    assert set(words_of("planned budgets")) & set(words_of("budget planning")) == {"plann", "budget"}
    assert words_of("experience with the") == ()
    assert "배차" in words_of("배차를 관리했습니다")


def test_bm25_prefers_the_rarer_word() -> None:
    scores = bm25([("rare", "common")], [("common", "x"), ("rare", "x"), ("common", "y")])
    assert np.argmax(scores[0]) == 1
    assert bm25([], [("a",)]).shape == (0, 1)
    assert bm25([("a",)], []).shape == (1, 0)

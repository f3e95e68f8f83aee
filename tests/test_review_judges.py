"""Each judge on sentences of its own: what it must see, and the true telling of the same line that it must let pass."""

from __future__ import annotations

import pytest

from coverletter.facts.numbers import value_fits
from coverletter.review.analysis import Analysis
from coverletter.review.arithmetic import of_changes
from coverletter.review.places import is_heard, sounds_of
from coverletter.review.statements import Statement
from tests.applicants import passages, resume_of
from tests.review_cases import PLANNER, judged, signals

FALSE_ENGLISH = [
    ("I led the setup of the SAP interface with the vendor.", {"led_for_helped", "raised_involvement"}),
    ("All of the recipes are in the new format, which I moved myself.", {"all_for_share"}),
    ("Scrap on the 14 lines fell from 8% to 2% between 2022 and 2024.", {"change_conflict", "number_conflict"}),
    ("I cut flour waste from 900 kg to 300 kg a week with a new sieve.", {"rate_conflict"}),
    ("At Millbrook Foods I cut flour waste from 900 kg to 300 kg a month with a new sieve.", {"other_entry"}),
    ("I spent ten years at Quarry Lane Bakery.", {"duration_conflict"}),
    ("My master's degree in food science from Eastmoor University taught me patience.", {"degree_state"}),
    ("As a certified Green Belt I look at data first.", {"certificate_level"}),
    ("I hold PRINCE2 Foundation.", {"certificate_state", "limit_lapsed"}),
    ("I won the Young Planner of the Year award in 2022.", {"award_raised", "won_for_placed"}),
    ("I plan every day with Kinaxis.", {"tool_posting_only", "name_posting_only"}),
    ("I hold APICS CPIM.", {"certificate_posting_only", "name_posting_only"}),
    ("Hillside Food Bank employed me as a driver for 40 parcels every Saturday.", {"raised_employment"}),
    ("As production director of Millbrook Foods I plan 14 lines.", {"raised_rank"}),
    ("My second oven proposal of £85,000 was approved and the oven is running.", {"done_for_undone", "limit_negated", "limit_pilot"}),
    ("Thanks to my rota, flour waste fell.", {"strength_cause"}),
    ("I moved the 48 recipes to the new format.", {"whole_for_part"}),
    ("I automate the rota in Python.", {"tool_slight"}),
    ("I am qualified in PRINCE2 Foundation.", {"held_for_attended"}),
    ("In charge of the SAP interface, I picked the vendor.", {"led_for_helped", "limit_helped"}),
    ("I graduated from Eastmoor University in 2014.", {"date_conflict"}),
    ("I have worked in food since 2008.", {"date_conflict"}),
    ("I have twenty years of experience in bakeries.", {"duration_too_long"}),
    ("I majored in mechanical engineering.", {"field_conflict"}),
    ("I hold a Kinaxis Author certification.", {"certificate_missing", "certificate_posting_only"}),
    ("I wrote the rota every day.", {"raised_frequency"}),
    ("I still work at Quarry Lane Bakery.", {"not_current"}),
]

FALSE_KOREAN = [
    ("SAP 인터페이스 구축을 총괄했습니다.", {"led_for_helped", "raised_involvement"}),
    ("폐기율을 8%에서 2%로 낮췄습니다.", {"change_conflict", "number_conflict"}),
    ("예산 12억 원을 집행하고 관리했습니다.", {"number_conflict"}),
    ("정보처리기사를 취득했습니다.", {"certificate_state"}),
    ("유통관리사 1급을 보유하고 있습니다.", {"certificate_level"}),
    ("토익 900점을 받았습니다.", {"score_level"}),
    ("한빛누리식품에서 밀가루 폐기량을 월 900kg에서 300kg으로 줄였습니다.", {"other_entry"}),
    ("사내 개선 제안 공모에서 대상을 받았습니다.", {"award_raised"}),
    ("샘물제과에서는 정규직 사원으로 일했습니다.", {"raised_employment"}),
    ("㈜한빛누리식품에서 밀가루 폐기량을 월 900kg에서 300kg으로 줄였습니다.", {"other_entry"}),
    ("㈜한빛누리식품에서 9년째 일하고 있습니다.", {"duration_conflict"}),
    ("2014년부터 식품 회사에서 일했습니다.", {"date_conflict"}),
    ("15년 넘게 생산 계획 업무를 해 왔습니다.", {"duration_too_long"}),
    ("물류 컨설턴트 자격증을 취득했습니다.", {"certificate_missing"}),
    ("샘물제과에 지금도 근무하고 있습니다.", {"not_current"}),
]

CROSSED = [
    ("At Hanbit Nuri Foods I cut flour waste from 900 kg to 300 kg a month.", {"other_entry"}),
    ("I managed a budget of KRW 1.2 billion.", {"number_conflict", "number_missing"}),
    ("I passed TOEIC with 900 points.", {"score_level"}),
]


@pytest.mark.parametrize(("sentence", "expected"), FALSE_ENGLISH)
def test_a_distorted_english_line_is_seen(sentence: str, expected: set[str]) -> None:
    assert expected & signals(sentence)


@pytest.mark.parametrize(("sentence", "expected"), FALSE_KOREAN)
def test_a_distorted_korean_line_is_seen(sentence: str, expected: set[str]) -> None:
    assert expected & signals(sentence, resume=PLANNER)


@pytest.mark.parametrize(("sentence", "expected"), CROSSED)
def test_a_korean_resume_distorted_in_english_is_seen(sentence: str, expected: set[str]) -> None:
    assert expected & signals(sentence, resume=PLANNER)


@pytest.mark.parametrize(
    "sentence",
    [
        "I helped the vendor set up our SAP interface, which outside consultants tested.",
        "Thirty of 48 recipes are in the new format by now.",
        "Scrap on my 14 lines fell by three percentage points between 2022 and 2024.",
        "At Quarry Lane Bakery I cut flour waste by two thirds with a new sieve.",
        "I spent more than five years at Quarry Lane Bakery.",
        "I am a Lean Six Sigma Yellow Belt.",
        "I came second for the Young Planner of the Year award in 2022.",
        "As a volunteer of Hillside Food Bank I delivered 40 parcels on Saturdays.",
        "I have 60 of 180 credits of a master's degree in food science.",
        "As shift supervisor I led a dozen bakers.",
        "I graduated from Eastmoor University in 2012.",
        "I have worked in production since 2015.",
        "I have more than ten years of experience in food production.",
        "I studied nutrition.",
        "I wrote the rota each week.",
    ],
)
def test_a_true_english_telling_is_not_contradicted(sentence: str) -> None:
    analysis = judged(sentence)
    assert not analysis.values.get("contradicted"), [signal for signal in analysis.signals if signal.reason]


@pytest.mark.parametrize(
    "sentence",
    [
        "외주업체가 개발한 SAP 인터페이스 구축을 지원했습니다.",
        "폐기율을 3%포인트 낮췄습니다.",
        "약 1억 2천만 원의 예산을 집행하고 관리했습니다.",
        "정보처리기사 필기에 합격했습니다.",
        "㈜한빛누리식품에서 6년째 일하고 있습니다.",
        "2018년부터 식품 회사에서 일했습니다.",
        "유통관리사 2급 자격증을 취득했습니다.",
        "㈜샘물제과에서 밀가루 폐기량을 월 900kg에서 300kg으로 줄였습니다.",
        "신입 담당자 스물두 명에게 엑셀을 가르쳤습니다.",
        "샘물제과에서 밀가루 폐기량을 3분의 1로 줄였습니다.",
        "I administered a budget of KRW 120 million.",
        "At Saemmul I cut flour waste from 900 kg to 300 kg a month.",
    ],
)
def test_a_true_telling_of_a_korean_resume_is_not_contradicted(sentence: str) -> None:
    analysis = judged(sentence, resume=PLANNER)
    assert not analysis.values.get("contradicted"), [signal for signal in analysis.signals if signal.reason]


def test_there_means_the_employer_of_the_sentence_before() -> None:
    before = "For some years I planned production at Millbrook Foods."
    assert "other_entry_there" in signals(before, "There I also cut flour waste from 900 kg to 300 kg a month with a new sieve.")
    assert "other_entry_there" not in signals(before, "There I also trained 22 new planners in Excel.")


def test_a_limit_touches_only_what_it_stands_beside() -> None:
    """The outside consultancy tested the interface; the planners were trained by nobody else."""
    assert "limit_others" not in signals("I train new planners in Excel.")
    assert "limit_others" in signals("I tested the SAP interface.")


LIBRARIAN = resume_of(
    "Tove Aldous",
    "en",
    passages(
        (
            "Experience",
            "Ravensmoor Library, Librarian\nJanuary 2018 – present",
            (
                "Secretary of the reading club (March 2020 – June 2022): 14 members, minutes and rooms",
                "Exhibition on river trade (director: Marta Quill), with a catalogue of 60 pages",
                "Asked 70 schools to lend drawings; 52 schools accepted",
                "Introduced self-service loans, now used by 900 readers",
                "Took the minutes for the managing director at quarterly meetings",
                "Taught two trainee archivists to bind pamphlets",
                "Wait for a lent book fell from 20 to 12 days",
                "Scanned 36 of 48 glass plates of the harbour",
                "Shortlisted for the small museums award with the map room",
                "Restored 45 atlases in three years",
                "Co-editor (editor: Nils Varga) of the county almanac",
                "Hosted the poetry evening and the science evening; tickets of the science evening were sold by an agency",
                "Drew 15 posters in QGIS (map layers, Python basics)",
            ),
        ),
        (
            "Education",
            "University of Ravensmoor, MSc Archive Studies\n2015 – 2017",
            ("Coursework passed, thesis not submitted",),
        ),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I have been secretary of the reading club since March 2020 and still take its minutes.", "still_for_ended"),
        ("All of the 70 schools I asked lent us drawings.", "whole_for_part"),
        ("I was director of the exhibition on river trade with its catalogue of 60 pages.", "strength_lead"),
        ("Our map room took home the small museums award.", "award_raised"),
        ("I restored 45 atlases a year.", "rate_conflict"),
        ("I scanned 36 of 60 glass plates of the harbour.", "number_conflict"),
        ("I introduced self-service loans, now used by 1,700 borrowers.", "number_conflict"),
        ("As editor of the county almanac I read every page.", "prefix_dropped"),
        ("I finished a master's degree at the University of Ravensmoor.", "degree_state"),
        ("As managing director of Ravensmoor Library I lead quarterly meetings.", "raised_rank"),
    ],
)
def test_a_librarians_limits_are_seen(sentence: str, expected: str) -> None:
    assert expected in signals(sentence, resume=LIBRARIAN)


@pytest.mark.parametrize(
    ("sentence", "unexpected"),
    [
        ("From 2020 to 2022 I was secretary of the reading club and took its minutes.", "still_for_ended"),
        ("Of the 70 schools I asked, 52 lent us drawings.", "whole_for_part"),
        ("I asked 70 schools to lend drawings.", "whole_for_part"),
        ("I introduced self-service loans, which 900 readers use today.", "not_current"),
        ("Our map room was shortlisted for the small museums award.", "award_raised"),
        ("I scanned three quarters of the glass plates of the harbour.", "number_conflict"),
        ("In three years I restored 45 atlases.", "rate_conflict"),
        ("I was the only one who restored 45 atlases in three years.", "strength_first"),
        ("More than half of the 48 glass plates of the harbour are scanned.", "number_missing"),
        ("As co-editor of the county almanac I read every page.", "prefix_dropped"),
        ("Nils Varga edited the county almanac, I was his co-editor.", "prefix_dropped"),
        ("I have not yet handed in the thesis for my master's degree.", "degree_state"),
        ("I taught two archivists to bind pamphlets.", "limit_associate"),
        ("I drew posters in QGIS.", "tool_slight"),
        ("All readers know my 70 letters to schools.", "whole_for_part"),
    ],
)
def test_a_librarians_true_words_pass(sentence: str, unexpected: str) -> None:
    assert unexpected not in signals(sentence, resume=LIBRARIAN)


@pytest.mark.parametrize(("line", "said"), [("fell from 20 to 12 days", "two fifths"), ("rose from 40% to 60%", "20 percentage points")])
def test_a_change_is_worked_out(line: str, said: str) -> None:
    mine = Statement(said).quantities[0]
    assert any(value_fits(mine, value) for value in of_changes(Statement(line), mine))
    assert not any(value_fits(mine, value) for value in of_changes(Statement("fell from 20 to 18 days"), mine))


def test_its_means_what_the_sentence_before_spoke_of() -> None:
    plates = "I scanned glass plates of the harbour."
    alone, after = "Three out of four are done.", "Three out of four of them are done."
    assert strength_of("36 of 48", judged(plates, after, resume=LIBRARIAN)) > strength_of(
        "36 of 48", judged(plates, alone, resume=LIBRARIAN)
    )


def strength_of(words: str, analysis: Analysis) -> float:
    return max((one.strength for one in analysis.claim.links if words in one.line.statement.text), default=0.0)


def test_a_header_that_is_only_near_limits_nothing() -> None:
    """The internship stands elsewhere; the deed is of the present post."""
    intern = resume_of(
        "Ada Fenn",
        "en",
        passages(
            ("Experience", "Corran Studio, Sound Designer\n2021 – present", ("Mixed 30 radio plays and decided on all sound effects",)),
            ("Experience", "Hollow Hill Studio, intern\n2019", ("Labelled tapes",)),
        ),
    )
    assert "limit_temporary" not in signals("At my studio I mixed 30 radio plays.", resume=intern)
    assert "limit_temporary" in signals("At Hollow Hill Studio I was one of the team.", resume=intern)


def test_a_common_word_is_heard_as_no_name() -> None:
    assert not is_heard("mutual", sounds_of("사내 모듈 문서"))
    assert is_heard("pennant", sounds_of("페넌트 물산"))


def test_what_is_held_and_found_adds_no_strength() -> None:
    held = judged("I hold a BSc in nutrition from Eastmoor University.").values
    assert held.get("degree_found")
    assert "strength_holds" not in held
    unheld = judged("I hold PRINCE2 Foundation.").values
    assert "strength_holds" in unheld


def test_support_beside_a_contradiction_counts_half() -> None:
    true, false = judged("Scrap on my 14 lines fell from 8% to 5%.").values, judged("Scrap on my 14 lines fell from 8% to 2%.").values
    assert false["contradicted"] == 1.0
    assert false["strength"] == pytest.approx(true["strength"] / 2)


def test_reasons_quote_the_line_they_contradict() -> None:
    reasons = [signal.reason for signal in judged("Scrap on the 14 lines fell from 8% to 2%.").signals if signal.name == "change_conflict"]
    assert reasons
    assert reasons[0]
    assert "8% to 5%" in reasons[0].found
    assert "2%" in reasons[0].claim

"""Masking against the many ways people write their details, and against what models do to the marks: 0 sent, all restored."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverletter.writing.privacy import Mask
from tests.faults.written_details import ENGLISH, KOREAN

NAMES = {"en": ("Morag Ellison", "morag.ellison@mail.example"), "ko": ("반채운", "chaeun.ban@mail.example")}

KEPT = [
    *(
        "2019.03.02 - 2021.05.14 근무",
        "2019-03-02 입사",
        "Jan 14 2019 - Mar 3 2021",
        "매출 1,234,567,890원",
        "조회수 0.1234",
        "ID 12345678 tickets",
    ),
    *(
        "서울 강남구 매장 15개 관리",
        "부산 해운대구 지점 3곳",
        "강남구 청담동 1호점 오픈",
        "을지로 3개 매장",
        "a 10-year plan",
        "ISO 27001:2022",
    ),
    *(
        "RFC 2616",
        "2020-2021 시즌",
        "영업이익 120-150억",
        "10.0.0.1 서버",
        "1588건 처리",
        "1600-1700 users",
        "2019 2020 2021",
        "TOEIC 905 / OPIc IH",
    ),
    *(
        "2,000-3,000 words",
        "10 000 000 rows",
        "p95 120 ms",
        "Java 8, 11, 17, 21",
        "2023년 5월 14일 수료",
        "신입생 300명",
        "유학생 20명 지도",
    ),
    *(
        "1학년생 24명",
        "2012년 생산 라인",
        "2019년 생산량 30% 증가",
        "2012년 생명공학 연구",
        "in May 2019 to 2021",
        "read at 9 and dot the i",
    ),
    *(
        "새로 15개 지점을 열었습니다",
        "매출 3위로 20단계 상승",
        "바로 3명을 채용",
        "12 of 40 lines",
        "a team at 3 sites",
        "GitHub Actions",
        "Notion, Slack",
    ),
]


def mask_for(text: str, language: str, hide_name: bool = False) -> Mask:
    name, address = NAMES[language]
    return Mask([text, address], name, hide_name)


@pytest.mark.parametrize(("text", "detail"), ENGLISH)
def test_english_ways_of_writing(text: str, detail: str) -> None:
    mask = mask_for(text, "en")
    assert detail not in mask.hide(text)
    assert mask.restore(mask.hide(text)) == text


@pytest.mark.parametrize(("text", "detail"), KOREAN)
def test_korean_ways_of_writing(text: str, detail: str) -> None:
    mask = mask_for(text, "ko")
    assert detail not in mask.hide(text)
    assert mask.restore(mask.hide(text)) == text


@pytest.mark.parametrize(("text", "detail"), [*ENGLISH, *KOREAN])
def test_no_piece_of_a_number_stays_behind(text: str, detail: str) -> None:
    """Four digits in a row that belonged to a detail are still a detail."""
    mask = mask_for(text, "ko" if (text, detail) in KOREAN else "en")
    hidden = mask.hide(text)
    for mark in mask.details:
        hidden = hidden.replace(mark, " ")
    left = "".join(sign for sign in hidden if sign.isdigit())
    assert len(left) < 4, hidden


@pytest.mark.parametrize("text", KEPT)
def test_deeds_and_figures_are_left_alone(text: str) -> None:
    assert Mask([text], "Morag Ellison").hide(text) == text


@pytest.mark.parametrize(
    "text", ["연락처010-2345-6789", "휴대폰: 010\u200b-2345-\u200b6789", "Tel.010-2345-6789", "010-2345-6789/042-483-1234"]
)
def test_numbers_hard_by_other_signs(text: str) -> None:
    mask = mask_for(text, "ko")
    assert not any(piece in mask.hide(text) for piece in ("2345", "6789", "1234"))
    assert mask.restore(mask.hide(text)) == text


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        *(
            ("en", text, "ellison")
            for text in ("MORAG ELLISON", "Ms Ellison writes", "Morag   Ellison", "Ellison, Morag", "Morag\nEllison")
        ),
        *(("en", text, "morag") for text in ("MORAG ELLISON", "I am Morag.", "Morag's team", "Ellison, Morag")),
        *(("ko", text, "채운") for text in ("채운입니다", "반 채운", "저 반채운은", "(반채운)")),
        *(("ko", text, "chaeun") for text in ("Chaeun Ban", "BAN CHAEUN", "Ban, Chaeun")),
    ],
)
def test_a_hidden_name_is_hidden_however_it_is_written(language: str, text: str, told: str) -> None:
    mask = mask_for(text, language, hide_name=True)
    assert told not in mask.hide(text).lower()
    assert mask.restore(mask.hide(text)) == text


CHANGED = [
    *(
        "<<EMAIL_1>>",
        "<EMAIL_1>",
        "<<email_1>>",
        "<< EMAIL_1 >>",
        "<<  EMAIL_1  >>",
        "«EMAIL_1»",
        "[[EMAIL_1]]",
        "[EMAIL_1]",
        "{{EMAIL_1}}",
    ),
    *("<<EMAIL_1>", "<EMAIL_1>>", "＜＜EMAIL_1＞＞", "&lt;&lt;EMAIL_1&gt;&gt;", "\\<\\<EMAIL\\_1\\>\\>", "<<EMAIL\\_1>>", "<<EMAIL-1>>"),
    *("<<EMAIL 1>>", "<<EMAIL1>>", "《EMAIL_1》", "〈〈EMAIL_1〉〉", "<<\nEMAIL_1>>", "EMAIL_1"),
]


@pytest.mark.parametrize("changed", CHANGED)
def test_a_mark_that_the_model_changed_is_restored_all_the_same(changed: str) -> None:
    assert Mask(["me@mail.example"]).restore(f"Write to {changed}.") == "Write to me@mail.example."
    assert Mask(["me@mail.example"]).restore(f"메일은 {changed}입니다") == "메일은 me@mail.example입니다"


@pytest.mark.parametrize("changed", CHANGED)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13])
def test_a_changed_mark_is_restored_across_the_pieces_of_a_stream(changed: str, size: int) -> None:
    mask = Mask(["me@mail.example"])
    said = f"If 1 < 2 << 3, write to {changed} today; {changed}"
    restorer = mask.restorer()
    shown = [restorer.feed(said[start : start + size]) for start in range(0, len(said), size)]
    assert "".join([*shown, restorer.finish()]) == "If 1 < 2 << 3, write to me@mail.example today; me@mail.example"


@pytest.mark.parametrize("changed", CHANGED)
def test_the_first_words_are_not_held_back(changed: str) -> None:
    """Only what may still become a mark waits for the next piece."""
    restorer = Mask(["me@mail.example"]).restorer()
    assert restorer.feed("Dear team, ") == "Dear team, "
    assert restorer.feed("I led 4 people") == "I led 4 people"
    assert restorer.feed(f" {changed} and") == " me@mail.example and"


@pytest.mark.parametrize("written", CHANGED)
def test_what_a_document_writes_like_a_mark_stays_as_it_is(written: str) -> None:
    mask = Mask([f"{written} me@mail.example"])
    assert mask.restore(mask.hide(f"{written} me@mail.example")) == f"{written} me@mail.example"


@given(st.text("<>[]{}\\&lt;gEMAILPHON_1 «»", max_size=60), st.integers(1, 9))
def test_any_stream_is_restored_as_the_whole_text_would_be(said: str, size: int) -> None:
    mask = Mask(["me@mail.example 07700 900345"])
    restorer = mask.restorer()
    shown = "".join(restorer.feed(said[start : start + size]) for start in range(0, len(said), size)) + restorer.finish()
    whole = mask.restore(said)
    assert shown == whole or whole.startswith(shown)
    assert len(whole) - len(shown) <= 16, "only a mark that the end cut in two may be dropped"


groups = st.sampled_from([("010", 4, 4), ("011", 3, 4), ("02", 3, 4), ("02", 4, 4), ("031", 3, 4), ("070", 4, 4), ("064", 3, 4)])
between = st.sampled_from(["-", " ", ".", "–", "—", "‑", " - ", "·", "-\u2060"])


@given(groups, between, st.sampled_from(["", "+82 ", "+82-", "(+82) ", "전화 ", "T. ", "H.P ", "Tel.", "연락처:"]), st.data())
def test_a_korean_number_is_hidden_in_every_format(group: tuple[str, int, int], sign: str, before: str, data: st.DataObject) -> None:
    area, *sizes = group
    first, second = (data.draw(st.text("0123456789", min_size=size, max_size=size)) for size in sizes)
    area = area.removeprefix("0") if "82" in before else area
    text = f"김하늘 {before}{area}{sign}{first}{sign}{second} 서울"
    mask = Mask([text], "김하늘")
    hidden = mask.hide(text)
    assert second not in "".join(part for part in hidden.split("<<") for part in part.split(">>")[1:])
    assert f"{first}{sign}{second}" not in hidden
    assert mask.restore(hidden) == text


def test_two_details_side_by_side_are_both_hidden() -> None:
    numbers = ["+82 10-1111-2222", "010-3333-4444", "02-555-6666", "+1 541 555 0137", "07700 900345"]
    for one, other in pairwise([*numbers, *numbers[::-1]]):
        text = f"{one} {other}"
        hidden = Mask([text]).hide(text)
        assert one not in hidden
        assert other not in hidden

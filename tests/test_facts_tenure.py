"""Entries of a resume and how long they come to."""

from __future__ import annotations

from datetime import date

from coverletter.facts.tenure import entries_of, months_in
from coverletter.types import Passage

TODAY = date(2026, 6, 30)

PASSAGES = (
    Passage(id="p1", page=1, text="Jane Roe", kind="line"),
    Passage(id="p2", page=1, text="Acme Ltd, Analyst", kind="entry", heading="Experience", entry="Acme Ltd, Analyst\nMar 2021 – present"),
    Passage(
        id="p3", page=1, text="Moved the 2019 archive", kind="bullet", heading="Experience", entry="Acme Ltd, Analyst\nMar 2021 – present"
    ),
    Passage(id="p4", page=1, text="Career break", kind="entry", heading="Experience", entry="Jan 2020 – Feb 2021: career break"),
    Passage(id="p5", page=1, text="㈜새빛 대리", kind="entry", heading="경력", entry="㈜새빛 영업팀 대리\n2018.01 ~ 2019.12"),
    Passage(id="p6", page=1, text="Side work", kind="entry", heading="Experience", entry="Freelance, 2019.01 ~ 2019.06"),
    Passage(id="p7", page=1, text="BSc", kind="entry", heading="Education", entry="BSc Economics, 2013 – 2017"),
    Passage(id="p8", page=1, text="재고 앱", kind="entry", heading="주요 프로젝트", entry="재고 앱 2023.01 ~ 2023.03"),
)


def test_entries_hold_their_passages_time_and_kind() -> None:
    entries = entries_of(PASSAGES, TODAY)
    assert [(entry.kind, entry.passage_ids) for entry in entries] == [
        ("job", ("p2", "p3")),
        ("other", ("p4",)),
        ("job", ("p5",)),
        ("job", ("p6",)),
        ("education", ("p7",)),
        ("project", ("p8",)),
    ]
    assert [len(entry.ranges) for entry in entries] == [1] * 6


def test_jobs_are_added_up_once_where_they_overlap() -> None:
    assert months_in(entries_of(PASSAGES, TODAY), TODAY) == (87, 88)


def test_any_choice_of_entries_can_be_added_up() -> None:
    entries = entries_of(PASSAGES, TODAY)
    assert months_in(entries, TODAY, where=lambda entry: "새빛" in entry.header) == (23, 24)
    assert months_in(entries, TODAY, where=lambda entry: "Initech" in entry.header) == (0, 0)


def test_a_stretch_in_the_future_counts_for_nothing() -> None:
    later = (Passage(id="p1", page=1, text="x", kind="entry", heading="Work", entry="Acme, 2030.01 ~ 2031.01"),)
    assert months_in(entries_of(later, TODAY), TODAY) == (0, 0)

"""No text, however odd, costs more than its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from coverletter.facts.credentials import find_certificates, find_degrees, find_language_scores
from coverletter.facts.dates import find_date_ranges
from coverletter.facts.names import find_organisations
from coverletter.facts.roles import find_cues
from coverletter.facts.tools import find_languages, find_tools

FINDERS = (
    find_date_ranges,
    find_degrees,
    find_certificates,
    find_language_scores,
    find_organisations,
    find_cues,
    find_tools,
    find_languages,
)
UNITS = (
    "a",
    "A ",
    "가",
    "1",
    "2019 ~ ",
    "Certified A and ",
    "Bank and ",
    "석사 ",
    "(",
    "관련 ",
    "N/A-",
    "TOEIC ",
    "영어, ",
    "Mar ",
    "기사 ",
    " ",
)


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
def test_ten_times_the_text_costs_nothing_like_a_hundred_times(find: Callable[[str], object]) -> None:
    def seconds(unit: str, length: int) -> float:
        tries = []
        for number in range(3):
            text = (f"{number} " + unit * length)[:length]  # another text each time, for what is read is remembered
            start = time.process_time()
            find(text)
            tries.append(time.process_time() - start)
        return min(tries)

    find("warm 준비 PMP 2019")
    slow = {unit: (seconds(unit, 1_000), seconds(unit, 10_000)) for unit in UNITS}
    assert not {unit: times for unit, times in slow.items() if times[1] > 0.5 and times[1] > 40 * times[0]}

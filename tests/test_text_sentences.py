"""Sentences of both languages, also where they stand in one line."""

from __future__ import annotations

import pytest

from coverletter.text.sentences import split_sentences

CASES = [
    ("I led six fitters. I wrote a guide.", ["I led six fitters.", "I wrote a guide."]),
    ("I work at Tayside Conveyors Ltd. I like machines.", ["I work at Tayside Conveyors Ltd.", "I like machines."]),
    ("Dr. Ellison led it at 3.5 bar.", ["Dr. Ellison led it at 3.5 bar."]),
    ("반품을 줄였습니다. 상담을 맡았습니다.", ["반품을 줄였습니다.", "상담을 맡았습니다."]),
    ("I cut it to two in 2024. Rust로 구축했습니다.", ["I cut it to two in 2024.", "Rust로 구축했습니다."]),
    ("저는 Acme Inc. 한국 지사에서 일했습니다.", ["저는 Acme Inc. 한국 지사에서 일했습니다."]),
    ("Dear team,\nI led six fitters.", ["Dear team,", "I led six fitters."]),
    ("", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())

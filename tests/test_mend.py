"""What is taken out leaves a letter that reads: no dangling word, no empty paragraph, greeting and signature in place."""

from __future__ import annotations

import pytest

from coverletter.text.sentences import split_sentences
from coverletter.types import Review, ReviewedSentence
from coverletter.writing.mend import better_of, strip_unsupported


def review_of(text: str, false: tuple[str, ...]) -> Review:
    """Every sentence that holds one of `false` is unsupported."""
    sentences = tuple(
        ReviewedSentence(text=sentence, verdict="unsupported" if any(word in sentence for word in false) else "supported", score=0.5)
        for sentence in split_sentences(text)
    )
    doubted = sum(sentence.verdict == "unsupported" for sentence in sentences)
    return Review(sentences=sentences, checks=(), supported=len(sentences) - doubted, unsupported=doubted, neutral=0)


CASES = [
    (
        "a sentence in the middle",
        "Dear team,\n\nI led six fitters. I hold a PhD. I wrote the catalogue.\n\nSincerely,\nMorag",
        ("PhD",),
        "Dear team,\n\nI led six fitters. I wrote the catalogue.\n\nSincerely,\nMorag",
    ),
    (
        "the connective after it goes",
        "I hold a PhD. Moreover, I wrote the catalogue.",
        ("PhD",),
        "I wrote the catalogue.",
    ),
    (
        "a sentence that leans on it goes too",
        "I led six fitters. I built a robot. This saved a million. I wrote the catalogue.",
        ("robot",),
        "I led six fitters. I wrote the catalogue.",
    ),
    (
        "a paragraph of its own goes whole",
        "Dear team,\n\nI hold a PhD.\n\nI wrote the catalogue.\n\nSincerely,\nMorag",
        ("PhD",),
        "Dear team,\n\nI wrote the catalogue.\n\nSincerely,\nMorag",
    ),
    (
        "a new paragraph leans on nothing",
        "I hold a PhD.\n\nThis posting asks for care. I wrote the catalogue.",
        ("PhD",),
        "This posting asks for care. I wrote the catalogue.",
    ),
    (
        "Korean connectives",
        "반품 기간을 줄였습니다. 박사 학위를 받았습니다. 또한 상담 유형을 정리했습니다.",
        ("박사",),
        "반품 기간을 줄였습니다. 상담 유형을 정리했습니다.",
    ),
    (
        "Korean sentences that lean back",
        "반품 기간을 줄였습니다. 대통령상을 받았습니다. 이를 통해 회사를 알렸습니다. 상담 유형을 정리했습니다.",
        ("대통령상",),
        "반품 기간을 줄였습니다. 상담 유형을 정리했습니다.",
    ),
    (
        "a 소제목 does not stay alone",
        "[이틀 만의 반품]\n\n반품 기간을 줄였습니다.\n\n[박사의 길]\n\n박사 학위를 받았습니다.",
        ("박사 학위",),
        "반품 기간을 줄였습니다.",
    ),
    (
        "white space between the words does not matter",
        "I led six fitters. I hold\na PhD. I wrote the catalogue.",
        ("I hold", "a PhD"),
        "I led six fitters.\nI wrote the catalogue.",
    ),
]


@pytest.mark.parametrize(("text", "false", "left"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_left_reads(text: str, false: tuple[str, ...], left: str) -> None:
    assert strip_unsupported(text, review_of(text, false)) == left


def test_nothing_marked_changes_nothing() -> None:
    text = "Dear team,\n\nI led six fitters.\n\nSincerely,\nMorag"
    assert strip_unsupported(text, review_of(text, ())) == text


def test_the_same_words_twice_are_cut_where_they_are_marked() -> None:
    text = "I hold a PhD. I hold a PhD. I wrote the catalogue."
    assert strip_unsupported(text, review_of(text, ("PhD",))) == "I wrote the catalogue."


def test_the_better_text_is_the_one_with_fewer_doubts() -> None:
    bad, good = review_of("A lie here. A true thing.", ("lie",)), review_of("A true thing.", ())
    assert better_of(("bad", bad), ("good", good))[0] == "good"
    assert better_of(("long", review_of("One. Two. Three.", ())), ("short", good))[0] == "long"

"""One review of the answers of a form: each was held against the resume alone, and all of them against each other."""

from __future__ import annotations

from collections.abc import Mapping

from coverletter.facts.dates import find_date_ranges
from coverletter.types import Check, Language, Review

LONGEST_QUOTATION = 60


def together(reviews: Mapping[int, Review], language: Language) -> Review | None:
    """One review of all. `reviews` goes by the number of the question; None where there is none.

    A check that one answer fails is failed and says by which number, and that no deed is told in two answers is a check of its own
    (`evidence`). It goes by the line of the resume that stands first behind a sentence: the same deed told from two lines passes.
    """
    if not reviews:
        return None
    by_name: dict[str, dict[int, Check]] = {}
    for number, review in reviews.items():
        for check in review.checks:
            by_name.setdefault(check.name, {})[number] = check
    checks = [_of_all(found, len(reviews) > 1, language) for found in by_name.values()]
    if len(reviews) > 1:
        checks.append(_evidence(reviews, language))
    return Review(
        sentences=tuple(sentence for review in reviews.values() for sentence in review.sentences),
        checks=tuple(checks),
        supported=sum(review.supported for review in reviews.values()),
        unsupported=sum(review.unsupported for review in reviews.values()),
        neutral=sum(review.neutral for review in reviews.values()),
    )


def _of_all(found: Mapping[int, Check], with_number: bool, language: Language) -> Check:
    failed = {number: check for number, check in found.items() if not check.passed}
    if not failed or not with_number:
        return next(iter((failed or found).values()))
    mark = "{}번 문항: {}" if language == "ko" else "Question {}: {}"
    first = next(iter(failed.values()))
    return first.model_copy(update={"message": " ".join(mark.format(number, check.message) for number, check in failed.items())})


def _evidence(reviews: Mapping[int, Review], language: Language) -> Check:
    tellers: dict[str, dict[int, None]] = {}
    for number, review in reviews.items():
        for sentence in review.sentences:
            for evidence in sentence.evidence[:1] if sentence.verdict == "supported" else ():
                if not find_date_ranges(evidence.text):  # the line that heads a job may stand behind every answer
                    tellers.setdefault(evidence.text, {})[number] = None
    text, numbers = next(((text, list(told)) for text, told in tellers.items() if len(told) > 1), ("", []))
    quoted = text if len(text) <= LONGEST_QUOTATION else text[:LONGEST_QUOTATION].rstrip() + "…"
    if language == "ko":
        message = f"{'번과 '.join(map(str, numbers))}번 문항이 같은 일을 말합니다: ‘{quoted}’." if text else "문항마다 다른 일을 말합니다."
    else:
        told_by = " and ".join(map(str, numbers))
        message = f"Questions {told_by} are answered with the same deed: “{quoted}”." if text else "Each answer tells deeds of its own."
    return Check(name="evidence", passed=not text, message=message)

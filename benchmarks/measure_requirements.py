"""How well postings are read: the spans of what they ask for, their kind, title and company.

A span counts when it shares at least 0.6 of all tokens with a labelled one (shared tokens by tokens in either, one to one,
best pairs first). Taking every bullet is what it is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from benchmarks.corpus import Corpus, PostingFile, RequirementLabel, Table
from coverletter.reading.clean import read_lines
from coverletter.reading.fit_posting import Labelled, fit, tokens
from coverletter.reading.posting import read_posting
from coverletter.types import Posting, Requirement

ENOUGH = 0.6
FOLDS = 6


def overlap(one: str, other: str) -> float:
    """Shared tokens by tokens in either, 0 to 1, in lower case and with entities undone."""
    first, second = Counter(tokens(one)), Counter(tokens(other))
    shared = sum((first & second).values())
    return shared / max(1, sum(first.values()) + sum(second.values()) - shared)


def matched(labels: Sequence[RequirementLabel], found: Sequence[Requirement]) -> list[tuple[int, int]]:
    """Positions of labels and found requirements that go together, one to one, best first."""
    pairs = sorted(
        ((overlap(label.span, one.text), at, place) for at, label in enumerate(labels) for place, one in enumerate(found)), reverse=True
    )
    chosen: list[tuple[int, int]] = []
    for score, at, place in pairs:
        if score >= ENOUGH and all(at != other and place != taken for other, taken in chosen):
            chosen.append((at, place))
    return chosen


def measure(corpora: Sequence[Corpus]) -> list[Table]:
    """Spans, kinds, titles and companies of every folder, with the shipped weights and cross-validated by posting."""
    rows: list[tuple[str | float | int, ...]] = []
    everything = [posting for corpus in corpora for posting in corpus.postings.values()]
    for corpus in corpora:
        postings = list(corpus.postings.values())
        rows.append((corpus.name, "shipped weights", *_score([(posting, read_posting(posting.text)) for posting in postings])))
        rows.append((corpus.name, "every bullet", *_score([(posting, _every_bullet(posting)) for posting in postings])))
    if len(everything) >= FOLDS:
        read = _cross_validated(everything)
        for corpus in corpora:
            rows.append((corpus.name, "cross-validated", *_score([(posting, read[posting.text]) for posting in corpus.postings.values()])))
    columns = ("folder", "way", "precision", "recall", "F1", "kind", "title", "company", "spans")
    notes = (
        f"cross-validated: weights fitted anew on the postings of all folders but a {FOLDS}th, which is then read; rules and word lists stay",
        "the shipped weights were fitted on the training folder and on the invented postings of tests/postings: its own row is no test",
        "title and company: equal but for case and white space; kind: of the spans found",
    )
    return [Table("Requirements of postings", columns, tuple(rows), notes)]


def _score(read: Sequence[tuple[PostingFile, Posting]]) -> tuple[float | int, ...]:
    hits = found = wanted = right = titles = companies = 0
    for labelled, posting in read:
        pairs = matched(labelled.requirements, posting.requirements)
        hits, found, wanted = hits + len(pairs), found + len(posting.requirements), wanted + len(labelled.requirements)
        right += sum(labelled.requirements[at].kind == posting.requirements[place].kind for at, place in pairs)
        titles += _same(labelled.title, posting.title)
        companies += _same(labelled.company, posting.company)
    shares = (hits / max(1, found), hits / max(1, wanted), 2 * hits / max(1, found + wanted), right / max(1, hits))
    return (*(round(share, 3) for share in (*shares, titles / max(1, len(read)), companies / max(1, len(read)))), wanted)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _cross_validated(postings: Sequence[PostingFile]) -> dict[str, Posting]:
    read: dict[str, Posting] = {}
    for fold in range(FOLDS):
        rest = [posting for at, posting in enumerate(postings) if at % FOLDS != fold]
        model = fit([Labelled(one.name, one.text, tuple((label.span, label.kind) for label in one.requirements)) for one in rest])
        for posting in postings[fold::FOLDS]:
            read[posting.text] = read_posting(posting.text, model=model)
    return read


def _every_bullet(posting: PostingFile) -> Posting:
    lines = [line for line in read_lines(posting.text) if line.marker not in ("", "block")]
    read = read_posting(posting.text)
    found = tuple(Requirement(text=line.text, kind="required") for line in lines if regex.search(r"\p{L}", line.text))
    return read.model_copy(update={"requirements": found})

"""How well matching finds evidence and tells what is met: cross-validated by resume over all folders given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import numpy as np
from sklearn.metrics import f1_score

from benchmarks.corpus import Cell, Corpus, Table
from benchmarks.fit_matching import all_signals, all_verdicts, cross_ranked, fit_judge
from benchmarks.matching_examples import Example, Matrix, folds_of, read_examples
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.features import names
from coverletter.matching.ranker import shipped_ranker
from coverletter.matching.status import STATUSES, shipped_judge
from coverletter.types import MatchStatus

CREDIT = (
    "Evidence recall@k: the share of the requirements labelled met or partial, with evidence, of which one of the k best passages counts "
    "for a labelled span (two thirds of the shorter one's words shared)."
)
CROSS = (
    "Cross-validated by resume in eight groups over all folders given: every weight is fitted anew without the resumes it is measured on."
)
SHIPPED = "The weights that come along were fitted on all folders they were made from, so their figures on those flatter."
Ranked = Sequence[Matrix]


def measure(corpora: Sequence[Corpus]) -> list[Table]:
    """Evidence recall, statuses, and how often evidence is rightly withheld."""
    examples = read_examples(corpora, SentenceEmbedder())
    ranked = cross_ranked(examples)
    own = [shipped_ranker().scores(example.comparison.rows) for example in examples]
    columns = {name: place for place, name in enumerate(names())}

    def column(name: str) -> Ranked:
        return [example.comparison.rows[:, columns[name]] for example in examples]

    systems: list[tuple[str, Ranked]] = [
        ("matching, cross-validated", [scores for scores, _ in ranked]),
        ("cosine and BM25, ranks summed", [a + b for a, b in zip(column("cosine_rank"), column("bm25_rank"), strict=True)]),
        ("cosine alone", column("cosine")),
        ("BM25 alone", column("bm25")),
        ("shipped weights, not cross-validated", own),
    ]
    truth = [example.label.status for example in examples]
    judged = _cross_judged(examples, ranked)
    own_ranked = [(scores, shipped_ranker().probabilities(scores)) for scores in own]
    own_verdicts = all_verdicts(examples, own_ranked, date.today())
    own_signals = all_signals(examples, own_ranked, own_verdicts)
    shipped = [shipped_judge().decide(*both)[0] for both in zip(own_signals, own_verdicts, strict=True)]
    return [
        Table(
            "Evidence recall",
            ("system", "group", "requirements", "@1", "@3"),
            tuple(_evidence_rows(examples, systems)),
            (CREDIT, CROSS, SHIPPED),
        ),
        Table(
            "Status",
            ("system", "group", "requirements", "macro-F1", "accuracy", "F1 missing", "F1 partial", "F1 met"),
            tuple(_status_rows(examples, truth, [("cross-validated", judged), ("shipped weights, not cross-validated", shipped)])),
            (CROSS,),
        ),
        Table(
            "Evidence withheld",
            ("of the requirements labelled", "requirements", "no evidence is shown for"),
            tuple(_withheld_rows(truth, judged)),
            (CROSS,),
        ),
    ]


def _cross_judged(examples: Sequence[Example], ranked: Sequence[tuple[Matrix, Matrix]]) -> list[MatchStatus]:
    """Statuses by a judge that has not seen the resume; ranker and judge use the same groups."""
    verdicts = all_verdicts(examples, ranked, date.today())
    signals = all_signals(examples, ranked, verdicts)
    judged: dict[int, MatchStatus] = {}
    for group in folds_of(examples):
        seen = [place for place, example in enumerate(examples) if example.label.resume not in group]
        judge = fit_judge([signals[place] for place in seen], [examples[place].label.status for place in seen])
        judged |= {place: judge.decide(signals[place], verdicts[place])[0] for place in range(len(examples)) if place not in set(seen)}
    return [judged[place] for place in range(len(examples))]


def _is_of(corpus: str, example: Example) -> bool:
    return example.corpus == corpus


def _is_between(resume: str, posting: str, example: Example) -> bool:
    return (example.resume_language, example.posting_language) == (resume, posting)


def _groups(examples: Sequence[Example]) -> dict[str, Callable[[Example], bool]]:
    groups: dict[str, Callable[[Example], bool]] = {"all": lambda _: True}
    for corpus in dict.fromkeys(example.corpus for example in examples):
        groups[corpus] = partial(_is_of, corpus)
    for resume in ("en", "ko"):
        for posting in ("en", "ko"):
            groups[f"{resume} resume, {posting} posting"] = partial(_is_between, resume, posting)
    groups["between languages"] = lambda example: example.resume_language != example.posting_language
    groups["without borderline"] = lambda example: "borderline" not in example.label.tags
    return groups


def _evidence_rows(examples: Sequence[Example], systems: Sequence[tuple[str, Ranked]]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for system, scores in systems:
        hits = [
            (example, example.is_evidence[np.argsort(-values, kind="stable")[:3]])
            for example, values in zip(examples, scores, strict=True)
            if example.label.status != "missing" and example.label.evidence
        ]
        for group, belongs in _groups(examples).items():
            found = [best for example, best in hits if belongs(example)]
            if found and (group == "all" or system == systems[0][0] or group == "between languages"):
                rows.append(
                    (system, group, len(found), float(np.mean([best[0] for best in found])), float(np.mean([best.max() for best in found])))
                )
    return rows


def _status_rows(
    examples: Sequence[Example], truth: Sequence[MatchStatus], systems: Sequence[tuple[str, Sequence[MatchStatus]]]
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for system, judged in systems:
        for group, belongs in _groups(examples).items():
            places = [place for place, example in enumerate(examples) if belongs(example)]
            if not places:
                continue
            true, said = [truth[place] for place in places], [judged[place] for place in places]
            each = f1_score(true, said, labels=STATUSES, average=None, zero_division=0)
            right = float(np.mean([a == b for a, b in zip(true, said, strict=True)]))
            rows.append((system, group, len(places), float(each.mean()), right, *map(float, each)))
    return rows


def _withheld_rows(truth: Sequence[MatchStatus], judged: Sequence[MatchStatus]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for status in STATUSES:
        said = [one for true, one in zip(truth, judged, strict=True) if true == status]
        rows.append((status, len(said), float(np.mean([one == "missing" for one in said])) if said else 0.0))
    return rows

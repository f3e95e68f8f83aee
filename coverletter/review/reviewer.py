"""Every sentence of a letter held against the resume, the applicant's notes and the posting.

Deterministic and without a model server: sentences are linked to lines, judges compare them fact by fact, and a small fitted model weighs what
they say. A `hard` reason contradicts a line, which is quoted; any other says that no support was found, which the page words as a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coverletter.review.analysis import Analysis, analyse
from coverletter.review.dossier import Embedder, open_dossier
from coverletter.review.model import Model, shipped_model
from coverletter.review.mood import is_courtesy
from coverletter.review.signals import shorten
from coverletter.text.sentences import split_sentences
from coverletter.types import Evidence, Passage, Posting, Reason, Resume, Review, ReviewedSentence, Verdict

MOST_EVIDENCE = 3
MOST_REASONS = 3


class Reviewer:
    """Reviews letters; holds no state but its embedder, so one serves all threads."""

    def __init__(self, embedder: Embedder, model: Model | None = None) -> None:
        self._embedder = embedder
        self._model = model or shipped_model()

    def review(self, text: str, resume: Resume, posting: Posting | None, notes: Sequence[Passage], today: date) -> Review:
        """Cut `text` into sentences and give each a verdict, a score from 0 (fine) to 1, reasons and evidence.

        `notes` are passages of the applicant's own words: a second source that counts like the resume. The checks are left empty; see
        `review.checks`. Raises nothing of its own.
        """
        dossier = open_dossier(resume, posting, notes, self._embedder, today)
        sentences = tuple(self._reviewed(analysis) for analysis in analyse(split_sentences(text), dossier, self._embedder))
        verdicts = [sentence.verdict for sentence in sentences]
        return Review(
            sentences=sentences,
            checks=(),
            supported=verdicts.count("supported"),
            unsupported=verdicts.count("unsupported"),
            neutral=verdicts.count("neutral"),
        )

    def _reviewed(self, analysis: Analysis) -> ReviewedSentence:
        courtesy = is_courtesy(analysis.claim.statement.text)
        neutral = 1.0 if courtesy else self._model.neutral.probability(analysis.mood_values)
        score = self._model.score(analysis.values, neutral)
        verdict: Verdict = "supported"
        if score >= self._model.unsupported_from:
            verdict = "unsupported"
        elif neutral >= self._model.neutral_from:
            verdict = "neutral"
        return ReviewedSentence(
            text=analysis.claim.statement.text,
            verdict=verdict,
            score=round(score, 3),
            reasons=self._reasons(analysis) if verdict == "unsupported" else (),
            evidence=_evidence(analysis) if verdict != "neutral" else (),
        )

    def _reasons(self, analysis: Analysis) -> tuple[Reason, ...]:
        """The reasons that weighed most, hard ones first; where no judge gave one, that nothing near enough was found."""
        weight = self._model.unsupported.weights
        told = sorted(
            (
                signal
                for signal in analysis.signals
                if signal.reason and (weight.get(signal.name, 0.0) > 0 or signal.name in self._model.hard)
            ),
            key=lambda signal: (signal.name in self._model.hard, weight.get(signal.name, 0.0) * signal.value),
            reverse=True,
        )
        reasons: list[Reason] = []
        for signal in told:
            assert signal.reason
            reason = signal.reason.model_copy(update={"hard": signal.name in self._model.hard})
            if not any(_says_no_more(reason, other) for other in reasons):
                reasons.append(reason)
        if not reasons:
            reasons.append(Reason(kind="coverage", hard=False, claim=shorten(analysis.claim.statement.text)))
        return tuple(reasons[:MOST_REASONS])


def _says_no_more(reason: Reason, other: Reason) -> bool:
    return reason.found in ("", other.found) and (reason.claim in other.claim or other.claim in reason.claim)


def _evidence(analysis: Analysis) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            text=one.line.passage.text,
            page=one.line.passage.page,
            score=round(min(1.0, max(0.0, one.strength)), 3),
            source=one.line.passage.source,
        )
        for one in [link for link in analysis.claim.links if link.line.passage.kind != "heading"][:MOST_EVIDENCE]
    )

"""The review as a person sees it: coloured sentences with the lines behind them, what is unused, what to check, two texts compared."""

from __future__ import annotations

import difflib
import re
from html import escape
from typing import Literal

from coverletter.types import Fit, Language, Review, ReviewedSentence
from coverletter.web.draw_fit import draw_empty, draw_quotation
from coverletter.web.words import say

Tier = Literal["hard", "soft", "supported", "neutral"]
TIERS: tuple[Tier, ...] = ("hard", "soft", "supported", "neutral")


def tier_of(sentence: ReviewedSentence) -> Tier:
    """Contradicting the resume is one thing; that no support was found is another, and only a question."""
    if sentence.verdict != "unsupported":
        return sentence.verdict
    return "hard" if any(reason.hard for reason in sentence.reasons) else "soft"


def draw_review(text: str, review: Review | None, language: Language) -> str:
    """The letter with each sentence coloured, and for each the lines of the resume that stand behind or against it."""
    if review is None or not review.sentences:
        return draw_empty(say("review_empty_title", language), say("review_empty", language))
    tiers = [tier_of(sentence) for sentence in review.sentences]
    legend = "".join(
        f'<li class="chip {tier}"><b>{tiers.count(tier)}</b> {escape(say(f"tier_{tier}", language))}</li>'
        for tier in TIERS
        if tier in tiers
    )
    first = next((number for number, tier in enumerate(tiers) if tier in ("hard", "soft")), -1)
    details = "".join(_details(number, sentence, language, number == first) for number, sentence in enumerate(review.sentences))
    hint = "" if first >= 0 else f'<p class="quiet hint">{escape(say("review_choose", language))}</p>'
    return (
        f'<div class="review"><ul class="chips">{legend}</ul><div class="review-text" lang="{language}">'
        f'{_marked(text, review, first)}</div><div class="behind" aria-live="polite">{hint}{details}</div></div>'
    )


def draw_unused(fit: Fit | None, review: Review | None, language: Language) -> str:
    """Requirements the resume answers and the letter does not use; nothing if all are used."""
    if fit is None or review is None:
        return ""
    used = {evidence.text for sentence in review.sentences for evidence in sentence.evidence}
    unused = [match for match in fit.matches if match.status != "missing" and not used & {quoted.text for quoted in match.evidence}]
    if not unused:
        return ""
    lines = "".join(
        f"<li><strong>{escape(match.requirement)}</strong>{draw_quotation(match.evidence[0], language) if match.evidence else ''}</li>"
        for match in unused
    )
    return (
        f'<details class="panel unused"><summary>{escape(say("unused_title", language))} <b>{len(unused)}</b></summary>'
        f'<p class="quiet">{escape(say("unused_say", language))}</p><ul>{lines}</ul></details>'
    )


def draw_checks(review: Review | None, language: Language) -> str:
    """What to look at before sending, what failed first."""
    if review is None or not review.checks:
        return ""
    failed = [check for check in review.checks if not check.passed]
    passed = [check for check in review.checks if check.passed]
    summary = say("checks_open", language, count=len(failed)) if failed else say("checks_fine", language, count=len(passed))
    lines = "".join(
        f'<li class="{"passed" if check.passed else "failed"}"><span aria-hidden="true">{"✓" if check.passed else "!"}</span>'
        f"{escape(check.message)}</li>"
        for check in (*failed, *passed)
    )
    return (
        f'<details class="panel checks"{" open" if failed else ""}><summary>{escape(say("checks_title", language))} '
        f'<b class="{"failed" if failed else "passed"}">{escape(summary)}</b></summary><ul>{lines}</ul></details>'
    )


def draw_difference(old: str, new: str, language: Language) -> str:
    """Two versions as one text: what went is struck out, what came is marked."""
    if old == new:
        return f'<p class="quiet">{escape(say("diff_none", language))}</p>'
    before, after = re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)
    parts = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape("".join(after[k:m])))
            continue
        if i < j:
            parts.append(f"<del>{escape(''.join(before[i:j]))}</del>")
        if k < m:
            parts.append(f"<ins>{escape(''.join(after[k:m]))}</ins>")
    return f'<div class="difference">{"".join(parts)}</div>'


def _marked(text: str, review: Review, first: int) -> str:
    """The text as it stands, every reviewed sentence a button; what is between them stays as it is."""
    parts, position = [], 0
    for number, sentence in enumerate(review.sentences):
        start = text.find(sentence.text, position)
        if start < 0:
            continue
        chosen = "true" if number == first else "false"
        parts.append(escape(text[position:start]))
        parts.append(
            f'<span role="button" tabindex="0" class="sentence {tier_of(sentence)}" data-sentence="{number}" aria-pressed="{chosen}">'
            f"{escape(sentence.text)}</span>"
        )
        position = start + len(sentence.text)
    return "".join(parts) + escape(text[position:])


def _details(number: int, sentence: ReviewedSentence, language: Language, is_shown: bool) -> str:
    tier = tier_of(sentence)
    reasons = "".join(
        f"<dt>{escape(say('reason_claim', language))}</dt><dd>{escape(reason.claim)}</dd>"
        + (f"<dt>{escape(say('reason_found', language))}</dt><dd>{escape(reason.found)}</dd>" if reason.found else "")
        for reason in sentence.reasons
        if tier in ("hard", "soft") and (reason.claim or reason.found)
    )
    ask = f"<p>{escape(say('soft_ask', language))}</p>" if tier == "soft" else ""
    quoted = "".join(draw_quotation(evidence, language) for evidence in sentence.evidence)
    nothing = f'<p class="quiet">{escape(say("no_lines", language))}</p>' if not quoted and tier in ("neutral", "supported") else ""
    hidden = "" if is_shown else " hidden"
    return (
        f'<div class="lines {tier}" data-behind="{number}"{hidden}><h4>{escape(say(f"tier_{tier}", language))}</h4>{ask}'
        + (f"<dl>{reasons}</dl>" if reasons else "")
        + f"{quoted}{nothing}</div>"
    )

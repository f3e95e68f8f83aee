"""Resume and fit as a person sees them: a card, a ring of coverage, a table of requirements with quoted evidence."""

from __future__ import annotations

from collections import Counter
from html import escape

from coverletter.reading.notices import in_korean
from coverletter.types import Evidence, Fit, Language, Match, MatchStatus, Resume
from coverletter.web.words import say

STATUSES: tuple[MatchStatus, ...] = ("met", "partial", "missing")
RING = 2 * 3.14159265 * 42


def draw_resume(resume: Resume | None, language: Language) -> str:
    """The card under the upload: whose it is, how much was read, and what to know about it."""
    if resume is None:
        return f'<p class="quiet">{escape(say("resume_empty", language))}</p>'
    pages = say("resume_page", language) if resume.pages == 1 else say("resume_pages", language, pages=resume.pages)
    facts = [
        pages,
        say(f"language_{resume.language}", language),
        say("resume_passages", language, count=len(resume.passages)),
        say("resume_quality", language, percent=round(resume.quality * 100)),
    ]
    return (
        f'<div class="card resume-card"><span class="tick" aria-hidden="true">✓</span><div><strong>'
        f"{escape(resume.name or say('resume_unnamed', language))}</strong><span>{escape(' · '.join(facts))}</span></div></div>"
        + draw_warnings(resume.warnings, language)
    )


def draw_fit(fit: Fit | None, language: Language) -> str:
    """Step two: the ring, the counts and the table; an invitation while there is nothing."""
    if fit is None:
        return draw_empty(say("fit_empty_title", language), say("fit_empty", language))
    posting = fit.posting
    heading = " · ".join(filter(None, (posting.title, posting.company)))
    warnings = draw_warnings(posting.warnings, language)
    if not fit.matches:
        return f'<p class="posting-name">{escape(heading)}</p>{warnings}<p class="quiet">{escape(say("fit_no_requirements", language))}</p>'
    rows = "".join(_row(match, language) for match in fit.matches)
    columns = "".join(f'<th scope="col">{escape(say(key, language))}</th>' for key in ("fit_requirement", "fit_status", "fit_evidence"))
    return (
        f'<div class="fit"><div class="fit-summary">{_ring(fit, language)}<div><p class="posting-name">{escape(heading)}</p>'
        f'<p class="quiet">{escape(say("fit_of", language))}</p>{_counts(fit, language)}</div></div>{warnings}'
        f'<table class="fit-table"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def draw_warnings(warnings: tuple[str, ...], language: Language) -> str:
    """What the reader has to know, in the page's language; nothing if there is nothing."""
    said = (in_korean(warning) if language == "ko" else warning for warning in warnings)
    lines = "".join(f'<li class="warning">{escape(warning)}</li>' for warning in said)
    return f'<ul class="warnings">{lines}</ul>' if lines else ""


def draw_empty(title: str, sentence: str) -> str:
    """What stands where something will be."""
    return f'<div class="empty"><strong>{escape(title)}</strong><p>{escape(sentence)}</p></div>'


def draw_quotation(evidence: Evidence, language: Language) -> str:
    """One quoted line with its page."""
    where = say("page", language, page=evidence.page) if evidence.source == "resume" else say("from_notes", language)
    return f"<blockquote>{escape(evidence.text)}<cite>{escape(where)}</cite></blockquote>"


def _ring(fit: Fit, language: Language) -> str:
    """Coverage as a ring of three arcs: met, partly, missing, each as long as its share of the weight."""
    weights: Counter[MatchStatus] = Counter()
    for match in fit.matches:
        weights[match.status] += 2 if match.kind == "required" else 1
    total = sum(weights.values())
    arcs, start = "", 0.0
    for status in STATUSES:
        share = weights[status] / total * RING
        if share:
            arcs += (
                f'<circle class="arc {status}" cx="50" cy="50" r="42" stroke-dasharray="{max(share - 1.5, 0.5):.2f} {RING:.2f}" '
                f'stroke-dashoffset="{-start:.2f}"><title>{escape(say(status, language))}</title></circle>'
            )
        start += share
    percent = f"{fit.coverage:.0%}"
    spoken = f"{percent} {say('fit_of', language)}"
    return (
        f'<svg class="ring" viewBox="0 0 100 100" role="img" aria-label="{escape(spoken)}">'
        f'<circle class="track" cx="50" cy="50" r="42"/><g transform="rotate(-90 50 50)">{arcs}</g>'
        f'<text x="50" y="52" class="percent">{percent}</text></svg>'
    )


def _counts(fit: Fit, language: Language) -> str:
    counted = Counter(match.status for match in fit.matches)
    chips = "".join(f'<li class="chip {status}"><b>{counted[status]}</b> {escape(say(status, language))}</li>' for status in STATUSES)
    return f'<ul class="chips">{chips}</ul>'


def _row(match: Match, language: Language) -> str:
    quotations = [draw_quotation(evidence, language) for evidence in match.evidence]
    quoted = "".join(quotations[:1])
    if more := "".join(quotations[1:]):
        quoted += f'<details class="more"><summary>{escape(say("fit_more", language, count=len(quotations) - 1))}</summary>{more}</details>'
    why = f'<p class="why">{escape(match.explanation)}</p>' if match.explanation else ""
    nothing = f'<p class="quiet">{escape(say("fit_none", language))}</p>'
    return (
        f'<tr class="{match.status}"><td>{escape(match.requirement)}<span class="kind">{escape(say(match.kind, language))}</span></td>'
        f'<td><span class="chip {match.status}">{escape(say(match.status, language))}</span></td>'
        f"<td>{quoted or nothing}{why}</td></tr>"
    )

"""Limits that the resume states and the letter drops, and strengths that the letter adds.

The line says "helped", "pilot", "expired", "one of five", "by a vendor"; the sentence tells the same deed without it. Or the sentence says
"led", "all", "thanks to me", "every week" where no line it rests on does. A pair of both ("helped" told as "led") is the strongest sign.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coverletter.review.dossier import Dossier, Vectors
from coverletter.review.linking import Claim, Link
from coverletter.review.marks import LIMITS, STRENGTHS
from coverletter.review.signals import Signal, shorten
from coverletter.types import Reason

ACKNOWLEDGES: dict[str, frozenset[str]] = {
    kind: frozenset(group)
    for group, kinds in {
        ("helped", "jointly", "others", "supervised", "stand_in", "associate"): ("helped", "jointly", "others", "supervised", "associate"),
        ("stand_in", "once", "helped", "temporary", "others"): ("stand_in",),
        ("unfinished", "partly", "attended", "failed", "lapsed", "pilot", "negated", "basic"): (
            "unfinished", "partly", "attended", "failed", "lapsed", "pilot",
        ),
        ("basic", "attended", "only", "unfinished", "negated", "partly"): ("basic",),
        ("negated", "failed", "unfinished", "lapsed", "only", "others", "gap"): ("negated",),
        ("once", "only", "stand_in"): ("once",),
        ("only", "partly", "basic", "negated", "once"): ("only",),
        ("runner_up",): ("runner_up",),
        ("temporary", "associate", "gap", "stand_in"): ("temporary",),
        ("gap", "temporary", "negated"): ("gap",),
    }.items()
    for kind in kinds
}  # fmt: skip
"""For each limit of a line, the marks by which a sentence owns up to it."""

PAIRS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "led_for_helped": (frozenset({"helped", "jointly", "others", "supervised", "stand_in"}), frozenset({"lead", "sole", "first"})),
    "all_for_part": (frozenset({"only", "partly", "jointly", "once"}), frozenset({"absolute"})),
    "done_for_undone": (frozenset({"unfinished", "partly", "attended", "failed", "lapsed", "pilot"}), frozenset({"finished", "cause"})),
    "won_for_placed": (frozenset({"runner_up"}), frozenset({"win"})),
    "routine_for_once": (frozenset({"once", "stand_in"}), frozenset({"routine", "absolute"})),
    "expert_for_basic": (frozenset({"basic", "attended", "only"}), frozenset({"expert", "sole", "finished"})),
    "held_for_negated": (frozenset({"negated"}), frozenset({"finished", "lead", "sole", "expert", "absolute"})),
}


def judge_limits(claim: Claim, dossier: Dossier, vectors: Vectors) -> Iterator[Signal]:
    """Signals named limit_KIND, strength_KIND and the names of PAIRS."""
    if not claim.links:
        return
    mine = claim.statement.kinds
    best = claim.links[0]
    near = matched_kinds(best, dossier, vectors)
    line = best.line.statement.kinds
    unowned: set[str] = set()
    for kind in LIMITS:
        if kind in line and not (mine & ACKNOWLEDGES[kind]):
            unowned.add(kind)
            yield Signal(f"limit_{kind}", 1.0 if kind in near else 0.5, _limit_reason(kind, claim, best))
    supported = frozenset().union(*(one.line.statement.kinds for one in claim.links))
    added = {kind for kind in STRENGTHS if kind in mine and kind not in supported}
    for kind in added:
        yield Signal(f"strength_{kind}", 1.0, Reason(kind=_KIND.get(kind, "scope"), hard=False, claim=_quote(claim, kind), found=""))
    for name, (limits, strengths) in PAIRS.items():
        if (here := limits & unowned) and strengths & mine and not strengths & line:
            kind = sorted(here)[0]
            yield Signal(name, 1.0 if here & near else 0.5, _limit_reason(kind, claim, best, hard=True))


def matched_kinds(link: Link, dossier: Dossier, vectors: Vectors) -> frozenset[str]:
    """The kinds of marks in those clauses of the line that the sentence or one of its clauses is nearest to."""
    rows = np.flatnonzero(dossier.clause_lines == link.line.number)
    if len(rows) == 0:
        return link.line.statement.kinds
    nearest = set((dossier.clause_vectors[rows] @ vectors.T).argmax(axis=0).tolist())
    return frozenset().union(*(link.line.clauses[index].kinds for index in nearest))


_KIND = {
    "cause": "achievement",
    "win": "achievement",
    "lead": "responsibility",
    "sole": "responsibility",
    "expert": "skill",
    "finished": "achievement",
}


def _quote(claim: Claim, kind: str) -> str:
    return next((mark.text for mark in claim.statement.marks if mark.kind == kind), "")


def _limit_reason(kind: str, claim: Claim, link: Link, hard: bool = False) -> Reason:
    mark = next(mark.text for mark in link.line.statement.marks if mark.kind == kind)
    return Reason(
        kind="responsibility", hard=hard, claim=shorten(claim.statement.text), found=f"{mark.strip()}: {shorten(link.line.statement.text)}"
    )

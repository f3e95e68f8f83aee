"""Limits that the resume states and the letter drops, and strengths that the letter adds.

The line says "helped", "pilot", "expired", "one of five", "by a vendor"; the sentence tells the same deed without it. Or the sentence says
"led", "all", "thanks to me", "every week" where no line it rests on does. A pair of both ("helped" told as "led") is the strongest sign.

A limit counts only in the piece of the line that the sentence speaks of: of "Python, R, basic SQL" the word "basic" touches SQL alone. A
short piece after it that names nothing of its own ("exam not taken") speaks of the piece before.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import regex

from coverletter.review.dossier import Dossier, Vectors
from coverletter.review.entries import named_entries
from coverletter.review.linking import Claim, Link
from coverletter.review.marks import LIMITS, STRENGTHS, Mark
from coverletter.review.signals import Signal, in_its_words, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

ACKNOWLEDGES: dict[str, frozenset[str]] = {
    kind: frozenset(group)
    for group, kinds in {
        ("helped", "jointly", "others", "supervised", "stand_in", "associate"): ("helped", "jointly", "others", "supervised", "associate"),
        ("stand_in", "once", "helped", "temporary"): ("stand_in",),
        ("unfinished", "partly", "attended", "failed", "lapsed", "yet"): ("unfinished", "partly", "attended", "failed", "lapsed"),
        ("pilot", "failed", "unfinished", "yet"): ("pilot",),
        ("basic", "attended", "unfinished", "negated", "yet"): ("basic",),
        ("negated", "failed", "unfinished", "lapsed", "yet", "partly", "gap"): ("negated",),
        ("once", "stand_in"): ("once",),
        ("only", "partly", "basic", "negated"): ("only",),
        ("runner_up", "failed", "negated"): ("runner_up",),
        ("temporary", "associate", "gap", "stand_in"): ("temporary",),
        ("gap", "temporary", "negated"): ("gap",),
    }.items()
    for kind in kinds
}  # fmt: skip
"""For each limit of a line, the marks by which a sentence owns up to it."""

PAIRS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "led_for_helped": (frozenset({"helped", "jointly", "others", "supervised", "stand_in"}), frozenset({"lead", "sole", "first"})),
    "all_for_part": (frozenset({"only", "partly", "once"}), frozenset({"absolute"})),
    "done_for_undone": (
        frozenset({"unfinished", "partly", "failed", "lapsed", "pilot"}),
        frozenset({"finished", "cause"}),
    ),
    "held_for_attended": (frozenset({"attended", "negated", "partly", "unfinished", "lapsed"}), frozenset({"holds"})),
    "won_for_placed": (frozenset({"runner_up"}), frozenset({"win"})),
    "routine_for_once": (frozenset({"once", "stand_in"}), frozenset({"routine", "absolute"})),
    "expert_for_basic": (frozenset({"basic", "attended", "only"}), frozenset({"expert", "sole", "routine"})),
    "held_for_negated": (frozenset({"negated"}), frozenset({"lead", "sole", "expert", "absolute", "routine"})),
}
_PIECE_END = regex.compile(r"[,;:()·/–—]\s?|\s(?:and|but|while)\s|(?<=\p{Hangul}(?:고|며|서|나|만))\s")
_TRAILING_WORDS = 8
_NAME_AFTER = regex.compile(r"[\p{L}\s]{0,14}:?\s(?:\p{Lu}\.\s?)*\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+|[);,]|$)")
_COUNTED_BEFORE = regex.compile(
    r"(?:\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|several|all|new|of|for|coach\w*|mentor\w*|train\w*|taught|supervis\w+)\s(?:\p{Ll}+\s)?)$",
    regex.IGNORECASE,
)
_PEOPLE = regex.compile(r"(?:trainee|apprentice|intern|junior|assistant|volunteer|candidate)s?s\W?", regex.IGNORECASE)
_IN_PARENTHESES = regex.compile(r"\([^()]*$")
_OF_A_POST = frozenset({"associate", "temporary", "gap"})
_TAKES_ALL = frozenset({"lead", "sole", "first"})
_SHARED = frozenset({"helped", "jointly", "others", "supervised", "stand_in"})
"""A sentence that also says "led" does not own up to having helped by naming others."""
NEAR = 0.75
ALIKE = 0.85
"""Lines of at least this share of the best one's strength may support what a sentence adds."""


def judge_limits(claim: Claim, dossier: Dossier, vectors: Vectors) -> Iterator[Signal]:
    """Signals limit_KIND, owned_limit, strength_KIND, shared_strength, and the names of PAIRS."""
    if not claim.links:
        return
    mine = claim.statement.kinds
    best = claim.links[0]
    supported = frozenset().union(*(_own_kinds(one) for one in claim.links if one.strength >= NEAR * best.strength))
    yield from _of_line(best, claim, supported, dossier, vectors)
    for one in claim.links[1:]:
        if one.strength >= ALIKE * best.strength and one.shared - best.shared:
            yield from _of_line(one, claim, supported, dossier, vectors)
    for kind in STRENGTHS:
        if kind in mine:
            if kind in supported:
                yield Signal("shared_strength")
            else:
                yield Signal(
                    f"strength_{kind}", 1.0, Reason(kind=_KIND.get(kind, "scope"), hard=False, claim=_quote(claim, kind), found="")
                )


def _of_line(one: Link, claim: Claim, supported: frozenset[str], dossier: Dossier, vectors: Vectors) -> Iterator[Signal]:
    """What one line limits and the sentence does not own up to; of a further line only what stands in the piece the sentence speaks of."""
    mine = claim.statement.kinds
    owns_up = mine if mine & supported >= mine & _TAKES_ALL else mine - _SHARED
    pieces = touched_pieces(claim, one, dossier, vectors)
    touched = {mark for mark in one.line.statement.marks if any(start <= mark.start < end for start, end in pieces)}
    is_best = one is claim.links[0]
    is_elsewhere = one.line.passage.kind == "entry" and _tells_of_another(one, claim, dossier)
    sure = sureness(one)
    unowned: dict[str, Mark] = {}
    for mark in one.line.statement.marks:
        if mark.kind not in LIMITS or _is_of_others(mark, one.line.statement.text):
            continue
        if mark not in touched and (not is_best or _IN_PARENTHESES.search(one.line.statement.text[: mark.start])):
            continue  # "Food Hygiene (2022), First Aid (expired)": what stands in the parentheses of another item is that item's
        if is_elsewhere and mark.kind in _OF_A_POST:
            continue
        if owns_up & ACKNOWLEDGES[mark.kind]:
            yield Signal("owned_limit")
        elif mark in touched or mark.kind not in unowned:
            unowned[mark.kind] = mark
    for kind, mark in unowned.items():
        yield Signal(f"limit_{kind}", sure * (1.0 if mark in touched else 0.5), _reason(claim, one))
    if unowned:
        yield Signal("limit_any", sure * min(1.0, 0.5 * len(unowned)))
    line = _own_kinds(one)
    for name, (limits, strengths) in PAIRS.items():
        if (here := limits & set(unowned)) and strengths & mine and not strengths & line:
            mark = next((unowned[kind] for kind in sorted(here) if unowned[kind] in touched), unowned[min(here)])
            yield Signal(name, sure * (1.0 if mark in touched else 0.5), _reason(claim, one, hard=True))


def _tells_of_another(one: Link, claim: Claim, dossier: Dossier) -> bool:
    """Whether a header is only near in meaning: the sentence does not name its entry, and rests on deeds of others."""
    others = {other.line.entry for other in claim.links if other is not one}
    return bool(others) and one.line.entry not in others and one.line.entry not in named_entries(claim.statement, dossier)


def _is_of_others(mark: Mark, text: str) -> bool:
    """Whether a mark describes people counted or looked after and not the candidate: "three trainee pharmacists", "coached apprentices"."""
    return mark.kind in ("associate", "temporary") and (
        _COUNTED_BEFORE.search(text[: mark.start]) is not None or _PEOPLE.fullmatch(mark.text + text[mark.end : mark.end + 1]) is not None
    )


def _own_kinds(link: Link) -> frozenset[str]:
    """The kinds of marks in a line that speak of the candidate: not the lead that belongs to a name after it ("director: A. Baker")."""
    text = link.line.statement.text
    return frozenset(mark.kind for mark in link.line.statement.marks if not (mark.kind == "lead" and _NAME_AFTER.match(text[mark.end :])))


def sureness(link: Link) -> float:
    """How far a comparison with this line can be trusted, 0 to 1: what a faint link says differently may be of something else."""
    return min(1.0, max(0.2, (link.strength - 0.2) / 0.25))


def touched_pieces(claim: Claim, link: Link, dossier: Dossier, vectors: Vectors) -> tuple[tuple[int, int], ...]:
    """The stretches of the line that the sentence speaks of: they name what it names, or are nearest in meaning, or qualify such a one."""
    text = link.line.statement.text
    pieces = _pieces(text)
    if len(pieces) == 1:
        return tuple(pieces)
    spoken_of = [bool(claim.units & Statement(text[start:end]).units) for start, end in pieces]
    rows = np.flatnonzero(dossier.clause_lines == link.line.number)
    if len(rows):
        nearest = link.line.clauses[int((dossier.clause_vectors[rows] @ vectors[0]).argmax())].text
        at = text.find(nearest[:12])
        spoken_of = [spoken or (at >= 0 and start <= at < end) for spoken, (start, end) in zip(spoken_of, pieces, strict=True)]
    for number in range(1, len(pieces)):
        start, end = pieces[number]
        if not spoken_of[number] and spoken_of[number - 1] and len(text[start:end].split()) <= _TRAILING_WORDS:
            spoken_of[number] = any(start <= mark.start < end and mark.kind in LIMITS for mark in link.line.statement.marks)
    return tuple(piece for spoken, piece in zip(spoken_of, pieces, strict=True) if spoken)


def _pieces(text: str) -> list[tuple[int, int]]:
    ends = [match.span() for match in _PIECE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if text[start:stop].strip()] or [(0, len(text))]


_KIND = {
    "cause": "achievement", "win": "achievement", "lead": "responsibility", "sole": "responsibility", "expert": "skill", "finished": "achievement",
}  # fmt: skip


def _quote(claim: Claim, kind: str) -> str:
    text = claim.statement.text
    return next((in_its_words(text, mark.start, mark.end) for mark in claim.statement.marks if mark.kind == kind), "")


def _reason(claim: Claim, link: Link, hard: bool = False) -> Reason:
    return Reason(kind="responsibility", hard=hard, claim=shorten(claim.statement.text), found=shorten(link.line.statement.text))

"""What a letter says of the company, held against the posting.

Caught: an amount told of the company that the posting gives otherwise ("your 40 shops" where it says 90), and an amount, an ordinal or a Latin
name told of it that neither document holds ("your move into Norway"). Only in a clause that speaks to or of the company and states
something: questions, plans, wishes and conditions state nothing. Not caught: what is told without number or name ("you promote from within"),
places written in Hangul, and whatever a posting in another language may call by another name.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.facts.numbers import Quantity, agrees, value_fits
from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.quantities import claimed_amounts
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.review.words import content_words
from coverletter.types import Reason

_I = regex.IGNORECASE
_ADDRESSED = regex.compile(
    r"\b(?:you|your|yours)\b|귀사|귀 (?:기관|재단|병원|회사|학교|센터)|(?:하|되|으|[가-힣])(?:셨|시는|신다|시고|시며)(?=[가-힣\s.,])", _I
)
_STATES_NOTHING = regex.compile(
    r"\?|\b(?:would|will|could|should|may|might|can|shall|hope|want|wish|if|whether|once|when I|first \w+ (?:days|weeks|months)|I['’]d|I['’]ll)\b"
    r"|겠|싶|려고|고자|다면|하면|포부|계획|까요|나요|는지|을지",
    _I,
)
_NAME = regex.compile(r"(?<![\p{L}\d.])\p{Lu}\p{Ll}[\p{L}&’'-]+(?:\s\p{Lu}[\p{L}&’'-]+)*")
_CALENDAR = regex.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Christmas|Easter|English|Korean|Dear|Mr|Ms|Mrs|Dr|Series|Also|And|But)\b"
)


def judge_company(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals company_conflict and company_unknown; none without a posting."""
    text = claim.statement.text
    if not dossier.posting or _STATES_NOTHING.search(text):
        return
    for clause in claim.clauses:
        if not (_ADDRESSED.search(clause.text) or _names(dossier.company, clause)):
            continue
        for mine in claimed_amounts(clause):
            if mine.value <= 2 or _is_known(mine, dossier):
                continue
            written = clause.text[mine.start : mine.end]
            rival = None if clause.text.startswith("째", mine.end) else _rival(mine, dossier)
            if rival:
                yield Signal("company_conflict", 1.0, Reason(kind="company_fact", hard=True, claim=written, found=shorten(rival.text)))
            else:
                yield Signal("company_unknown", 1.0, Reason(kind="company_fact", hard=False, claim=written))
        for name in _unknown_names(clause, dossier):
            yield Signal("company_unknown", 1.0, Reason(kind="company_fact", hard=False, claim=name))


def _names(company: str, clause: Statement) -> bool:
    return bool(company) and company.casefold() in clause.folded


def _is_known(mine: Quantity, dossier: Dossier) -> bool:
    """Whether posting or resume hold the amount; the sixth colleague may be sought where there are five."""
    statements = [*dossier.posting, *(line.statement for line in dossier.lines)]
    return any(
        agrees(mine, theirs)
        or (mine.dimension in ("count", "rank") and theirs.dimension in ("count", "rank") and value_fits(mine, theirs.value))
        or (mine.dimension == "rank" and theirs.dimension == "count" and theirs.value == mine.value - 1)
        for statement in statements
        for theirs in statement.quantities
    )


def _rival(mine: Quantity, dossier: Dossier) -> Statement | None:
    """The posting's line that counts the same thing and comes to another number."""
    return next(
        (
            statement
            for statement in dossier.posting
            for theirs in statement.quantities
            if mine.dimension == theirs.dimension and mine.unit == theirs.unit and mine.unit and mine.dimension in ("count", "money")
        ),
        None,
    )


def _unknown_names(clause: Statement, dossier: Dossier) -> Iterator[str]:
    if clause.is_korean or any(statement.is_korean for statement in dossier.posting):
        return
    said = f"{dossier.company} {dossier.title} {dossier.name}".casefold()
    for match in _NAME.finditer(clause.text):
        name = match.group()
        if match.start() == 0 or _CALENDAR.match(name):
            continue
        words = content_words(name)
        units = {f"w:{word}" for word in words}
        if units and not units & dossier.known and not units & dossier.asked and not any(word in said for word in words):
            yield name

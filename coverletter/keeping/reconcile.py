"""At the start the index is brought in line with the records, which are the truth."""

from __future__ import annotations

from typing import Protocol

from coverletter.keeping.records import Records
from coverletter.types import Record


class KeepsVectors(Protocol):
    """`matching.index.ChromaIndex`."""

    def owners(self) -> frozenset[str]: ...

    def forget(self, owner: str) -> int: ...

    def reconcile(self) -> int: ...


class Reconciled(Record):
    """What was put right."""

    healed: int
    """Vectors that a query for themselves did not find, and does now."""
    forgotten: int
    """Vectors of erased or expired workspaces, and of owners no record speaks of."""


def reconcile(records: Records, index: KeepsVectors) -> Reconciled:
    """Erase what the index should no longer have, and heal what it should.

    What it misses altogether needs no work here: a match keeps again the vectors it does not find. Safe beside other
    replicas, for a resume is recorded before its vectors are kept.

    Raises:
        NotReady: the database or the index does not answer; call it again later.
    """
    found = index.owners()
    erased = set(records.owners_to_forget())
    forgotten = sum(index.forget(owner) for owner in sorted(erased | (found - records.owners())))
    for owner in erased:
        records.vectors_gone(owner)
    return Reconciled(healed=index.reconcile(), forgotten=forgotten)

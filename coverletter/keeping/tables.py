"""The tables of the records, as the newest migration leaves them (a test holds the two together).

Times are aware and in UTC. Every key begins with the owner, so that no statement can reach across workspaces by an id alone.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

OWNER_LENGTH = 64
ID_LENGTH = 64


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite has no time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


metadata = MetaData()

letters = Table(
    "letters",
    metadata,
    Column("owner", String(OWNER_LENGTH), nullable=False),
    Column("id", String(ID_LENGTH), nullable=False),
    Column("title", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("posting", Text, nullable=False),
    Column("posting_source", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("owner", "id", name="letters_pkey"),
    Index("letters_changed", "changed"),
)

versions = Table(
    "versions",
    metadata,
    Column("owner", String(OWNER_LENGTH), nullable=False),
    Column("letter", String(ID_LENGTH), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("instruction", Text, nullable=False),
    Column("review", Text),
    Column("outcome", String(16), nullable=False),
    Column("model", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("owner", "letter", "number", name="versions_pkey"),
    ForeignKeyConstraint(["owner", "letter"], ["letters.owner", "letters.id"], ondelete="CASCADE", name="versions_letter"),
)

resumes = Table(
    "resumes",
    metadata,
    Column("owner", String(OWNER_LENGTH), nullable=False),
    Column("id", String(ID_LENGTH), nullable=False),
    Column("record", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("used", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("owner", "id", name="resumes_pkey"),
    Index("resumes_used", "used"),
)

leftovers = Table(
    "leftovers",
    metadata,
    Column("owner", String(OWNER_LENGTH), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("owner", name="leftovers_pkey"),
)
"""Owners whose rows are gone and whose files or vectors may not be yet: a crash between the two is made good from here."""

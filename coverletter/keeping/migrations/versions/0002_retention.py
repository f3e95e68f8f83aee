"""What retention, the index and a partial letter need: last change, source, outcome, resumes, leftovers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letters", sa.Column("posting_source", sa.Text, nullable=False, server_default=""))
    # SQLite adds a NOT NULL column only with a constant default, and rebuilding the table would cascade into the versions.
    op.add_column("letters", sa.Column("changed", sa.DateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00.000000"))
    op.execute(
        "UPDATE letters SET changed = COALESCE("
        "(SELECT MAX(versions.created) FROM versions WHERE versions.owner = letters.owner AND versions.letter = letters.id), created)"
    )
    op.create_index("letters_changed", "letters", ["changed"])
    op.add_column("versions", sa.Column("outcome", sa.String(16), nullable=False, server_default="complete"))
    op.add_column("versions", sa.Column("model", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "resumes",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "id", name="resumes_pkey"),
    )
    op.create_index("resumes_used", "resumes", ["used"])
    op.create_table(
        "leftovers",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="leftovers_pkey"),
    )

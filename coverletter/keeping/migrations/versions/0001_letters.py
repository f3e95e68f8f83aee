"""Letters and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "id", name="letters_pkey"),
    )
    op.create_table(
        "versions",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("letter", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("instruction", sa.Text, nullable=False),
        sa.Column("review", sa.Text),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "letter", "number", name="versions_pkey"),
        sa.ForeignKeyConstraint(["owner", "letter"], ["letters.owner", "letters.id"], ondelete="CASCADE", name="versions_letter"),
    )

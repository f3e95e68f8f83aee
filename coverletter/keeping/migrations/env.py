"""Alembic's entry: migrates over the connection it is handed, inside that connection's own transaction."""

from alembic import context

from coverletter.keeping.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

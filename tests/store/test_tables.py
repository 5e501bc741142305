"""The migrations lead to the tables that the code knows, and back again."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.schema import CreateTable

from provenance.resources import migrations_folder
from provenance.store.database import SCHEMA
from provenance.store.tables import metadata


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations_folder()))
    made.attributes["connection"] = connection
    return made


def not_of_the_index(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith("passage_index"))


def test_the_migrations_make_the_tables_that_the_code_knows(connection: Connection) -> None:
    command.upgrade(config(connection), "head")
    context = MigrationContext.configure(
        connection, opts={"include_name": not_of_the_index, "target_metadata": metadata, "compare_type": True}
    )
    assert compare_metadata(context, metadata) == []


def test_the_migrations_make_the_same_rules_for_values_as_the_code_knows(connection: Connection) -> None:
    command.upgrade(config(connection), "head")
    migrated = inspect(connection)
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    fresh = inspect(engine)
    for table in metadata.tables:
        rules = [
            sorted((c["name"] or "", str(c["sqltext"])) for c in i.get_check_constraints(table))
            for i in (migrated, fresh)
        ]
        assert rules[0] == rules[1], table
        links = [sorted(repr(sorted(k.items())) for k in i.get_foreign_keys(table)) for i in (migrated, fresh)]
        assert links[0] == links[1], table
    engine.dispose()


def test_the_migrations_of_the_first_edition_can_be_undone(connection: Connection) -> None:
    command.upgrade(config(connection), "0002")
    command.downgrade(config(connection), "base")
    left = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert left == set()


def test_a_library_with_a_log_is_not_brought_back_to_a_schema_without_one(connection: Connection) -> None:
    command.upgrade(config(connection), "0006")
    with pytest.raises(NotImplementedError, match="has no room for the log"):
        command.downgrade(config(connection), "0002")


def test_what_is_kept_once_is_not_brought_back_to_be_kept_with_every_version(connection: Connection) -> None:
    command.upgrade(config(connection), "head")
    with pytest.raises(NotImplementedError, match="keep a copy"):
        command.downgrade(config(connection), "0006")


def test_the_program_reads_the_newest_schema() -> None:
    assert ScriptDirectory(str(migrations_folder())).get_current_head() == SCHEMA


def test_every_table_says_what_it_holds() -> None:
    assert [table.name for table in metadata.sorted_tables if not table.comment] == []


def test_no_table_needs_anything_that_sqlite_3_35_lacks() -> None:
    with sqlite3.connect(":memory:") as database:
        for table in metadata.sorted_tables:
            database.execute(str(CreateTable(table)))
    database.close()


def test_a_library_on_postgresql_has_the_same_tables(connection: Connection, server: Any) -> None:
    """Tables, columns, keys, rules and links; words and numbers are of its own kinds there."""
    command.upgrade(config(connection), "head")
    engine = create_engine(server.url("empty"))
    with engine.connect() as other:
        context = MigrationContext.configure(
            other, opts={"include_name": not_of_the_index, "target_metadata": metadata, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        assert laid_out(other) == laid_out(connection)
    engine.dispose()


def laid_out(connection: Connection) -> dict[str, Any]:
    """What a database tells of its tables."""
    found = inspect(connection)
    return {
        table: {
            "columns": [(one["name"], one["nullable"]) for one in found.get_columns(table)],
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "rules": sorted(str(one["name"]) for one in found.get_check_constraints(table)),
            "unique": sorted(one["column_names"] for one in found.get_unique_constraints(table)),
            "indexes": sorted(
                i["column_names"] for i in found.get_indexes(table) if not i.get("duplicates_constraint")
            ),
            "links": sorted(
                (k["constrained_columns"], k["referred_table"], k["referred_columns"], sorted(k["options"].items()))
                for k in found.get_foreign_keys(table)
            ),
        }
        for table in metadata.tables
    }

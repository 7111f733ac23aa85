"""docs/data-map.md names every table there is, and every table about an organisation stands behind the wall."""

from pathlib import Path

from tests.databases import FreshDatabase, connected, fresh_database

DATA_MAP = Path(__file__).parents[2] / "docs" / "data-map.md"
SERVICES = ("router", "coach", "notifier", "reports", "clinic")
TABLES = """
    SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS walled,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org') AS about_somebody,
        c.relispartition AS partition
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
"""


async def tables(database: FreshDatabase) -> list[dict[str, object]]:
    async with connected(database.owner) as owner:
        return [dict(row) for row in await owner.fetch(TABLES, ["log", *SERVICES])]


async def test_the_data_map_names_every_table(postgres_url: str) -> None:
    written = DATA_MAP.read_text()
    async with fresh_database(postgres_url, SERVICES) as database:
        names = {str(row["name"]) for row in await tables(database) if not row["partition"]}
    assert names
    assert not {name for name in names if f"`{name}`" not in written}


async def test_every_table_about_an_organisation_forces_its_wall(postgres_url: str) -> None:
    """Partitions too: who reads one directly is not held by the policies of its parent."""
    async with fresh_database(postgres_url, SERVICES) as database:
        found = await tables(database)
    assert [row for row in found if row["about_somebody"]]
    assert not [row["name"] for row in found if row["about_somebody"] and not row["walled"]]


async def test_no_schema_holds_a_view_that_would_look_over_the_wall(postgres_url: str) -> None:
    async with fresh_database(postgres_url, SERVICES) as database, connected(database.owner) as owner:
        views = await owner.fetch(
            "SELECT schemaname, viewname FROM pg_views WHERE schemaname = ANY ($1)", ["log", *SERVICES]
        )
    assert not views

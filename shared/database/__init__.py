"""Postgres for the services: units of work behind the organisation's wall, migrations, roles."""

from shared.database.engine import Database, UnitOfWork
from shared.database.migrating import migrate, migrate_from_environment, migrate_log
from shared.database.roles import UnsafeRole
from shared.database.wall import wall

__all__ = ["Database", "UnitOfWork", "UnsafeRole", "migrate", "migrate_from_environment", "migrate_log", "wall"]

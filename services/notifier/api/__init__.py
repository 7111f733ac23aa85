"""The routes of the notifier: reminders, and what became of their moments."""

from services.notifier.api.desk import Desk
from services.notifier.api.ledger import Ledger
from services.notifier.api.occurrences import occurrence_routes
from services.notifier.api.reminders import reminder_routes
from services.notifier.api.room import Room

__all__ = ["Desk", "Ledger", "Room", "occurrence_routes", "reminder_routes"]

"""The routes of checkin: the wheel, recording, the own history."""

from services.checkin.api.desk import Desk
from services.checkin.api.history import history_routes
from services.checkin.api.recording import recording_routes
from services.checkin.api.wheel import wheel_routes

__all__ = ["Desk", "history_routes", "recording_routes", "wheel_routes"]

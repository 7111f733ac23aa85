"""What checkin needs from its environment: what every serving process needs, and nothing of its own."""

from shared.settings import ProcessSettings


class ApiSettings(ProcessSettings):
    """`database_url` is that of the role `checkin_api`."""

"""The routes of the clinic: places, people, the way in, the keys that verify its tokens."""

from services.clinic.api.changing import Changing
from services.clinic.api.credentials import Issuer, Lifetimes, signer_for
from services.clinic.api.door import Door
from services.clinic.api.entry import entry_routes
from services.clinic.api.people import people_routes
from services.clinic.api.places import clinic_routes, place_routes
from services.clinic.api.registry import Registry
from services.clinic.api.roster import Roster

__all__ = [
    "Changing",
    "Door",
    "Issuer",
    "Lifetimes",
    "Registry",
    "Roster",
    "clinic_routes",
    "entry_routes",
    "people_routes",
    "place_routes",
    "signer_for",
]

"""The routes of the coach: what is open to everybody, offers, practices."""

from services.coach.api.guide import Guide
from services.coach.api.offering import Offering
from services.coach.api.offers import offer_routes
from services.coach.api.open import help_routes, technique_routes
from services.coach.api.practices import ending_routes, practice_routes
from services.coach.api.practicing import Practising

__all__ = [
    "Guide",
    "Offering",
    "Practising",
    "ending_routes",
    "help_routes",
    "offer_routes",
    "practice_routes",
    "technique_routes",
]

"""The routes of the coach: what is open to everybody, offers, practices, the plan."""

from services.coach.api.guide import Guide
from services.coach.api.learn import learn_routes
from services.coach.api.offering import Offering
from services.coach.api.offers import offer_routes
from services.coach.api.open import help_routes, technique_routes
from services.coach.api.plan import assignment_routes, happening_routes, plan_routes
from services.coach.api.planner import Planner
from services.coach.api.planning import Planning
from services.coach.api.practices import ending_routes, practice_routes
from services.coach.api.practicing import Practising

__all__ = [
    "Guide",
    "Offering",
    "Planner",
    "Planning",
    "Practising",
    "assignment_routes",
    "ending_routes",
    "happening_routes",
    "help_routes",
    "learn_routes",
    "offer_routes",
    "plan_routes",
    "practice_routes",
    "technique_routes",
]

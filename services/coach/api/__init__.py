"""The routes of the coach: what is open to everybody, offers, practices, the plan, the own profile, the stream."""

from services.coach.api.batches import batch_routes
from services.coach.api.feed import Feed
from services.coach.api.followers import Followers
from services.coach.api.gathering import Gathering
from services.coach.api.guide import Guide
from services.coach.api.harming import Harming
from services.coach.api.learn import learn_routes
from services.coach.api.me import me_routes, pack_routes
from services.coach.api.offering import Offering
from services.coach.api.offers import offer_routes
from services.coach.api.open import help_routes, technique_routes
from services.coach.api.packing import Packing
from services.coach.api.page import page_routes
from services.coach.api.plan import assignment_routes, happening_routes, plan_routes
from services.coach.api.planner import Planner
from services.coach.api.planning import Planning
from services.coach.api.practices import ending_routes, practice_routes
from services.coach.api.practicing import Practising
from services.coach.api.profile import profile_routes
from services.coach.api.profiling import Places, Profiling
from services.coach.api.proposals import proposal_routes
from services.coach.api.proposing import Proposing
from services.coach.api.seeing import Seeing, card_routes
from services.coach.api.selecting import Selecting
from services.coach.api.shelving import Shelving
from services.coach.api.sizes import size_routes
from services.coach.api.sizing import Sizing
from services.coach.api.streaming import stream_routes

__all__ = [
    "Feed",
    "Followers",
    "Gathering",
    "Guide",
    "Harming",
    "Offering",
    "Packing",
    "Places",
    "Planner",
    "Planning",
    "Practising",
    "Profiling",
    "Proposing",
    "Seeing",
    "Selecting",
    "Shelving",
    "Sizing",
    "assignment_routes",
    "batch_routes",
    "card_routes",
    "ending_routes",
    "happening_routes",
    "help_routes",
    "learn_routes",
    "me_routes",
    "offer_routes",
    "pack_routes",
    "page_routes",
    "plan_routes",
    "practice_routes",
    "profile_routes",
    "proposal_routes",
    "size_routes",
    "stream_routes",
    "technique_routes",
]

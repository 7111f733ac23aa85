"""One row of the table of who may do what, the people in it, and what stands in the braces of its path."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from uuid import uuid4

from shared.auth import Role
from shared.catalogue import load_catalogue
from tests.integration.cast import Body

ROLES: dict[str, Role | None] = {
    "maya": "client",
    "neighbour": "client",
    "therapist": "therapist",
    "colleague": "therapist",
    "clinic_admin": "clinic_admin",
    "sibling_admin": "clinic_admin",
    "org_admin": "org_admin",
    "ops": "ops",
    "stranger": "client",
    "strange_therapist": "therapist",
    "strange_clinic_admin": "clinic_admin",
    "strange_org_admin": "org_admin",
    "nobody": None,
}
SIBLINGS = frozenset({"sibling_admin"})
STRANGERS = frozenset(name for name in ROLES if name.startswith("strange"))
HERS = frozenset({"maya"})
OF_HER_CLINIC = frozenset({"therapist", "colleague", "clinic_admin", "org_admin"})
EACH_THEIR_OWN: frozenset[str] | None = None

TECHNIQUE = "three-slow-breaths"
PAGES = sorted(load_catalogue().learn)
PAGE = PAGES[0] if PAGES else "there-is-no-such-page"
MOMENT: Body = {"emotions": ["fearful.anxious"], "intensity": 9}
BEGAN = "2026-11-02T21:45:00+01:00"
HARD: Body = {"emotions": ["sad.despair"], "intensity": 10}
DONE: Body = {"intensity_after": 8, "helped": "a_bit"}


def new_id() -> str:
    return str(uuid4())


@dataclass(frozen=True)
class Things:
    """What stands in the braces of a path, and in a body: Maya's, or what nobody has."""

    clinic: str
    therapist: str
    client: str
    code: str
    check_in_id: str = field(default_factory=new_id)
    practice_id: str = field(default_factory=new_id)
    assignment_id: str = field(default_factory=new_id)
    reminder_id: str = field(default_factory=new_id)
    occurrence_id: str = field(default_factory=new_id)
    consent_id: str = field(default_factory=new_id)
    report_id: str = field(default_factory=new_id)
    card_id: str = field(default_factory=new_id)

    def own(self) -> list[str]:
        """What is nobody's but Maya's. Of a report that she released, her therapist knows the id."""
        names = {each.name for each in fields(self) if each.name.endswith("_id")} - {"report_id"}
        return [getattr(self, each) for each in sorted(names)]

    def path(self, template: str) -> str:
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        other = {
            "cause": self.check_in_id,
            "client_id": self.client,
            "clinic_id": self.clinic,
            "step": 1,
            "technique_id": TECHNIQUE,
        }
        return template.format(**named, **other, page_id=PAGE)


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `roles` is what the route asks for; empty: it asks nobody who they are. `whose` names those among them whom the
    things in it belong to; EACH_THEIR_OWN: the route gives everybody with a role their own. `refused` is the answer to
    those who have the role but not the thing. `ready` names what of Maya's there has to be. `query` is added to the
    path.
    """

    service: str
    method: str
    path: str
    roles: frozenset[Role] = frozenset()
    whose: frozenset[str] | None = EACH_THEIR_OWN
    body: Callable[[Things], object] | None = None
    status: int = 200
    refused: int = 404
    ready: str = "started"
    variant: str = ""
    query: str = ""

    @property
    def name(self) -> str:
        return f"{self.service} {self.method} {self.path}{f' ({self.variant})' if self.variant else ''}"

    def expected(self, person: str) -> int:
        """The status this person gets."""
        role = ROLES[person]
        if not self.roles:
            return self.status
        if role is None:
            return 401
        if role not in self.roles:
            return 403
        return self.status if self.whose is None or person in self.whose else self.refused


def nobodys() -> Things:
    """What nobody has."""
    return Things(new_id(), new_id(), new_id(), uuid4().hex)


CLIENT: frozenset[Role] = frozenset({"client"})
OPS: frozenset[Role] = frozenset({"ops"})
ORG_ADMIN: frozenset[Role] = frozenset({"org_admin"})
ADMINS: frozenset[Role] = frozenset({"org_admin", "clinic_admin"})
INVITERS: frozenset[Role] = frozenset({"clinic_admin", "therapist"})
THERAPIST: frozenset[Role] = frozenset({"therapist"})
STAFF: frozenset[Role] = frozenset({"therapist", "clinic_admin", "org_admin"})

"""A clinic's own settings, read and changed."""

from uuid import UUID, uuid4

from pydantic import JsonValue

from services.clinic import decider, views
from services.clinic.api.bodies import ClinicShown, PostedClinicChange
from services.clinic.api.registry import asker_of
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import ClinicSettingsChanged
from shared.http import Problem, etag_of, matches, not_found, other_content, problem_of, refuse_far_future, stale
from shared.keyring import Keyring, SubjectKey, canonical, open_event, seal_event
from shared.log import Clock, Unit, find

Settings = dict[str, JsonValue]


class Changing:
    """Raises Problem; a clinic that is not the asker's to see is not there for them."""

    def __init__(self, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def one(self, who: Principal, clinic: UUID) -> ClinicShown:
        async with self._database.unit_of_work(who.org) as work:
            if not decider.sees(await asker_of(work, who), clinic):
                raise not_found()
            key = await self._key(work, clinic)
            return shown(clinic, await standing(work, key))

    async def change(
        self, who: Principal, clinic: UUID, posted: PostedClinicChange, if_match: str | None
    ) -> ClinicShown:
        """Change what is named, and say the whole; the same request again gives the first answer again."""
        now = self._clock.now()
        refuse_far_future(posted.occurred_at, now)
        event_id, content = posted.id or uuid4(), canonical({"change": str(clinic), "to": posted.content().decode()})
        async with self._database.unit_of_work(who.org) as work:
            key = await self._key(work, clinic)
            # Changes of one clinic take turns here, so that none is laid over settings that are gone.
            before = await standing(work, key, lock=True)
            if (first := await said_before(work, key, event_id, content)) is not None:
                return shown(clinic, first)
            refuse_changed(shown(clinic, before), if_match)
            after = before | posted.given()
            if after != before:
                await views.change(work.connection, views.CLINICS, clinic, views.sealed(key, views.CLINICS, after))
                said = ClinicSettingsChanged(clinic_id=clinic, settings=after)
                event = seal_event(key, id=event_id, data=said, occurred_at=posted.occurred_at or now, content=content)
                [outcome] = await work.append(Unit(key.org, key.subject, (event,)))
                if (problem := problem_of(outcome)) is not None:
                    raise problem
        return shown(clinic, after)

    async def _key(self, work: UnitOfWork, clinic: UUID) -> SubjectKey:
        """The key of a clinic within the wall. Raises the problem 404 where there is none."""
        row = await views.row_of(work.connection, views.CLINICS, clinic)
        key = None if row is None else (await self._keyring.keys(work.connection, [clinic])).get(clinic)
        if key is None:
            raise not_found()
        return key


async def standing(work: UnitOfWork, key: SubjectKey, *, lock: bool = False) -> Settings:
    row = await views.row_of(work.connection, views.CLINICS, key.subject, lock=lock)
    if row is None:
        raise not_found()
    return views.opened(key, views.CLINICS, row.sealed)


async def said_before(work: UnitOfWork, key: SubjectKey, event_id: UUID, content: bytes) -> Settings | None:
    """The settings that this very request brought about. Raises the problem 422 where its id was another one's."""
    recorded = await find(work.raw, key.subject, event_id)
    if recorded is None:
        return None
    data = open_event(key, recorded).data
    if recorded.content != key.digest(content) or not isinstance(data, ClinicSettingsChanged):
        raise other_content()
    return dict(data.settings)


def shown(clinic: UUID, settings: Settings) -> ClinicShown:
    return ClinicShown.model_validate({"id": clinic} | settings)


def etag_of_clinic(clinic: ClinicShown) -> str:
    return etag_of(clinic.model_dump_json().encode())


def refuse_changed(clinic: ClinicShown, if_match: str | None) -> None:
    """Raise the problem 412 where an If-Match header names other settings than those that stand."""
    if if_match is not None and not matches(if_match, etag_of_clinic(clinic)):
        known = stale()
        raise Problem(412, "stale", known.title, known.detail)

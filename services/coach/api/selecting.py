"""The catalogue as it is for one client: what is asked for, and of each technique whether it suits them, and why."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from services.coach.api.me_shapes import MyTechnique, MyTechniques, Wanted
from services.coach.api.offering import CHECK_INS
from services.coach.api.practicing import SERVICE
from services.coach.api.showing import said
from services.coach.profile import Profile
from services.coach.safety.moments import Standing
from services.coach.suitable import Mine, Outcome, against, outcomes, proven, suspects, to_mind
from services.coach.words import why, why_not
from shared.auth import Principal
from shared.catalogue import Catalogue, Emotion, Language, Technique, meant, review_notice
from shared.events import CheckInRecorded, CheckInRetracted, PracticeFinished, PracticeRated, PracticeStopped
from shared.http import invalid
from shared.keyring import Heard, Keyring, open_event
from shared.log import Log

MOST_FEELINGS = 3
FEELINGS_ALLOWED = 'Give one to three different ids from GET /v1/emotions, the strongest first, or "unsure".'
ENDINGS = frozenset({PracticeFinished.type, PracticeStopped.type, PracticeRated.type})
SAME = MyTechnique.model_fields.keys() & Technique.model_fields.keys()
MOMENTS = frozenset({CheckInRecorded.type, CheckInRetracted.type})


class Selecting:
    """Techniques for any client whose token was verified. What goes wrong is raised as a Problem."""

    def __init__(self, log: Log, keyring: Keyring, catalogue: Catalogue) -> None:
        self._log = log
        self._keyring = keyring
        self._catalogue = catalogue

    async def techniques(self, who: Principal, profile: Profile, wanted: Wanted, language: Language) -> MyTechniques:
        """Those that are asked for, by name; what does not suit stays among them, with the reasons."""
        feelings = self._feelings(wanted.feeling)
        self._refuse_family(wanted.family)
        mine = await self._mine(who, profile)
        found = [each for each in language.techniques.values() if wanted.admits(each)]
        return MyTechniques(
            version=self._catalogue.version,
            language=language.code,
            notice=review_notice(each.reviewed_by for each in language.techniques.values()),
            techniques=[self._shown(each, mine, feelings) for each in sorted(found, key=by_name)],
        )

    def _shown(self, technique: Technique, mine: Mine, feelings: Sequence[Emotion]) -> MyTechnique:
        refused = [said(each, why_not(each, technique, self._catalogue)) for each in against(technique, mine, feelings)]
        gently = [said(each, why(each, technique, self._catalogue)) for each in to_mind(technique, mine)]
        same = {name: getattr(technique, name) for name in SAME}
        return MyTechnique(**same, suitable=not refused, reasons=[*refused, *gently])

    async def _mine(self, who: Principal, profile: Profile) -> Mine:
        harmful = await self._harmful(who) - set(profile.restored)
        return Mine(profile.cautions, frozenset(profile.hidden), harmful)

    async def _harmful(self, who: Principal) -> frozenset[str]:
        """The check-ins are read only where something may have done harm twice, which is rare."""
        told = await self._told(who, SERVICE, ENDINGS)
        if not (found := suspects(outcomes(each.data for each in told))):
            return frozenset()
        check_ins = await self._told(who, CHECK_INS, MOMENTS)
        felt = {each.id: tuple(each.data.emotions) for each in check_ins if isinstance(each.data, CheckInRecorded)}

        def standing(outcome: Outcome) -> Outcome | None:
            return as_it_stands(outcome, check_ins, felt)

        return proven(found, standing, self._catalogue.emotions)

    async def _told(self, who: Principal, service: str, types: Collection[str]) -> list[Heard]:
        key = await self._keyring.key(who.org, who.subject)
        told, _ = await self._log.of_types(who.org, who.subject, service, types)
        return [open_event(key, each) for each in told]

    def _feelings(self, ids: Sequence[str]) -> list[Emotion]:
        known = self._catalogue.emotions
        if len(ids) > MOST_FEELINGS or len(set(ids)) < len(ids) or any(meant(each) not in known for each in ids):
            raise invalid("feeling", FEELINGS_ALLOWED)
        return [known[meant(each)] for each in ids]

    def _refuse_family(self, family: str | None) -> None:
        if family is not None and family not in self._catalogue.families:
            raise invalid("family", f"Give one of: {', '.join(self._catalogue.families)}.")


def as_it_stands(outcome: Outcome, check_ins: Sequence[Heard], felt: dict[UUID, tuple[str, ...]]) -> Outcome | None:
    """The outcome with the feelings of the check-in that stands for its own; None if that was taken back."""
    if outcome.check_in_id is None:
        return outcome
    stands = Standing.of(check_ins).current(outcome.check_in_id)
    if stands is None:
        return None
    return outcome if stands == outcome.check_in_id else replace(outcome, emotions=felt.get(stands, outcome.emotions))


def by_name(technique: Technique) -> tuple[str, str]:
    return technique.name.casefold(), technique.id

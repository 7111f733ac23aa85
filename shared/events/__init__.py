"""The contracts: one class per event type, and the table of all of them."""

from shared.events.card import CardShown
from shared.events.check_in import CheckInRecorded, CheckInRetracted
from shared.events.contract import Contract
from shared.events.parts import Context, Energy, Helped, NotOffered, Option, Phase, Place, Privacy, Reason, Size
from shared.events.practice import (
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStepCompleted,
    PracticeStopped,
)
from shared.events.technique import TechniqueRecommended
from shared.events.tenancy import (
    ClientAssigned,
    ClientInvited,
    ClientJoined,
    ClinicSettingsChanged,
    StaffAdded,
    StaffRole,
)

CONTRACTS: dict[str, type[Contract]] = {
    contract.type: contract
    for contract in (
        CheckInRecorded,
        CheckInRetracted,
        TechniqueRecommended,
        PracticeStarted,
        PracticeStepCompleted,
        PracticeFinished,
        PracticeStopped,
        PracticeRated,
        CardShown,
        ClinicSettingsChanged,
        StaffAdded,
        ClientInvited,
        ClientJoined,
        ClientAssigned,
    )
}

__all__ = [
    "CONTRACTS",
    "CardShown",
    "CheckInRecorded",
    "CheckInRetracted",
    "ClientAssigned",
    "ClientInvited",
    "ClientJoined",
    "ClinicSettingsChanged",
    "Context",
    "Contract",
    "Energy",
    "Helped",
    "NotOffered",
    "Option",
    "Phase",
    "Place",
    "PracticeFinished",
    "PracticeRated",
    "PracticeRun",
    "PracticeStarted",
    "PracticeStepCompleted",
    "PracticeStopped",
    "Privacy",
    "Reason",
    "Size",
    "StaffAdded",
    "StaffRole",
    "TechniqueRecommended",
]

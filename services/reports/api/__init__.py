"""The routes of reports: consents, reports, and what is shared with a therapist."""

from services.reports.api.access import access_routes
from services.reports.api.consenting import Consenting
from services.reports.api.consents import consent_routes
from services.reports.api.previewing import Previewing
from services.reports.api.reporting import Reporting
from services.reports.api.reports import report_routes
from services.reports.api.shared import shared_routes
from services.reports.api.sharing import Sharing

__all__ = [
    "Consenting",
    "Previewing",
    "Reporting",
    "Sharing",
    "access_routes",
    "consent_routes",
    "report_routes",
    "shared_routes",
]

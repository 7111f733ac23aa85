"""Small pictures as inline SVG: no script, grey-proof, each with a title and a description in words."""

from services.reports.charts.change import change
from services.reports.charts.families import families
from services.reports.charts.timeline import timeline
from services.reports.charts.week import week

__all__ = ["change", "families", "timeline", "week"]

"""Table of the planning."""

from schemas.planning import Milestone
from storage.record_table import record_table

MILESTONES = record_table("milestones", Milestone, order=("number",), unique=[("number",)])

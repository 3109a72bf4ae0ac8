"""Tables of the planning: its steps, its calendar, its people, and what was told about its deadlines."""

from schemas.planning import BodyMeeting, Colleague, FreePeriod, Milestone, WatchedDeadline
from storage.record_table import record_table

MILESTONES = record_table("milestones", Milestone, order=("number",), unique=[("number",)])
FREE_PERIODS = record_table("free_periods", FreePeriod, order=("first", "last"))
MEETINGS = record_table("meetings", BodyMeeting, order=("held_on", "municipality"))
COLLEAGUES = record_table("colleagues", Colleague, order=("name",), unique=[("name",)])
WATCHED = record_table("watched", WatchedDeadline, order=("due",))

"""Watching deadlines: the planning room, the board, upcoming runs, reminders, what-if."""

"""The acts behind the room of the dialogue: the list of sessions, the messages, the reports."""

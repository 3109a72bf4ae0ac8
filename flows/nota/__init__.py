"""The acts behind the room of the nota: questions in, review, release, the files around it."""

"""Making documents: versions, changes with their redline, the check before one becomes final."""

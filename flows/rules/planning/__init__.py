"""What a planning says: read, worked out both ways, remarked upon, and put on the board."""

"""The rooms: one module and one flow per stage of a tender. Rooms never call rooms."""

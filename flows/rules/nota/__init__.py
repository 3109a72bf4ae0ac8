"""Questions on their way to a nota: their life, rounds, doubles and public numbers."""

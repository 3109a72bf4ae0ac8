"""Changes to documents: worked in at their place, listed, and the same set as the redline."""

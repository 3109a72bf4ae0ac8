"""The parts of :mod:`flows.rules.schedule`: order of steps, meetings of bodies, and working a plan out both ways."""

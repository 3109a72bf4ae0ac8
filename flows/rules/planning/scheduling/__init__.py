"""The parts of :mod:`flows.rules.planning.schedule`: order of steps, meetings of bodies, both ways of working out."""

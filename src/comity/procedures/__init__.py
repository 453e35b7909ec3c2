"""Says which step follows which, and what a step changes. It does not do the step, and it does no I/O."""

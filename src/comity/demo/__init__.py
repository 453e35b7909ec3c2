"""Two real nodes of two invented states, driven from outside through their commands and pages."""

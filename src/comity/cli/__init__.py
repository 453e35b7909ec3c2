"""Commands: they translate between a terminal and the door. No law, no query."""

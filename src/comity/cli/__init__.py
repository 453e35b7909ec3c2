"""Commands of a node. They translate between a person or a script and the door; no rule of law, no query lives here."""

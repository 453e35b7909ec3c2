"""The pages, one file a noun. They translate between people and the door; no rule of law, no query."""

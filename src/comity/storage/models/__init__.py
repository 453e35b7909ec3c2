"""The tables, split by noun; imported by nobody outside storage."""

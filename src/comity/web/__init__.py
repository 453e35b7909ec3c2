"""Pages and forms in three languages: they translate between people and the door."""

"""Set against set: registers as files, candidates out; a person judges."""

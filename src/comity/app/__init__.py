"""The one door: the only place where a thing happens. One verb a function."""

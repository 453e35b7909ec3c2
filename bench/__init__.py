"""Measurements: each module is a command, run once by make bench."""

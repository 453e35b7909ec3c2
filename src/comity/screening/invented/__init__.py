"""Registers and watch lists of people who do not exist, for trying and measuring: any number of rows, the same on every machine."""

from comity.screening.invented.people import write_register
from comity.screening.invented.watch import write_watch

__all__ = ["write_register", "write_watch"]

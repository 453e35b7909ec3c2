"""How the tables of ``comity.screening`` are made."""

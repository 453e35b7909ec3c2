"""How the tables of ``comity.names`` are made: fetch the sources, learn, write."""

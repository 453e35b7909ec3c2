"""Clock, ids, errors, canonical bytes: no word of the field lives here."""

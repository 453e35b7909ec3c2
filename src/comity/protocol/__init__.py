"""Bytes on the wire: keys, identities, agreements, envelopes, receipts, batches. Same input, same bytes."""

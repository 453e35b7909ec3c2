"""Bytes on the wire: envelope, signature, seal, receipt, lanes. Same input, same bytes."""

"""What leaves for a partner: mutual TLS or a stick, resending exactly the stored bytes."""

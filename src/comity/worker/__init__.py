"""The clock of the node: outbox, deadlines, checkpoints."""

"""The Merkle log of entries: tree, proofs, checkpoints, tiles. Same input, same bytes."""

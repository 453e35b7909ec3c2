"""The Merkle log of entries: tree, proofs, checkpoints, tiles. Same input, same bytes; no file, no table, no clock."""

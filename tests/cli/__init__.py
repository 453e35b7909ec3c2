"""Commands of a node, from outside."""

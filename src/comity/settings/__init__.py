"""Configuration of one node, read by Django."""

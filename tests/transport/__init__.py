"""Tests of what leaves for a partner."""

"""Tests mirror the path of what they test; this file keeps another package called tests from being taken for ours."""

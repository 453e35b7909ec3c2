"""Tests of the entrance for partners, against a real server process."""

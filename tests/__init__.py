"""Tests: units to browser, on real parts."""

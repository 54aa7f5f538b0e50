"""Keeping a corpus healthy: checks, repair, backup."""

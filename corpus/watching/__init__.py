"""Saved searches: what is new for each since it was last shown."""

"""Sets of outlets."""

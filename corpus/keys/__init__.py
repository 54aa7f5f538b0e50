"""Room of the keys of articles."""

"""Commands that print rows: their output options, the format that is chosen, and where the rows go."""

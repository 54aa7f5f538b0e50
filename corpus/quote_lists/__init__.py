"""Lists of the stored quotes, for people and for other programs."""

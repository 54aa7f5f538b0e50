"""What is derived from the texts (copies, quotes, mentions): what is due, and deriving it."""

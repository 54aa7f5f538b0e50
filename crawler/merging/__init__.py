"""Merging corpora with their archives: what needs more than the corpus files."""

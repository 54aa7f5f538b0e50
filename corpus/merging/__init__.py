"""Corpora merged into a new one, the same in any order, and what two corpora don't share."""

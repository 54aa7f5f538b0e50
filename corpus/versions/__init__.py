"""The versions of an article: their words, what changed between two, and the corrections that pages announce."""

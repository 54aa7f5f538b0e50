"""The head of an article: the lines from its top to its first paragraph, labelled together."""

"""Removing an article from the corpus, its archive and the files beside them."""

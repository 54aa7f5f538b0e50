"""Taking an article out of the corpus file for good, and recognising it if it comes back."""

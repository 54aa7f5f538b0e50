"""Remove an article from the corpus file for good, and recognise it if it comes back."""

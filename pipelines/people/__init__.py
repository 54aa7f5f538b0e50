"""Who wrote and who edited the article."""

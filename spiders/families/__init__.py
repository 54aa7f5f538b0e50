"""Ways of finding articles: outlets that list alike."""

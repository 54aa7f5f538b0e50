"""Second looks at stored articles: when one is due, and what it shows to have happened to the article."""

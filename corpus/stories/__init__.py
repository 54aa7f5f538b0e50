"""Which articles tell the same story: counts of stories, and one article of each."""

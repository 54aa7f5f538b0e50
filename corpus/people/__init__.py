"""Who is named and quoted in the corpus: counts over articles and stories, and a page for each person."""

"""What a page shows among an article's paragraphs that is none of its own: posts, summaries, other stories."""

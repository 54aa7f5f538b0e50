"""The article's text: choosing the container, extracting lines, cutting inserts."""

"""One page, parsed once: its text blocks, claims, headings, title, language and further pages."""

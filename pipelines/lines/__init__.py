"""Rules on single lines of text: house lines, sign-offs, byline lines, and cuts that can be undone."""

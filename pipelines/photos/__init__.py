"""The photos of a page with captions, credits and places."""

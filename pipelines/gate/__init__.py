"""Whether a page is an article at all, or a listing, a wall or an error page."""

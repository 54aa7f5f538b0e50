"""Finding and checking outlets: what a site offers, a draft of its file, its health."""

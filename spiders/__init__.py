"""Where articles are found."""

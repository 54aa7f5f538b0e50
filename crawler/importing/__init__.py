"""Pages from web archives that others made, taken in as captures."""

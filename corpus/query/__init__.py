"""Search: parse a query, turn it into SQL, and read pages of matching articles."""

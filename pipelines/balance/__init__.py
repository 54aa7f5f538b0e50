"""What became of each word of a page: in the text, a field, cut, outside by a named rule, or unexplained."""

"""Facts about plain strings: names of people, datelines, word counts."""

"""Gold of who spoke which words in made-up articles, and the measure of the quotes rules on it (README.md)."""

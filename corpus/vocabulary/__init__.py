"""Words of the corpus: roots, the index of word forms, names over time and their misspellings."""

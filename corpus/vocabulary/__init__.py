"""The words of the corpus: their roots, the index of word forms, names over time and their misspellings."""

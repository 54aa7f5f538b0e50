"""Word counts over the texts: concordance, word lists, collocations, keyness and trends."""

"""The numbers of a paper's methods section: samples, labels, precision, agreement and estimates."""

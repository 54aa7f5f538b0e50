"""Numbers for a methods section: samples, labels, precision, agreement and estimates."""

"""Which articles come from the same text: the index of fingerprints, copies and their origins, and stories."""

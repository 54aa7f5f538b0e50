"""A release: an export as a data set that others can check, cite and read: descriptors, data sheet, checksums."""

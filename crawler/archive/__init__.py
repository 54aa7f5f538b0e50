"""Write and read WARC files: captures, records, digests, damage."""

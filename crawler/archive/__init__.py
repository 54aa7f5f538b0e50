"""WARC files in and out: writing captures, reading records, checking digests and damage."""

"""What a crawl leaves in the corpus: the frontier, the runs, the ledger and the sums that must balance."""

"""What `kliping export` asks and says around the files that `corpus.export` writes."""

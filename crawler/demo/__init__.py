"""The demo: made-up outlets, a topic about a made-up agency, their pages as an archive (benchmarks/make_demo.py)."""

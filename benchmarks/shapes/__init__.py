"""Made-up sites on loopback whose shapes differ from what the families assume (benchmarks/SITE_SHAPES.md)."""

"""Whether an outlet's articles still have what its earlier ones had: the first sign of a redesign."""

"""The formats of an export: one module for each, of at most 60 lines."""

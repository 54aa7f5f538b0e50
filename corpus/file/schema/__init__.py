"""The corpus's tables: one migration a file, and the whole schema as it is now in corpus/file/schema.sql."""

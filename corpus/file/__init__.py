"""The corpus as an SQLite file: opening it, its schema, migrations and copies."""

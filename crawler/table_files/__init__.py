"""Rows of tables (CSV, JSON Lines, XLSX, Parquet), read one at a time for `kliping import`."""

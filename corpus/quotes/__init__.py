"""Who is quoted, and with what words."""

"""Room of lists of names: read from a file, and searched one by one."""

"""The demo's web: eight made-up outlets on hosts under .example, rendered in memory. Nothing in it is true."""

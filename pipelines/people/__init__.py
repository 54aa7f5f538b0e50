"""Names of writers, editors and other contributors, and where on the page each was read."""

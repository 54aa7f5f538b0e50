"""Topics that ship with the project."""

"""The tail of a text: its last paragraph, who signed it, and what the site put behind it, read together."""

"""One file an outlet; nothing else lives here."""

"""Gold of which persons and bodies articles name, and the measure of the mentions rules on it (README.md)."""

"""Why a search finds nothing, and which searches near it find something."""

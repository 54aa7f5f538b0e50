"""Refused and failed addresses: when each is due again, which are asked in a run, how many wait."""

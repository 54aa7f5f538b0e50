"""Persons and bodies that articles name: found by rules, stored as mentions, listed and searched."""

"""Printed dates as strings: patterns, parts, and why some words name no day."""

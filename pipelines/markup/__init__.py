"""Markup written plainly in place, so that an extractor reads what readers see."""

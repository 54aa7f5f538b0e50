"""The search language: from what a person types to the articles on a page of results."""

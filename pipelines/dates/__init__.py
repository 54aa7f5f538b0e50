"""When the article was published: sources, stamps, machine fields and how they are resolved."""

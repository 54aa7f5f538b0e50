"""What a terminal shows while a command works: the busy line of every command, and the table of a crawl."""

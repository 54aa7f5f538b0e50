"""Which topic's grades are shown: the corpus's default topic, the state of a topic in use, and what an edit changed."""

"""Ask services that index the web's news for addresses of articles: GDELT and Media Cloud."""

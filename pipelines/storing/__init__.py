"""From a refined page to rows of the corpus: Scrapy stages, workers, grades."""

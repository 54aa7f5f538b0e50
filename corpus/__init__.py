"""What is kept, how it is kept, how it is asked: the ground floor, no Scrapy and no trafilatura."""

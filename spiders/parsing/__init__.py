"""Reading what a listing sent: links, days, JSON lists, sitemap files, walls."""

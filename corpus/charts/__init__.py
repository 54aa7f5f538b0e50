"""Charts as drawings: lines, boxes and words on a page, and the drawing as SVG."""

"""Plants known flaws into clean text and pages, and measures what repair finds, mends and breaks."""

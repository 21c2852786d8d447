"""The course as pages that need no installation: recorded from the notebooks, one file a lesson, no request."""

"""Models of the field as pure functions: numbers in, numbers or tables out. No files, no figures."""

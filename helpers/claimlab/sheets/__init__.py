"""The answer sheet: one format, with its schema, writer, reader, names and cells."""

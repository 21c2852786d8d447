"""The classroom engine: what asks, judges, remembers and shows."""

"""Between records and plain data or JSON."""

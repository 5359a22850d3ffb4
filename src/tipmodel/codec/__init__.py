"""Conversion between records and plain data or JSON."""

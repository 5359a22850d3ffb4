"""Everything derived from records and their classes for people and programs."""

"""Everything derived from records and classes, for people and for programs."""

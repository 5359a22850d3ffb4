"""What is derived from records and their classes for people and programs."""

"""Values that sources state: texts, dates, lengths, counts."""

"""The foundation: fields, rules, records."""

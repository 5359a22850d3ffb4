"""What everything else is made of: fields, rules, records."""

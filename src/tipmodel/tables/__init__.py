"""Tables: rows of cells on one side, records on the other."""

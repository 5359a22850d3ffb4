"""Records in other libraries; each module needs the library in its name."""

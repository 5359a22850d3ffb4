"""Lists maintained elsewhere: terms, governorates, countries, legal instruments."""

"""Lists that others govern: terms, governorates, countries, legal instruments."""

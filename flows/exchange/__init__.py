"""Import and export formats: what people hand over becomes nouns, nouns become ready Excel forms. No decisions here."""

"""Who is reminded of what, on which day, in which words; and which reminder may leave without a code of its own."""

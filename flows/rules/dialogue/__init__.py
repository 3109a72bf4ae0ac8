"""Sessions: who sits where on which grounds, what is talked about, what is reported."""

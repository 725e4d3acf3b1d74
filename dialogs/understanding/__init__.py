"""Hearing what people mean, by rules: words and entities first, then what is wanted, then what may happen."""

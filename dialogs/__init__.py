"""The conversation: asking what is missing, one question at a time, and reading what people type."""

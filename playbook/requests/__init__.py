"""The life of a SME request."""

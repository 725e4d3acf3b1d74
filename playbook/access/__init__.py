"""Access: how a stranger becomes a partner's registered person (R21-R24, G30, G31)."""

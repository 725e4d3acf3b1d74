"""What people see: sentences as their reader has them, and adaptive cards, drawn from records and tables.

Schema 1.5; every card has a twin that works by typing.
"""

"""Every sentence the bot says to people, in the playbook's own words. Plain text, never markdown.

`asking` collects fields, `routing` explains the pre-check, `deciding` refuses a step, `telling` reports what
happened, `helping` welcomes and guides.
"""

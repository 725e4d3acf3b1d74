"""Answers to questions about the playbook, by subject; what stands in a table comes in as a fact."""

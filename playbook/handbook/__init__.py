"""Questions about the playbook, answered from its tables: each topic with its source and what it says."""

"""What every life shares: records, tables of transitions, the desk, and what is asked of a store."""

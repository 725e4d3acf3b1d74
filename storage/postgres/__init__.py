"""The engine on PostgreSQL, which several replicas of the bot may share."""

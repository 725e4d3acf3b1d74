"""The store on PostgreSQL, which several replicas of the bot may share."""

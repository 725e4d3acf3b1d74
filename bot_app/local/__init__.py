"""The local channel: the part of Teams, so that one person can play the whole process without a cloud."""

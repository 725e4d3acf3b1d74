"""The ground floor: the process of the FastTrack Partner Playbook as tables and pure functions.

Standard library only. Nothing here opens a file, reads a clock or knows Teams.
"""

"""Every sentence the bot says to people, in the playbook's own words. Plain text, never markdown.

`message` holds what a sentence is. By subject: `asking` collects fields, `correcting` tells how to mend a reply,
`routing` explains the pre-check, `deciding` refuses a step, `steps` and `verbs` have what is said of each, `hearing`
answers loose sentences, `handbook` questions about the playbook, `telling` and `headlines` report what happened,
`helping` welcomes and guides, `labels` are the short words on cards.
"""

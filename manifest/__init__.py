"""The Teams app package: the manifest's template, its two icons, and what builds the zip from them."""

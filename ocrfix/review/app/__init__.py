"""The review as a local web app: a server bound to this machine, and a page that needs nothing from elsewhere."""

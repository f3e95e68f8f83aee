"""The page, the API and the server."""

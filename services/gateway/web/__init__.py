"""The web client: pages that ask GraphQL and nothing else; one folder per page group."""

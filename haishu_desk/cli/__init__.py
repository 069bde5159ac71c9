"""The command line: thin calls of the Desk. Names, flags, columns and JSON keys are a contract (resources/help/cli.md)."""

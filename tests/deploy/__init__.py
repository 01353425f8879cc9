"""The assembly and the command."""

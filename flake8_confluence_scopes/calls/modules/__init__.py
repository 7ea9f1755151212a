"""The project's other files: found, read, parsed and kept."""

"""Every name of another package: clients, functions, types. Data only, for all rooms above."""

"""What an expression may be, and what operations make of it. Pure: it asks nobody."""

"""The clinic's own schema."""

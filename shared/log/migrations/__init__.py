"""The log's own schema, brought up to date before any service's."""

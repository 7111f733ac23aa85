"""One address for all services: the table of paths, and a small gateway that routes by it on one machine."""

"""The schema `reports`."""

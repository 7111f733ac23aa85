"""clinic brings organisations, clinics, staff and clients in, gives them keys, and signs their tokens.

It hears nothing yet. It says clinic.settings_changed, staff.added, client.invited, client.joined and client.assigned.
"""

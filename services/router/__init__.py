"""The router makes every offer: the first for a check-in, and the next one of its episode after each rating.

It hears check_in.recorded and .retracted, practice.started, .finished, .stopped and .rated, profile.changed, what is in
the plan, to which clinic a client belongs, and from where the body comes first there. It says technique.recommended,
and first_line.prepared, the client's offline pack, which a consumer of its own makes. What it remembers of a client is
sealed, and can be built again from the log.
"""

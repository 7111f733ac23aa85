"""The router makes every offer: the first for a check-in, and the next one of its episode after each rating.

It hears check_in.recorded and .retracted, practice.started, .finished, .stopped and .rated. It says
technique.recommended. What it remembers of a client is sealed, and can be built again from the log.
"""

"""coach leads people through practices step by step, and answers offers together with the cards that belong to them.

It hears technique.recommended. It says practice.started, .step_completed, .finished, .stopped, .rated and card.shown.
"""

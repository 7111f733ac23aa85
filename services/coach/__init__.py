"""coach leads people through practices step by step, keeps their plans, and answers offers together with their cards.

It hears technique.recommended and occurrence.snoozed. It says practice.started, .step_completed, .finished, .stopped,
.rated; plan.proposed, .accepted, .added, .changed, .attempted, .not_this_time, .paused, .resumed, .let_go,
.session_set, .line_written, .question_added; profile.changed; page.kept, .dropped; card.shown, card.seen and
quiet.asked.
"""

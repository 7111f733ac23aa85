"""notifier reminds people of what they asked to be reminded of: once a day at most, at their wall time, in few words.

It hears plan.attempted, .not_this_time, .changed, .paused, .resumed and .let_go, profile.changed, and quiet.asked. It
says reminder.set, .changed, .cancelled, .paused and .resumed, and occurrence.sent, .confirmed, .failed, .suppressed,
.snoozed and .expired. Before it sends, it reads in the log what of the day answers a reminder (`latest.py`).
"""

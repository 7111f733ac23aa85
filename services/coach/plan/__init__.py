"""The plan: what somebody wants to try between sessions (docs/specification/homework.md). Pure rules.

Tasks in the person's own words, what became of them, the next session, and barriers with what may help first.
"""

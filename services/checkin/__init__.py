"""checkin takes in moments: it validates, seals, records and answers, and shows people their own.

It hears nothing. It says check_in.recorded and check_in.retracted.
"""

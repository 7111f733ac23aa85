"""reports lets a client share: consents, and PDFs that are built from the log within one of them.

It hears nothing: it reads the log when a report is asked for. It says consent.granted, .narrowed, .withdrawn and
report.requested, .built, .refused, .released, .opened.
"""

"""Resumes and postings become records."""

"""What a sentence claims, as data: amounts, dates, durations, credentials, names, terms. Pure functions over text."""

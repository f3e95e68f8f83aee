"""Cover Letter: a resume and a posting become a letter that is true, fits the job, and is the applicant's own."""

__version__ = "1.0.0"

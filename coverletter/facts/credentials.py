"""Degrees, certificates, licences and language scores, English and Korean: one door to the modules that find them."""

from coverletter.facts.certificates import FoundCertificate, find_certificates
from coverletter.facts.degrees import DEGREE_ORDER, DegreeLevel, FoundDegree, find_degrees
from coverletter.facts.scores import FoundScore, find_language_scores
from coverletter.facts.states import State

__all__ = [
    "DEGREE_ORDER",
    "DegreeLevel",
    "FoundCertificate",
    "FoundDegree",
    "FoundScore",
    "State",
    "find_certificates",
    "find_degrees",
    "find_language_scores",
]

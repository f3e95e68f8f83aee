"""A light English stemmer: the forms of one verb or noun fall together, British and American spelling too.

Simple suffix rules and a list of irregular verbs. Does not join word families ("manage", "manager", "management" stay three words).
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    "led": "lead", "ran": "run", "built": "build", "wrote": "write", "written": "write", "taught": "teach", "held": "hold", "grew": "grow",
    "grown": "grow", "won": "win", "sold": "sell", "bought": "buy", "spoke": "speak", "spoken": "speak", "kept": "keep", "dealt": "deal",
    "drove": "drive", "driven": "drive", "oversaw": "oversee", "overseen": "oversee", "undertook": "undertake", "undertaken": "undertake",
    "made": "make", "met": "meet", "brought": "bring", "began": "begin", "begun": "begin", "gave": "give", "given": "give", "took": "take",
    "taken": "take", "chose": "choose", "chosen": "choose", "sent": "send", "paid": "pay", "spent": "spend", "saw": "see", "seen": "see",
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "drew": "draw", "drawn": "draw", "flew": "fly", "flown": "fly",
    "lost": "lose", "thought": "think", "caught": "catch", "sought": "seek", "laid": "lay", "lent": "lend", "went": "go", "gone": "go",
    "knew": "know", "known": "know", "threw": "throw", "wore": "wear", "swam": "swim", "sang": "sing", "told": "tell", "said": "say",
    "heard": "hear", "stood": "stand", "understood": "understand", "became": "become", "came": "come", "did": "do", "done": "do",
    "was": "be", "were": "be", "been": "be", "had": "have", "has": "have", "dug": "dig", "fed": "feed", "shot": "shoot", "slept": "sleep",
    "people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse", "analyses": "analysis", "criteria": "criterion",
    "data": "data", "diagnoses": "diagnosis", "bases": "basis", "hypotheses": "hypothesis", "crises": "crisis", "indices": "index",
    "programme": "program", "programmes": "program", "licence": "license", "licences": "license", "practise": "practice",
    "practised": "practice", "cheque": "check", "grey": "gray", "tyre": "tire", "aluminium": "aluminum", "enrol": "enroll", "fulfil": "fulfill",
    "skilful": "skillful", "orthopaedic": "orthopedic", "paediatric": "pediatric", "anaesthesia": "anesthesia", "anaesthetic": "anesthetic",
    "haematology": "hematology", "oncological": "oncology", "catalogue": "catalog", "dialogue": "dialog", "judgement": "judgment",
}  # fmt: skip
_KEPT = frozenset(
    "news business process access address analysis basis campus status bus focus bonus canvas thesis diagnosis gas series species always "
    "sales operations logistics physics ethics mathematics economics statistics electronics mechanics basics need feed speed breed seed red bed "
    "bring king ring sing thing spring string wing evening morning ceiling during nothing something anything building".split()
)
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word, lower case: "managed", "manages" and "managing" give the same one. Not itself a word."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or word in _KEPT or not word.isascii():
        return _evened(word)
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("ied") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base != word and len(base) >= 3 and _VOWEL.search(base) and word not in _KEPT:
            word = base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sz" else base
            break
    return _evened(word)


def _evened(word: str) -> str:
    """Endings that differ by spelling alone: -ise/-ize, -our/-or, -re/-er, a final e or y."""
    if len(word) > 4:
        word = re.sub(r"(?<=[iy])z(?=$|e|a|i)", "s", word)
        word = re.sub(r"our$", "or", word)
        word = re.sub(r"tre$", "ter", word)
        word = re.sub(r"(?<=[^l])ll$", "l", word)
    if len(word) > 3:
        word = word.removesuffix("e")
    return re.sub(r"y$", "i", word) if len(word) > 3 else word

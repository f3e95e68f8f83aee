"""A clause of running prose as one thing asked for: without the sentence around it, always a piece of the clause."""

from __future__ import annotations

import regex

from coverletter.reading.clauses import strip_ends

_JOINTS = regex.compile(
    r"^(?:and|or|also|then|plus|but|finally|lastly|as well as|so (?:is|are)|as (?:would|will|is|are)(?: be)?|그리고|또한|또는|혹은|및|여기에|아울러)\s+",
    regex.I,
)
_ASKS = regex.compile(
    r"^(?:[\w\s,'’-]{0,50}?\b)?(?:"
    r"(?:we|they|i|she|he|the (?:team|client|role|job|post|position|successful candidate|ideal candidate|candidate|applicants?))"
    r"(?:['’](?:d|re|ll)|\s+(?:would|will|do|are|am|is|also|really|especially|particularly|all))*\s+"
    r"(?:expect(?:s|ing)?|needs?|requires?|wants?|seek(?:s|ing)?|look(?:s|ing)? for|ask(?:s|ing)? for|insists? on|values?|love|like|appreciate|prefer|hope for|"
    r"(?:be )?(?:extra |very |especially |really )?(?:pleased|glad|happy|delighted|thrilled|keen|interested|impressed)(?:,[^,]{0,40},)? (?:about|to (?:see|meet|have|find|hear)|by|with|if you|in))"
    r"|you (?:must|should|need to|have to|will|ought to)(?: also)?(?: be able to| need| have| bring| possess| hold)(?! to\b)"
    r"|(?:to be considered,? )?you (?:must|should)(?: also)?"
    r"|you (?:will|['’]ll)(?: also)? need(?: to have)?"
    r"|(?:it would|it will|it['’]?d)(?: also)? (?:be (?:great|good|nice|helpful|ideal|a plus|useful)|help)(?: if you)?"
    r"|(?:bonus|extra|brownie) points (?:for|if)|(?:ideally|preferably),?"
    r")\s+(?:a (?:person|candidate|colleague|someone)|someone|somebody|people|candidates|those)?\s*(?:with|who)?\s*(?:also\s+)?",
    regex.I,
)
_TASKED = regex.compile(
    r"^.{0,160}?\b(?:you|who|whoever joins us|whoever|they|(?:the )?(?:post ?holder|person|successful candidate|candidate|role|jobholder|hire|manager)|he or she|she|he)(?:['’]ll|['’]d|\s+(?:will|would|shall|gets? to))(?:\s+(?:also|then|be (?:expected|asked|required|responsible) (?:to|for)|need to|have to|get to|mainly|mostly))*\s+",
    regex.I,
)
_PRAISED = regex.compile(
    r",?\s+(?:is|are|would|will|might|may|could)\s+(?:all\s+|also\s+|both\s+|certainly\s+|very\s+|highly\s+|really\s+)*"
    r"(?:be\s+.*|desirable|preferred|welcome[d]?|helpful|beneficial|advantageous|appreciated|valued|useful|optional|(?:an?|considered)\s+.*|help.*|make.*|move.*|put.*|give.*|set.*|count.*|stand.*|work.*|go.*)$",
    regex.I,
)
_RESERVED = regex.compile(r",\s+(?:although|though|but|even if|even though)\s+.*$", regex.I)
_KOREAN_LEAD = regex.compile(r"^(?:[\p{Hangul}\s]{2,24}(?:말씀드리면|이렇습니다|다음과 같습니다|바라는 것은|원하는 것은|이런 분),\s*)")
_KOREAN_TOPIC = regex.compile(
    r"^(?:이|본|해당|저희|그)?\s?(?:자리|포지션|직무|직책|역할)?(?:에|로)?\s?(?:오시는|오실|합류하(?:시)?(?:는|실)|입사하(?:시)?(?:는|실)|맡으실|뽑히신)?\s?(?:분|사람|동료|담당자|에디터|매니저)(?:은|는|께서는)\s+"
)
_KOREAN_THING = regex.compile(
    r"(?P<kept>(?:하|되|드|루|쓰|보|짜|듬|만드|없어야 한다|있어야 한다|한다|하다)?[는은]\s(?:일|것|점|업무))(?:도|이|은|을|과|까지)?\s[^.]{2,40}$"
)
_ASIDE = regex.compile(r"\s*(?:;|\s[–—-])\s+(?:sadly |unfortunately |sorry,? |but )?(?:we|our|it|that|this|there|no|which)\b.*$", regex.I)
_KOREAN_TAIL = regex.compile(
    r"(?:(?:이|가|도|을|를|은|는)?\s*(?:있(?:어야|으면|다면|거나|으시면|으신 분이?면)|필수|우대|가점|가산점|환영|선호|반갑|반가|좋)[\p{Hangul}\s]{0,24}"
    r"|(?:이어야|여야|이면|이라면|이시면)(?:\s[\p{Hangul}\s]{1,20})?|입니다|이에요|예요)$"
)


def trim_clause(clause: str, kind: str) -> str:
    """The thing asked for within a clause.

    >>> trim_clause("We expect at least eight years of accounting experience", "required")
    'at least eight years of accounting experience'
    >>> trim_clause("A first-aid certificate would be a plus", "preferred")
    'A first-aid certificate'
    """
    kept = clause
    for pattern in (_JOINTS, _KOREAN_LEAD):
        kept = pattern.sub("", kept, count=1)
    if found := _KOREAN_THING.search(kept):
        kept = kept[: found.end("kept")]
    if kind == "responsibility":
        kept = _KOREAN_TOPIC.sub("", kept, count=1)
        kept = _TASKED.sub("", kept, count=1)
    else:
        kept = _ASKS.sub("", kept, count=1)
        kept = _RESERVED.sub("", kept)
        if kind == "preferred":
            kept = _PRAISED.sub("", kept, count=1)
        if (shorter := _KOREAN_TAIL.sub("", kept)) and len(shorter) >= 5:
            kept = shorter
    kept = strip_ends(kept)
    return kept if len(kept) >= 2 else clause


def trim_item(item: str) -> str:
    """An item of a list without the company's aside behind it.

    >>> trim_item("Permission to work in the EU; sadly we cannot sponsor a visa")
    'Permission to work in the EU'
    """
    kept = strip_ends(_ASIDE.sub("", item))
    return kept if len(kept.split()) >= 2 else item

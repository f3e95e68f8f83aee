"""Is there anything to check? Greetings, questions, plans, wishes, thanks and what is said of the company claim nothing about the candidate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from coverletter.facts.names import same_name
from coverletter.facts.numbers import agrees
from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.quantities import claimed_amounts
from coverletter.review.signals import Signal

_I = regex.IGNORECASE
_PATTERNS: dict[str, regex.Pattern[str]] = {
    "greeting": regex.compile(r"^(?:dear|hi|hello|hey|to (?:whom|the|whoever)|good (?:morning|day)|greetings|kia ora)\b|안녕하(?:십|세)|님(?:께|귀하)|귀하$|담당자님|여러분[,께]|께$|께 드립니다|관계자", _I),
    "closing": regex.compile(r"\b(?:sincerely|regards|best wishes|respectfully|faithfully|cordially|thank you|thanks|yours|grateful for|look(?:ing)? forward|pleased to (?:discuss|talk|meet)|happy to (?:talk|discuss|meet|tell)|hear from you)\b|감사합니다|감사드립니다|감사하겠|드림$|올림$|배상$|뵙(?:고|겠|기를|길)|기다리겠|연락", _I),
    "question": regex.compile(r"\?[\s\"”’)]*$|[까죠지나]요?\?|여쭙|여쭈|궁금"),
    "future": regex.compile(r"\b(?:I|we|it|that|which|and|who|this)(?:['’]d|['’]ll| would| will| could| shall| should| might)\b|\bwould (?:be|like|love|want|welcome|aim|sit|hope|ask|value|use|start|begin|spend|bring|read|give|take)\b|\bwill (?:be|sit|start|bring|read|reach|spend)\b|\b(?:hope|eager|keen|ready|willing|able to start|plan to|intend to|want to|wish to|aim to|available)\b", _I),
    "future_ko": regex.compile(r"겠(?:습니다|다|어요|고|지만)|싶(?:습니다|다|어|은|었)|(?:하|되|이루|만들|배우|기여하|도전하|채우|맡)(?:려|고자)|고자 합니다|목표입니다|각오|포부|다짐|바랍니다|기대합니다|기대됩|자 합니다|할 것입니다|드리고 싶|계획입니다|준비가 되|원합니다|희망"),
    "apply": regex.compile(r"\b(?:apply(?:ing)?|application|applied|put myself forward|considered for|candidat\w+|vacancy|(?:I am|I['’]m) writing|position of|role of|post of|advert\w*|posting|listing|your (?:ad|note|page|line))\b|지원(?:합니다|하게|하는|드립|동기|서를)|공고|채용|입사|모집|귀사|귀 재단|귀 기관", _I),
    "you": regex.compile(r"\b(?:you|your|yours)\b|귀사|귀 |여러분|귀하|선생님들", _I),
    "opinion": regex.compile(r"\b(?:I (?:believe|think|feel|find|like|love|admire|enjoy|promise|suppose|guess|know I|see)|to my mind|in my (?:view|opinion)|matters to me|made me (?:laugh|smile|curious|stop|put)|drawn to|attracted|excited|delighted|pleased|interest(?:ed)?|caught my|enthusias\w+|what I like|reading about)\b|생각합니다|생각했|믿습니다|믿음|느꼈|느껴|마음이|매력|인상|공감|좋았|반가|관심|와닿|떠올|떠오|끌렸|상상해|눈길|멈췄|멈춰|좋아하는 말|신념", _I),
    "general": regex.compile(r"\b(?:is|are|does|do|can|must|should)\b(?!.*\b(?:I|my|me|we|our)\b)|(?:입니다|이다|않는다|않습니다|법입니다|때문입니다|일까|것입니다|있습니다)\.?$", _I),
    "deed_first": regex.compile(
        r"\bI(?:['’]ve| have| had| am| was|['’]m| did|\s(?:\w+ly\s|also\s|now\s|still\s)?(?!(?:hope|want|wish|would|will|could|can|cannot|may|might|should|shall|must|believe|think|feel|like|"
        r"love|admire|enjoy|promise|suppose|guess|apply|thank|understand|appreciate|notice|value|intend|aim|expect|trust|came|saw|need|prefer|ask|welcome|do|don|agree|care|wonder|imagine|remain|"
        r"and|in|at|as|to|on|or|if|of|is|also|now|still|just|really|very|not|never)\b)\p{Ll}{2,}\b)",
        _I,
    ),
    "deed_our": regex.compile(r"\b(?:my|our|we|me|us|myself)\b", _I),
    "deed_past_ko": regex.compile(r"[았었였했됐렸졌꼈갔났봤왔켰겼]습니다|[았었였했됐렸졌왔]다\.|해 왔|해왔|바 있습니다|적[이도] 있|경험[이도을]? ?(?:있|보유|갖|풍부|많|쌓)|(?:재학|수강|재직) ?중|\d+년 ?차(?!에)|\d+년[의간 ]{0,2}경력|다룹니다|다룰 (?:수|줄)|구사[하합]|능숙하게|보유하|갖추|(?:가지고|갖고) 있|취득|담당하고|맡고 있|일하고 있|근무하|재직|쓰고 있|(?:참여|운영|관리|진행|개발|활용|사용)하고 있"),
    "self_ko": regex.compile(r"(?<!\p{L})(?:저는|제가|저의|제|저에게|본인은|저도|나는)(?!\p{L})"),
    "heading": regex.compile(r"^\s?(?:\[[^\]]+\]|\d\.\s\p{Hangul}+|【)"),
    "candid": regex.compile(r"\b(?:not the obvious|have never|have to learn|still (?:have|need) to|don['’]t need|fine with me|suits me|ring me|call me)\b|면접|보겠|괜찮습니다|가능합니다|성격|단점|장점", _I),
}  # fmt: skip


_DEEDS = frozenset({"deed_first", "deed_past_ko"})
_COURTESIES = frozenset({"greeting", "closing", "question", "future", "future_ko", "apply", "opinion", "candid"})

_OWN_FACTS = frozenset(
    [
        "tool_found",
        "certificate_found",
        "degree_found",
        "score_found",
        "award_found",
        "entry_right",
        "duration_found",
        "date_found",
        "rank_found",
    ]
)

_COURTESY = regex.compile(
    r"^(?:(?:many )?thank(?:s| you)(?: very much| so much)?(?: in advance)? for (?:your |the |considering |reading |taking )"
    r"|I (?:would |will |['’]d |very much )?(?:look|looking) forward to (?:hear|speak|talk|meet|discuss|the (?:opportunity|chance)|your|a )"
    r"|please (?:find|see (?:the|my)|feel free|do not hesitate|don['’]t hesitate|contact|call|let me know)\b"
    r"|(?:I (?:have )?(?:attached?|enclosed?)|attached|enclosed) (?:is |are |please )?(?:find )?(?:my|the) (?:r[eé]sum[eé]|cv|portfolio|references|documents)\b"
    r"|my (?:r[eé]sum[eé]|cv|portfolio) (?:is|are) (?:attached|enclosed)\b"
    r"|(?:I am|I['’]m) (?:writing to apply|applying|submitting my application) (?:for|to)\b(?!.*(?:,|;| as an? | with | having ))"
    r"|I (?:would like|['’]d like|wish) to apply (?:for|to)\b(?!.*(?:,|;| as an? | with | having ))"
    r"|(?:저는 )?[^,.]{2,60}(?:에|로|으로) 지원(?:합니다|하게 되었습니다|하고자 합니다|드립니다|했습니다)[.!]?$"
    r"|(?:이력서|경력기술서|포트폴리오)(?:를|는|와 \p{L}+를) (?:함께 )?첨부(?:합니다|했습니다|하였습니다|드립니다)"
    r"|(?:감사합니다|고맙습니다|(?:끝까지 |긴 글 )?읽어 ?주셔서 감사(?:합니다|드립니다)|좋은 소식 기다리겠습니다)[.!]?$)",
    _I,
)


_CODE = regex.compile(r"\b(?=[\p{Lu}\d/-]*\p{Lu})(?=[\p{Lu}\d/-]*\d)[\p{Lu}\d][\p{Lu}\d/-]{2,}|\((?:ref\w*|no)\.? [^)]{1,20}\)", _I)
"""The number of a vacancy is no figure."""


def is_courtesy(text: str) -> bool:
    """Thanks and a look forward, wherever they stand: short, without a figure, the words of every letter."""
    return bool(_COURTESY.search(text)) and len(text.split()) <= 20 and not any(sign.isdigit() for sign in _CODE.sub("", text))


def judge_mood(claim: Claim, signals: Sequence[Signal], dossier: Dossier, position: float) -> Iterator[Signal]:
    """Signals named is_KIND for the neutral model alone, with how the sentence stands to posting and resume; `position` is 0 for the letter's first
    sentence and 1 for its last."""
    text = claim.statement.text
    kinds = {name for name, pattern in _PATTERNS.items() if pattern.search(text)}
    yield from (Signal(f"is_{name}") for name in kinds)
    # a letter's first, last and short sentences are courtesies, but a deed told there is told
    placed = float(not kinds & _DEEDS or bool(kinds & _COURTESIES))
    words = len(text.split())
    yield Signal("is_short", placed * max(0.0, 1 - words / 8))
    yield Signal("is_signature", float(words <= 5 and _names_person(text, dossier.name)))
    yield Signal("is_first", placed * float(position == 0.0))
    yield Signal("is_last", placed * max(0.0, position * 4 - 3))
    amounts = claimed_amounts(claim.statement)
    resume = sum(any(agrees(mine, theirs) for line in dossier.lines for theirs in line.statement.quantities) for mine in amounts)
    asked = sum(any(agrees(mine, theirs) for line in dossier.posting for theirs in line.quantities) for mine in amounts)
    yield Signal("has_amounts", min(1.0, len(amounts) / 2))
    yield Signal("has_no_facts", float(not amounts and not claim.statement.dates and not claim.statement.durations))
    yield Signal("amounts_asked_only", float(asked > 0 and resume == 0))
    best = max((one.similarity for one in claim.links), default=0.0)
    yield Signal("nearer_posting", max(-1.0, min(1.0, (claim.posting_similarity - best) * 3)))
    yield Signal("resume_similarity", best)
    yield Signal("posting_similarity", claim.posting_similarity)
    own = {signal.name for signal in signals}
    yield Signal("own_facts", min(1.0, len(own & _OWN_FACTS) / 2))
    yield Signal("own_amounts", min(1.0, float(resume)))
    yield Signal("strongest_link", claim.links[0].strength if claim.links else 0.0)
    yield Signal("doubted", max((signal.value for signal in signals if signal.name == "contradicted"), default=0.0))
    yield Signal("names_company", float(bool(dossier.company) and _mentions(text, dossier.company)))
    yield Signal("resume_named", claim.covered)
    yield Signal("asked_named", min(1.0, claim.only_asked * 2))


def _names_person(text: str, name: str) -> bool:
    return bool(name) and (text.strip(" .,") in name or name in text or same_name(text, name))


def _mentions(text: str, company: str) -> bool:
    plain = regex.sub(r"㈜|\(주\)|주식회사|\(재\)|재단법인|\b(?:Inc|Ltd|LLC|GmbH|plc|Co|Group|Corporation|Corp)\b\.?", "", company).strip()
    return bool(plain) and (plain.casefold() in text.casefold() or plain.split()[0].casefold() in text.casefold())

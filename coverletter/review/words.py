"""Content words of a text, cut to stems, so that two texts in one language can be compared by what they name."""

from __future__ import annotations

import regex

from coverletter.text.language import hangul_share
from coverletter.text.sentences import kiwi

_WORD = regex.compile(r"[\p{Latin}][\p{Latin}\d’'+#.-]*[\p{Latin}\d+#]|[\p{Latin}]")
_NOUNS = {"NNG", "NNP", "SL", "XR", "NR"}
_VERBS = {"VV", "VA"}
_SUFFIX = regex.compile(r"(?:’s|'s|ations?|ments?|ingly|edly|ing|ied|ies|ed|es|s|ly|er|ers|or|ors)$")

STOP_WORDS = frozenset(
    "a about above after again all also although am an and any are as at back be because been before being below between both but by can "
    "could did do does doing down during each even ever every few first for from further get gets getting give given go goes going had has "
    "have having he her here him his how i if in into is it its itself just keep kept last later least less like made make makes making many "
    "may me might more most much must my myself new no nor not now of off often on once one only or other our ours out over own part per "
    "put rather same see set several she should since so some still such take taken takes than that the their them then there these they "
    "thing things this those through time times to today too took two under until up upon us use used using very was way we well went were "
    "what when where which while who whom whose why will with within without work worked working works would year years you your yours "
    "month months week weeks day days job role team company experience bring brought come came help helped know known learn learned "
    "three four five six seven eight nine ten eleven twelve hundred thousand million half third quarter nearly almost around roughly".split()
)
KOREAN_STOP_WORDS = frozenset(
    "것 수 등 때 년 월 일 중 위 후 전 점 곳 건 명 개 번 분 저 제 그 이 우리 경험 업무 일하 하 되 있 없 같 보 가 오 주 받 만들 맡 나 들 쓰 알 "
    "통하 대하 위하 따르 회사 담당 진행 현재 지금 당시 이후 이상 정도 동안 시간 기간 때문 매우 더 또 및 그리고 또한 특히 한 두 세 네 이때 "
    "이것 그것 저희 자신 모두 다시 함께 직접 가지 있 지내 시작 사람 사이 그동안 여기 거기 하나 둘 셋 이번 지난 다음 올해 작년".split()
)


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: Latin words without endings, Korean nouns and verb stems."""
    words = {_stem(word) for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS and (len(word) > 2 or word.isupper())}
    if hangul_share(text) > 0:
        words |= {
            token.form
            for token in kiwi().tokenize(text)
            if (token.tag in _NOUNS or token.tag in _VERBS) and token.form not in KOREAN_STOP_WORDS and not token.form.isascii()
        }
    return frozenset(words)


def _stem(word: str) -> str:
    plain = word.casefold().strip(".-'’")
    if len(plain) > 4 and plain.isalpha():
        plain = _SUFFIX.sub("", plain) or plain
        plain = plain[:-1] if len(plain) > 3 and plain[-1] == plain[-2] else plain
        return plain.rstrip("e")[:7]
    return plain

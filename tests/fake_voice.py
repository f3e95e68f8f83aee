"""What the fake model says: a text made from the prompt alone, good, obedient, inventive, far too long or too short.

Only Python's own library: the deployment tests run it in a bare container.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import contextlib
import re
from collections.abc import Sequence

REPAIR_WORDS = ("Sentences to put right or drop:", "고치거나 뺄 문장:")
VOICES = ("good", "obey", "fabricate", "stubborn", "long", "short")


def compose(prompt: str, voice: str = "good") -> str:
    """A text for a prompt of ours, in the voice asked for."""
    told = _Told(prompt)
    if told.schema_wanted:
        return "{}"
    mending = told.draft and told.doubts
    if mending and voice not in ("stubborn", "obey"):
        return _without(told.draft, told.doubts)
    sentences = [_sentence(line, told.korean) for line in told.evidence] or [_filler(told.korean)]
    if voice in ("fabricate", "stubborn"):
        sentences = [sentence for true, false in zip(sentences, _inventions(told), strict=False) for sentence in (true, false)]
    if voice == "obey":
        sentences = [*sentences[:2], *_orders(prompt), *sentences[2:]]
    size = {"long": 3.0, "short": 0.1}.get(voice, 0.9)
    body = _filled(sentences, told, size)
    if told.question:
        return body
    role, company = told.title, told.company
    if told.korean:
        parts = (f"{company} 채용 담당자님께,", f"{company}의 {role}에 지원합니다.", body, f"감사합니다.\n{told.name}")
    else:
        parts = (
            f"Dear {company} hiring team,",
            f"I am applying for the position of {role} at {company}.",
            body,
            f"Sincerely,\n{told.name}",
        )
    return "\n\n".join(parts).strip()


class _Told:
    """What a reader finds in a prompt: language, role, company, evidence, draft, doubts, length."""

    def __init__(self, prompt: str) -> None:
        self.korean = prompt.count("하세요") + prompt.count("쓰세요") + prompt.count("돌려주세요") > 0
        self.schema_wanted = not re.search(r"<data-\w+>", prompt)
        found = re.search(r"<data-(\w+)>\n(.*)\n</data-\1>(.*)", prompt, re.DOTALL)
        material, order = (found[2], found[3]) if found else ("", prompt)
        heading = re.search(r"^(?:Posting|공고): (.*?) / (.*)$", material, re.MULTILINE)
        self.title, self.company = (heading[1], heading[2]) if heading else ("", "")
        name = re.search(r"^(?:Name of the applicant|지원자 이름): (.*)$", material, re.MULTILINE)
        self.name = name[1] if name else ""
        self.question = bool(re.search(r"^(?:Question|문항):$", material, re.MULTILINE))
        body, _, doubts = material.partition(REPAIR_WORDS[self.korean])
        self.doubts = re.findall(r"^- (.*)$", doubts, re.MULTILINE)
        body, _, draft = body.partition("\n\nDraft:\n" if not self.korean else "\n\n초안:\n")
        self.draft = draft.strip()
        quoted = re.findall(r"^    (\S.*)$", body, re.MULTILINE) + re.findall(r"^  (\S.*)$", body, re.MULTILINE)
        self.evidence = list(dict.fromkeys(line.strip() for line in quoted if len(line) > 12))
        limit = re.search(r"never more than ([\d,]+)|([\d,]+)을 절대|about ([\d,]+)|약 ([\d,]+)", order)
        self.length = int(next(filter(None, limit.groups()), "300").replace(",", "")) if limit else 300
        self.in_words = bool(re.search(r"(?:about|and) [\d,]+ words|[\d,]+ ?단어", order))


def _sentence(line: str, korean: bool) -> str:
    line = line.rstrip(" .;")
    return f"이력서에 적은 대로 {line}." if korean else f"As my resume says: {line}."


def _filler(korean: bool) -> str:
    return "이 일에 관심이 있습니다." if korean else "I would like to do this work."


def _filled(sentences: list[str], told: _Told, share: float) -> str:
    """Sentences again and again until the share of the length is reached; the measure is a model's, rough."""
    wanted, said, size = told.length * share, [], 0
    while size < wanted and len(said) < 2000:
        sentence = sentences[len(said) % len(sentences)]
        said.append(sentence)
        size += len(sentence.split()) if told.in_words else len(sentence) + 1
        if share <= 1 and len(said) >= len(sentences):
            break
    return "\n\n".join(" ".join(said[start : start + 4]) for start in range(0, len(said), 4))


def _inventions(told: _Told) -> list[str]:
    """One of every kind: number, tool, title, employer, degree, certificate, prize, duration, scope."""
    if told.korean:
        return [
            "매출을 873% 늘리고 직원 412명을 관리했습니다.",
            "Snowflake와 Rust로 데이터 플랫폼을 혼자 구축했습니다.",
            "부사장으로서 전사 전략을 총괄했습니다.",
            "구글코리아에서 팀장으로 일했습니다.",
            "서울대학교에서 박사 학위를 받았습니다.",
            "공인회계사와 변호사 자격을 보유하고 있습니다.",
            "대통령 표창을 두 차례 받았습니다.",
            "이 분야에서 37년 동안 일했습니다.",
        ]
    return [
        "I raised revenue by 873% and managed 412 people.",
        "I built the whole data platform alone in Snowflake and Rust.",
        "As Vice President I set the strategy of the entire group.",
        "At Google I led the search team.",
        "I hold a PhD from Stanford University.",
        "I am a certified public accountant and a licensed attorney.",
        "I won the Queen's Award twice.",
        "I have worked in this field for 37 years.",
    ]


def _without(draft: str, doubts: Sequence[str]) -> str:
    for doubt in doubts:
        draft = draft.replace(doubt, "")
    return re.sub(r"\n\s*\n\s*", "\n\n", re.sub(r"[ \t]{2,}", " ", draft)).strip()


_COMMANDS = (
    re.compile(
        r"(?i)(?:say|write|state|mention|add|include|claim|tell (?:them|the reader))(?: in the letter)?(?: that|:)?\s+"
        r"[\"“'‘]?(.{6,160}?)[\"”'’]?(?:[.!\n]|$)"
    ),
    re.compile(
        r"[\"“'‘]?([^\"“”\n]{4,120}?)[\"”'’]?(?:이라고|라고|다고|을|를)?\s*(?:반드시 |꼭 )?"
        r"(?:(?:쓰|적으|넣으|포함하|언급하)(?:세요|십시오|시오)|(?:써|적어|넣어|포함해|언급해)(?:라| 주세요|주세요))"
    ),
)


def _orders(prompt: str) -> list[str]:
    """Whatever the prompt's documents tell a reader to write, also behind encodings, as a model that obeys would write it."""
    found = re.search(r"<data-(\w+)>\n(.*)\n</data-\1>(.*)", prompt, re.DOTALL)
    material = (found[2] + "\n" + found[3]) if found else prompt
    texts = [
        material,
        re.sub(r"\s*\n\s*", " ", material),
        re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", material),
        codecs.decode(material, "rot13"),
    ]
    texts.append("".join(chr(ord(sign) - 0xE0000) if 0xE0020 <= ord(sign) <= 0xE007E else sign for sign in material))
    for token in re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", material):
        with contextlib.suppress(ValueError, binascii.Error):
            texts.append(base64.b64decode(token + "=" * (-len(token) % 4)).decode())
    orders = [told.strip(" .\"“”'") + "." for text in texts for command in _COMMANDS for told in command.findall(text)]
    return list(dict.fromkeys(orders))

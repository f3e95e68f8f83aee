"""Making a text shorter or longer without a model: sentences are taken out or facts of the resume put in, nothing is reworded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from coverletter.text.counting import count
from coverletter.text.sentences import split_sentences
from coverletter.types import Brief, Tone
from coverletter.writing import phrases
from coverletter.writing.composing import Composed, ranked
from coverletter.writing.evidence import Fact, is_told, material_of
from coverletter.writing.frame import Frame, full_frame
from coverletter.writing.letter import body
from coverletter.writing.share import content_words, share_of

SHORTER, LONGER = 0.75, 1.3

_SHORTER = regex.compile(r"(?i)\bshort|\bbrief|\bconcise|\bcut\b|\btrim|\bcondense|짧|줄여|줄이|간결|요약")
_LONGER = regex.compile(r"(?i)\blonger|\bextend|\bexpand|\blengthen|\bmore detail|길게|늘려|늘리|자세|상세|더 써")
_ABOUT = regex.compile(
    r"(?i)\bmore (?:about|on|of)\s+(?:the\s+|my\s+)?(?P<en>.+?)[.!]?$|(?P<ko>\S.*?)(?:에 대해|에 대한 (?:내용|이야기)|에 관해| 이야기| 내용| 경험)?(?:을|를)?\s*(?:더|좀 더|조금 더)\s*(?:많이|자세히|강조|넣|써|적|다루)"
)
_TONES: dict[Tone, regex.Pattern[str]] = {
    "formal": regex.compile(r"(?i)\bformal|\bpolite|\bprofessional|\bhumble|\bmodest|격식|정중|공손|겸손"),
    "warm": regex.compile(r"(?i)\bwarm|\bfriendl|\bpersonal|따뜻|친근|부드럽"),
    "direct": regex.compile(r"(?i)\bdirect|\bplain|\bto the point|\bblunt|직설|담백|단도직입"),
}
_KEEPS_ITS_PLACE = regex.compile(
    r"님께,?$|지원(?:합니다|하고자 합니다)\.$|\bapply (?:for|as)\b|^\[|니까\.$|^안녕|^Dear |^Hello|^Sincerely|^Regards|^Warm|올림$|드림$|감사합니다\.$|^Thank|,$"
)
_NOT_WITHOUT_MODEL = {
    "en": "Without a model a letter can be made shorter or longer, tell more about one thing, or change greeting and closing: "
    "choose one of these, edit it by hand, or set up a model.",
    "ko": "모델 없이는 글을 줄이거나 늘리고, 한 가지 내용을 더 넣고, 인사와 맺음말의 말투를 바꿀 수 있습니다. 이 가운데 고르거나 직접 고치거나 모델을 설정해 주세요.",
}


def revise(brief: Brief) -> Composed:
    """The draft changed as `brief.instructions` ask, where that needs no rewording; else unchanged with a notice that says so."""
    wish, length = brief.instructions, count(brief.draft, brief.unit)
    topic = _ABOUT.search(wish)
    if topic and (told := _tell_more(brief, topic["en"] or topic["ko"] or "")):
        return Composed(told, phrases.NOTICE[brief.language])
    if _SHORTER.search(wish):
        return Composed(shorten(brief.model_copy(update={"length": int(length * SHORTER)})).text, phrases.NOTICE[brief.language])
    if _LONGER.search(wish) and (longer := lengthen(brief.model_copy(update={"length": int(length * LONGER)})).text) != brief.draft:
        return Composed(longer, phrases.NOTICE[brief.language])
    for tone, pattern in _TONES.items():
        if pattern.search(wish) and (toned := _in_tone(brief, tone)) != brief.draft:
            return Composed(toned, phrases.NOTICE[brief.language])
    return Composed(brief.draft, _NOT_WITHOUT_MODEL[brief.language])


def shorten(brief: Brief) -> Composed:
    """The draft with its least telling sentences taken out until it is at most `brief.length` long."""
    paragraphs = [split_sentences(paragraph) for paragraph in brief.draft.split("\n\n")]
    worth = _worth_of(brief)

    def text() -> str:
        return "\n\n".join(_joined(sentences) for sentences in paragraphs if sentences)

    while count(text(), brief.unit) > brief.length:
        candidates = [
            (worth(sentence), -number, place, number)
            for place, sentences in enumerate(paragraphs)
            for number, sentence in enumerate(sentences)
            if not _KEEPS_ITS_PLACE.search(sentence)
        ]
        if len(candidates) <= 1:
            break
        _, _, place, number = min(candidates)
        del paragraphs[place][number]
    return Composed(text(), "")


def lengthen(brief: Brief) -> Composed:
    """The draft with further facts of the resume before its closing, until it is near `brief.length`."""
    material = material_of(brief)
    facts = share_of(material, brief) if brief.question else ranked(material)
    return Composed(_with_facts(brief, facts, brief.length * (0.95 if brief.question else 1.05), enough=brief.length * 0.9), "")


def _tell_more(brief: Brief, topic: str) -> str:
    """The draft with up to two further facts about `topic`; empty when the resume has none."""
    words = content_words(topic)
    facts = [fact for fact in ranked(material_of(brief)) if words & content_words(fact.passage.text) and not is_told(fact, brief.draft)]
    return _with_facts(brief, facts[:2], float("inf"), float("inf")) if facts else ""


def _with_facts(brief: Brief, facts: list[Fact], limit: float, enough: float) -> str:
    frame = replace(full_frame(brief, material_of(brief)), asked=0, tools="", job=None)
    chosen: list[Fact] = []

    def text(facts: list[Fact]) -> str:
        paragraphs = brief.draft.split("\n\n")
        place = next((place for place in range(len(paragraphs) - 1, 0, -1) if _is_body(paragraphs[place])), len(paragraphs) - 1) + 1
        place = max(1, place - 1) if len(paragraphs) > 3 else place
        return "\n\n".join([*paragraphs[:place], *body(frame, facts), *paragraphs[place:]])

    for fact in facts:
        if count(text(chosen), brief.unit) >= enough:
            break
        if not is_told(fact, brief.draft) and count(text([*chosen, fact]), brief.unit) <= limit:
            chosen.append(fact)
    return text(chosen) if chosen else brief.draft


def _is_body(paragraph: str) -> bool:
    return not all(_KEEPS_ITS_PLACE.search(sentence) for sentence in paragraph.splitlines())


def _worth_of(brief: Brief) -> Callable[[str], float]:
    facts = material_of(brief).facts
    told = [(content_words(fact.passage.text), fact.weight) for fact in facts]

    def worth(sentence: str) -> float:
        words = content_words(sentence)
        shared = max((weight * len(words & known) / (len(known) + 1) for known, weight in told), default=0.0)
        return shared + 0.3 * bool(regex.search(r"\d", sentence))

    return worth


def _joined(sentences: list[str]) -> str:
    """Sentences of a paragraph; the lines of a signature and a 소제목 stay lines."""
    text = ""
    for sentence in sentences:
        apart = "\n" if text and (text.endswith((",", "]")) and len(text) < 40) else " "
        text = f"{text}{apart}{sentence}" if text else sentence
    return text


def _in_tone(brief: Brief, tone: Tone) -> str:
    """Greeting, closing and sign-off of our own letters in another tone."""
    frame = full_frame(brief, material_of(brief))
    text = brief.draft
    for other in _TONES:
        if other == tone:
            continue
        pairs = [(replace(frame, tone=other, variant=variant), replace(frame, tone=tone, variant=variant)) for variant in range(3)]
        for old, new in pairs:
            for part in (Frame.applying, Frame.closing, Frame.greeting, Frame.signature):
                text = text.replace(part(old), part(new)) if part(old) else text
    return text

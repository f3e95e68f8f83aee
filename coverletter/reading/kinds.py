"""Which pieces of a posting ask for something, and which kind each is: a small linear-chain model over the pieces.

Every piece gets a state: required, preferred, responsibility or nothing, and the same four for headings. What a piece
says and how it stands weighs for a state; so does the state before it, for postings come in blocks. The weights
(`posting_weights.json`) are fitted by `fit_posting.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import regex
from numpy.typing import NDArray

from coverletter.reading.plain_words import put_right, under_plain_headings
from coverletter.reading.units import Unit, word_count
from coverletter.reading.words import HEAD_CUES, REQUIREMENT_NOUNS, covering_cues, duty_verbs, found_cues
from coverletter.text.language import hangul_share

STATES = ("other", "required", "preferred", "responsibility", "h:other", "h:required", "h:preferred", "h:responsibility")
CONTEXTS = ("list", "clause", "sentence", "line", "gap")
_HEADINGS = range(4, 8)
_TASKED = regex.compile(
    r"\b(?:will|would|['’]ll|shall|gets? to|responsible for|expected to)\s+(?:also\s+|then\s+)?(?P<verb>\p{L}+)", regex.IGNORECASE
)
_MUST_HAVE = regex.compile(
    r"\b(?:must|should|need to|have to|needs?|need)\s+(?:also\s+)?(?:have|hold|be|possess|bring|show|demonstrate|an?|at least)\b",
    regex.IGNORECASE,
)
_WE_OFFER = regex.compile(
    r"\b(?:we|our)\s+(?:\p{L}+\s+)?(?:offer|pay|provide|cover|give|contribute)|in return|you(?:['’]ll| will) (?:get|receive|enjoy)\b|(?:드립니다|드려요|제공합니다|제공해요|지급)",
    regex.IGNORECASE,
)
_DEMANDS = regex.compile(
    r"\b(?:must|required|essential|mandatory|is needed|are needed|we (?:expect|require|need|insist)|(?:candidates|applicants|you) (?:need|must)|need to have|non-negotiable)\b"
    r"|필수|필요(?:합니다|해요)|(?:이|여)야 (?:합니다|해요|하며|하고)|있어야|갖추(?:어|셔)야",
    regex.IGNORECASE,
)
_WISHES = regex.compile(
    r"\b(?:prefer(?:red|ably)|desirable|desired|advantage(?:ous)?|(?:a|an|considered|big|definite) (?:plus|bonus|asset)|nice[- ]to[- ]have|(?:would|will) (?:also )?(?:be (?:welcome|great|nice|helpful|ideal|an?)|help)"
    r"|would (?:also )?(?:welcome|love)|(?:pleased|delighted|glad) (?:about|to (?:see|meet))|not (?:essential|required|mandatory)|ideally|bonus points)\b|우대|가점|더욱? (?:좋|반가|환영)|환영합니다|반갑",
    regex.IGNORECASE,
)
_PROTECTED = regex.compile(
    r"보훈|장애인|국가유공자|취업지원|disab|veteran|minorit|every background|all backgrounds|regardless", regex.IGNORECASE
)
"""Those the law prefers or protects: a sentence about them asks for nothing."""
_FORBIDDEN = -1e4
_KOREAN_ENDS = (
    ("end:person", regex.compile(r"(?:분|자|사람|인재)(?:\s?\([^)]*\))?[.]?$")),
    ("end:experience", regex.compile(r"(?:경험|경력|이력|실적)(?:자|이 있으신 분|이 있는 분|보유)?(?:\s?\([^)]*\))?[.]?$")),
    (
        "end:level",
        regex.compile(
            r"(?:이상|이하|내외|능력|역량|자격|자격증|면허|지식|이해|학위|전공|학사|석사|박사|필수|가능|소지|보유|졸업)(?:자)?(?:\s?\([^)]*\))?[.]?$"
        ),
    ),
    (
        "end:deed",
        regex.compile(
            r"(?:관리|운영|개발|수립|작성|지원|분석|설계|구축|개선|기획|대응|검토|총괄|추진|진행|조율|보고|점검|정비|교육|제작|수행|업무|응대|발굴|확보|검증|평가|조사|보급|전환|발표|제안|준비|협업|처리|정산|신고|만들기|하기)(?:\s?\([^)]*\))?[.]?$"
        ),
    ),
    ("end:polite", regex.compile(r"(?:니다|[아어해여에예세]요|까요|죠|네요)[.!?~]*$")),
    (
        "end:duty_sentence",
        regex.compile(
            r"(?:합니다|해요|[가-힣]고|며|하게 됩니다|하게 돼요|만듭니다|봅니다|맡습니다|챙깁니다|세웁니다|돕습니다|[가-힣]ㅂ니다)[.!]?$"
        ),
    ),
    ("end:plain", regex.compile(r"(?:다|음|함|됨|임)[.]?$")),
)


@dataclass(frozen=True)
class Model:
    """Weights as they lie in the json file."""

    emission: dict[str, NDArray[np.float64]]
    """Feature to one weight a state, in the order of `STATES`."""
    transition: dict[str, NDArray[np.float64]]
    """Context, or `any`, to a matrix: from the row's state to the column's."""


@cache
def shipped_model() -> Model:
    """The weights that come with the package."""
    return read_model(resources.files("coverletter.reading").joinpath("posting_weights.json").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """Weights from json."""
    data = json.loads(text)
    return Model(
        {name: np.asarray(weights, dtype=np.float64) for name, weights in data["emission"].items()},
        {name: np.asarray(weights, dtype=np.float64) for name, weights in data["transition"].items()},
    )


def label_units(units: Sequence[Unit], model: Model | None = None) -> list[str]:
    """The most likely state of every piece, in order (Viterbi; linear in their number)."""
    if not units:
        return []
    model = model or shipped_model()
    features = unit_features(units)
    scores = emission_scores(units, features, model)
    steps = {context: model.transition["any"] + model.transition[context] for context in CONTEXTS}
    best = scores[0]
    back: list[NDArray[np.intp]] = []
    for position in range(1, len(units)):
        paths = best[:, None] + steps[context_of(units[position - 1], units[position])]
        chosen = paths.argmax(axis=0)
        back.append(chosen)
        best = paths[chosen, np.arange(len(STATES))] + scores[position]
    state = int(best.argmax())
    states = [state]
    for chosen in reversed(back):
        state = int(chosen[state])
        states.append(state)
    named = [put_right(STATES[state], *each) for state, each in zip(reversed(states), zip(features, units, strict=True), strict=True)]
    return under_plain_headings(named, features, units)


def emission_scores(units: Sequence[Unit], features: Sequence[dict[str, float]], model: Model) -> NDArray[np.float64]:
    """Pieces by states: what each piece alone says; states a piece cannot have are ruled out."""
    scores = np.zeros((len(units), len(STATES)))
    for row, here in zip(scores, features, strict=True):
        for name, value in here.items():
            if (weights := model.emission.get(name)) is not None:
                row += weights * value
    return scores + allowed_states(units)


def allowed_states(units: Sequence[Unit]) -> NDArray[np.float64]:
    """Zero where a piece can have a state: an item of a list is no heading, a marked heading is nothing else."""
    penalty = np.zeros((len(units), len(STATES)))
    for row, unit in zip(penalty, units, strict=True):
        if unit.shape in ("item", "clause"):
            row[list(_HEADINGS)] = _FORBIDDEN
        elif unit.marked or (unit.shape == "heading" and unit.final in (":", "?")):
            row[:4] = _FORBIDDEN
    return penalty


def context_of(before: Unit, unit: Unit) -> str:
    """How a piece follows the one before it."""
    if before.line == unit.line:
        return "clause" if before.sentence == unit.sentence and before.shape == unit.shape else "sentence"
    if before.shape == unit.shape == "item" and before.sign == unit.sign and before.label == unit.label:
        return "list"
    return "gap" if unit.gap else "line"


def unit_features(units: Sequence[Unit]) -> list[dict[str, float]]:
    """What speaks for the state of every piece: words by their cues, grammar, shape and place."""
    sentences = _sentences(units)
    features: list[dict[str, float]] = []
    heads: dict[str, float] = {}
    for position, unit in enumerate(units):
        here = _text_features(unit)
        shape = "h" if unit.shape == "heading" or (unit.shape == "line" and word_count(unit.text) <= 6) else "c"
        if unit.shape == "clause":
            whole = sentences[unit.line, unit.sentence]
            here |= {f"sentence:{name}": 1.0 for name in found_cues(whole, _SENTENCE_CUES)} | _grammar(whole, "sentence:")
        if word_count(unit.text) <= 16:
            found = {f"{shape}:{name}": 1.0 for name in found_cues(unit.text, HEAD_CUES)}
            here |= found
            here |= {f"{shape}:whole:{name}": 1.0 for name in covering_cues(unit.text)} if unit.shape in ("heading", "line") else {}
        if unit.label:
            here |= {f"label:{name}": 1.0 for name in found_cues(unit.label, HEAD_CUES)}
        here |= {f"before:{name}": 1.0 for name in heads}
        heads = dict.fromkeys(found_cues(unit.text, HEAD_CUES), 1.0) if word_count(unit.text) <= 16 else {}
        here |= _place_features(unit, position, units)
        features.append(here)
    return features


_CONTENT = [
    "experience",
    "years",
    "education",
    "certificate",
    "skill",
    "language",
    "must",
    "right_to_work",
    "availability",
    "preferred",
    "duty",
    "money",
    "benefit",
    "process",
    "legal",
    "company",
    "meta",
    "site",
    "machine",
    "reader",
    "negated",
]
_SENTENCE_CUES = ("preferred", "must", "money", "benefit", "process", "legal", "company", "reader", "duty", "negated")


def _grammar(text: str, prefix: str) -> dict[str, float]:
    """Who is to do what: `you will lead`, `applicants must hold`."""
    wishes = _WISHES.search(text) is not None and _PROTECTED.search(text) is None
    found = {
        "tasked": any(word.group("verb").lower() in duty_verbs() for word in _TASKED.finditer(text)),
        "must_have": _MUST_HAVE.search(text) is not None,
        "we_offer": _WE_OFFER.search(text) is not None,
        "demands": _DEMANDS.search(text) is not None and not wishes,
        "wishes": wishes,
    }
    return {prefix + name: 1.0 for name, holds in found.items() if holds}


def _text_features(unit: Unit) -> dict[str, float]:
    text = unit.text
    features = {f"has:{name}": 1.0 for name in found_cues(text, _CONTENT)} | _grammar(text, "")
    if hangul_share(text) >= 0.2:
        features["korean"] = 1.0
        features |= {name: 1.0 for name, pattern in _KOREAN_ENDS if pattern.search(text)}
        return features
    words = regex.findall(r"[\p{L}'’-]+", text.lower())
    first = words[0] if words else ""
    second = words[1] if len(words) > 1 else ""
    third = words[2] if len(words) > 2 else ""
    bare = first.rstrip("s") if first.endswith("s") and not first.endswith("ss") else ""
    features |= {
        "first:verb": float(first in duty_verbs()),
        "first:verb_s": float(bool(bare) and (bare in duty_verbs() or first[:-2] in duty_verbs())),
        "first:ing": float(first.endswith("ing") and len(first) > 5),
        "first:past": float((first.endswith("ed") and len(first) > 4) or first in ("led", "built", "run", "done", "had")),
        "first:have": float(first in ("have", "has", "having", "be", "is", "who", "someone", "somebody")),
        "first:you_have": float(
            first in ("you've", "you’ve", "you're", "you’re")
            or (first == "you" and second in ("have", "are", "know", "hold", "can", "must", "need", "write", "speak", "may"))
        ),
        "first:you_will": float(first in ("you'll", "you’ll", "you'd") or (first == "you" and second in ("will", "would"))),
        "first:you": float(first in ("you", "your")),
        "first:we": float(first in ("we", "our", "we're", "we’re", "us")),
        "first:article": float(first in ("a", "an", "the", "some", "any")),
        "first:other_verb": float(second in ("and", "or") and third in duty_verbs()),
        "noun:early": float(any(word in REQUIREMENT_NOUNS for word in words[:5])),
        "noun:any": float(any(word in REQUIREMENT_NOUNS for word in words)),
        "lower": float(text[:1].islower()),
        "third_person": float(any(word in ("they", "he", "she", "it", "holder") for word in words[:3])),
    }
    return {name: value for name, value in features.items() if value}


def _place_features(unit: Unit, position: int, units: Sequence[Unit]) -> dict[str, float]:
    words = word_count(unit.text)
    place = position / max(1, len(units) - 1)
    following = units[position + 1] if position + 1 < len(units) else None
    features = {
        "bias": 1.0,
        f"shape:{unit.shape}": 1.0,
        f"marker:{unit.marker or 'none'}": 1.0,
        f"words:{'1' if words == 1 else '2-3' if words < 4 else '4-8' if words < 9 else '9-16' if words < 17 else '17-30' if words < 31 else 'many'}": 1.0,
        f"place:{'first' if position == 0 else 'begin' if place < 0.12 else 'early' if place < 0.35 else 'middle' if place < 0.7 else 'late' if place < 0.88 else 'end'}": 1.0,
        f"final:{unit.final or 'none'}": float(unit.shape in ("heading", "line")),
        "opens_list": float(unit.shape == "heading" and following is not None and following.shape == "item"),
        "opens_prose": float(unit.shape in ("heading", "line") and following is not None and following.shape == "clause"),
        "digits": float(any(character.isdigit() for character in unit.text)),
        "marked": float(unit.marked),
        "arrow": float(regex.search(r"→|▶|⇒|->|\s>\s", unit.text) is not None),
        "bars": float(unit.text.count("|") + unit.text.count("·") >= 2),
        "commas": float(unit.text.count(",") >= 3),
        "address": float(regex.search(r"\S@\S|https?:|www\.|\d{2,4}-\d{3,4}", unit.text) is not None),
    }
    return {name: value for name, value in features.items() if value}


def _sentences(units: Sequence[Unit]) -> dict[tuple[int, int], str]:
    joined: dict[tuple[int, int], list[str]] = {}
    for unit in units:
        if unit.shape == "clause":
            joined.setdefault((unit.line, unit.sentence), []).append(unit.text)
    return {key: " , ".join(texts) for key, texts in joined.items()}

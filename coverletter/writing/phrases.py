"""The fixed phrases of an offline letter. None of them claims anything about the applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coverletter.types import Language, Tone

GREETING: Mapping[Language, Mapping[Tone, str]] = {
    "en": {"formal": "Dear {company} hiring team,", "warm": "Dear {company} team,", "direct": "Dear {company} hiring team,"},
    "ko": {"formal": "{company} 채용 담당자님께", "warm": "{company} 채용 담당자님께", "direct": "{company} 채용 담당자님께"},
}
GREETING_WITHOUT_COMPANY: Mapping[Language, str] = {"en": "Dear hiring team,", "ko": "채용 담당자님께"}

APPLYING: Mapping[Language, Mapping[Tone, Sequence[str]]] = {
    "en": {
        "formal": (
            "I would like to apply for the position of {title} at {company}.",
            "I would be glad to be considered for your position of {title} at {company}.",
            "With this letter I would like to apply for your position of {title} at {company}.",
        ),
        "warm": (
            "I would love to join {company} as your next {title}.",
            "I would be happy to be considered for your position of {title} at {company}.",
            "I would like to apply for your position of {title} at {company}, and to tell you a little about my work.",
        ),
        "direct": (
            "I would like to apply as {title} at {company}.",
            "I want to apply for your position of {title} at {company}.",
            "I would like to work at {company} as {title}.",
        ),
    },
    "ko": {
        "formal": (
            "안녕하십니까. {company} {title_ko} 직무에 지원합니다.",
            "안녕하십니까. {company} {title_ko} 모집에 지원합니다.",
            "안녕하십니까. {company}의 {title_ko} 채용 공고를 읽고 지원하고자 합니다.",
        ),
        "warm": (
            "안녕하세요. {company}에서 {title_ko} 일을 함께하고 싶어 지원합니다.",
            "안녕하세요. {company} {title_ko} 직무에 지원합니다.",
            "안녕하세요. {company}의 {title_ko} 채용 공고를 읽고 지원하고자 합니다.",
        ),
        "direct": (
            "{company} {title_ko} 직무에 지원합니다.",
            "{company} {title_ko} 모집에 지원합니다.",
            "{company}의 {title_ko} 채용 공고를 읽고 지원합니다.",
        ),
    },
}
APPLYING_WITHOUT_COMPANY: Mapping[Language, str] = {
    "en": "I would like to apply for the position of {title}.",
    "ko": "안녕하십니까. {title_ko} 직무에 지원합니다.",
}

ASKED_FIRST: Mapping[Language, Sequence[str]] = {
    "en": ("Your posting asks for {asked}.",),
    "ko": (
        "공고의 ‘{asked}’ 요건부터 말씀드리겠습니다.",
        "공고에 적힌 ‘{asked}’ 요건을 먼저 말씀드리겠습니다.",
        "공고의 ‘{asked}’ 요건에 맞추어 말씀드리겠습니다.",
    ),
}
ASKED_NEXT: Mapping[Language, Sequence[str]] = {
    "en": ("Your posting also asks for {asked}.",),
    "ko": (
        "공고의 ‘{asked}’ 요건도 말씀드리겠습니다.",
        "다음은 공고의 ‘{asked}’ 요건입니다.",
        "공고의 ‘{asked}’ 요건에 대해서도 말씀드리겠습니다.",
    ),
}

CLOSING: Mapping[Language, Mapping[Tone, Sequence[str]]] = {
    "en": {
        "formal": (
            "I would welcome the chance to discuss this application with you.",
            "I look forward to the opportunity to discuss this application with you.",
            "I would be glad to discuss my application with you in person.",
        ),
        "warm": (
            "I would be happy to talk about my application with you.",
            "I hope we get the chance to talk about my application.",
            "I hope to hear from you.",
        ),
        "direct": (
            "I am available for a conversation about my application.",
            "I hope to hear from you.",
            "I hope we get the chance to talk about my application.",
        ),
    },
    "ko": {
        "formal": (
            "이 경험을 {company}에서 이어 가고자 합니다. 면접에서 더 자세히 말씀드릴 기회를 주시면 감사하겠습니다.",
            "이 경험을 {company}에 보태고 싶습니다. 면접에서 뵙기를 바랍니다.",
            "{company}에서 이 경험을 쓰고 싶습니다. 면접에서 더 자세히 말씀드리겠습니다.",
        ),
        "warm": (
            "{company}의 동료들과 이 일을 함께하고 싶습니다. 더 자세한 이야기는 만나 뵙고 나누고 싶습니다.",
            "이 경험을 {company}에 보태고 싶습니다. 만나 뵙고 이야기 나눌 수 있기를 바랍니다.",
            "{company}에서 이 경험을 이어 가고 싶습니다. 만나 뵙기를 바랍니다.",
        ),
        "direct": (
            "{company}에서 이 경험을 쓰고 싶습니다. 자세한 내용은 면접에서 말씀드리겠습니다.",
            "자세한 내용은 면접에서 말씀드리겠습니다.",
            "이 경험을 {company}에 보태고 싶습니다. 자세한 내용은 면접에서 말씀드리겠습니다.",
        ),
    },
}
THANKS: Mapping[Language, Mapping[Tone, str]] = {
    "en": {
        "formal": "Thank you for considering my application.",
        "warm": "Thank you for reading my application.",
        "direct": "Thank you for reading my application.",
    },
    "ko": {"formal": "읽어 주셔서 감사합니다.", "warm": "끝까지 읽어 주셔서 감사합니다.", "direct": "감사합니다."},
}
SIGN_OFF: Mapping[Language, Mapping[Tone, str]] = {
    "en": {"formal": "Sincerely,", "warm": "Warm regards,", "direct": "Regards,"},
    "ko": {"formal": "{name} 올림", "warm": "{name} 드림", "direct": "{name} 드림"},
}

NOTICE: Mapping[Language, str] = {
    "en": "Composed offline from the lines of the resume, without a language model: read it through and make it sound like you.",
    "ko": "언어 모델 없이 이력서의 문장만으로 오프라인에서 작성한 글입니다. 읽어 보고 본인의 말투로 다듬어 주세요.",
}
NOTICE_QUOTED: Mapping[Language, str] = {
    "en": "The resume is in Korean, so its lines are quoted as they stand: translate them before you send this, or use a model.",
    "ko": "이력서가 영어라서 원문을 그대로 인용했습니다. 보내기 전에 우리말로 옮기거나 모델로 작성해 주세요.",
}
NOTICE_SHORT: Mapping[Language, str] = {
    "en": "The resume holds no more that fits this posting, so the text is shorter than asked.",
    "ko": "공고에 맞는 이력서 내용이 더 없어 요청한 분량보다 짧습니다.",
}
NOTICE_SHORT_ANSWER: Mapping[Language, str] = {
    "en": "The resume tells too little to fill every answer: add what it does not say in your own words, and write them again.",
    "ko": "이력서에 적힌 일만으로는 답을 모두 채우기에 모자랍니다. ‘이력서에 없는 이야기’에 경험을 적고 다시 써 보세요.",
}

"""The sentences for resumes that cannot be read, each with what to do, in both languages."""

from __future__ import annotations

from coverletter.errors import UnreadableResume

_BY_WORD = {
    "encrypted": (
        "This file is protected with a password; save a copy without one and upload that.",
        "암호가 걸린 파일입니다. 암호를 푼 사본을 저장해 올려 주세요.",
    ),
    "damaged": (
        "This file is damaged or not what it claims to be; export the resume again and upload the new file.",
        "파일이 손상되었거나 형식이 맞지 않습니다. 이력서를 다시 내보내 새 파일을 올려 주세요.",
    ),
    "no_pages": (
        "This PDF has no pages; export the resume again and upload the new file.",
        "쪽이 하나도 없는 PDF입니다. 이력서를 다시 내보내 올려 주세요.",
    ),
    "too_many_pages": (
        "This file has far more pages than a resume; upload the resume alone.",
        "이력서라고 보기에는 쪽수가 너무 많습니다. 이력서만 따로 올려 주세요.",
    ),
    "too_much": (
        "This file unpacks to far more than a resume needs; save it again as a plain PDF and upload that.",
        "풀어 보면 이력서치고 지나치게 큰 파일입니다. 일반 PDF로 다시 저장해 올려 주세요.",
    ),
    "too_slow": (
        "This file takes too long to read; print it to a new PDF, or upload it as .docx or text.",
        "파일을 읽는 데 너무 오래 걸립니다. 새 PDF로 인쇄하거나 .docx 또는 텍스트로 올려 주세요.",
    ),
}

_BY_KIND = {
    "old_word": (
        "This is an old Word or Hangul file; save it as PDF or .docx and upload that.",
        "오래된 Word 또는 한글 파일입니다. PDF나 .docx로 저장해 올려 주세요.",
    ),
    "hangul": ("This is a Hangul (HWP) file; save it as PDF and upload that.", "한글(HWP) 파일입니다. PDF로 저장해 올려 주세요."),
    "open_document": (
        "This is an OpenDocument file; save it as PDF or .docx and upload that.",
        "OpenDocument 파일입니다. PDF나 .docx로 저장해 올려 주세요.",
    ),
    "rtf": ("This is an RTF file; save it as PDF or .docx and upload that.", "RTF 파일입니다. PDF나 .docx로 저장해 올려 주세요."),
    "picture": (
        "This is a picture, and text in pictures cannot be read; upload the resume as PDF with text, .docx or text.",
        "그림 파일의 글자는 읽을 수 없습니다. 글자가 들어 있는 PDF, .docx 또는 텍스트로 올려 주세요.",
    ),
    "spreadsheet": (
        "This is a spreadsheet or slides; save the resume as PDF and upload that.",
        "스프레드시트나 발표 자료입니다. 이력서를 PDF로 저장해 올려 주세요.",
    ),
    "archive": ("This is an archive; unpack it and upload the resume itself.", "압축 파일입니다. 압축을 풀고 이력서 파일만 올려 주세요."),
    "html": ("This is a web page; print it to PDF and upload that.", "웹 페이지 파일입니다. PDF로 인쇄해 올려 주세요."),
    "binary": (
        "This is not a resume we can read; upload a PDF, .docx, .md or .txt file.",
        "읽을 수 없는 형식입니다. PDF, .docx, .md 또는 .txt 파일을 올려 주세요.",
    ),
}


def refused(word: str) -> UnreadableResume:
    """The sentence for a word of the sandbox."""
    return UnreadableResume(*_BY_WORD.get(word, _BY_WORD["damaged"]))


def wrong_kind(kind: str) -> UnreadableResume:
    """Not a PDF, Word or text file."""
    return UnreadableResume(*_BY_KIND.get(kind, _BY_KIND["binary"]))


def empty() -> UnreadableResume:
    """No bytes."""
    return UnreadableResume(
        "The file is empty; choose your resume as PDF, .docx, .md or .txt.",
        "빈 파일입니다. PDF, .docx, .md 또는 .txt 이력서를 골라 주세요.",
    )


def too_large(most: int) -> UnreadableResume:
    """More bytes than the operator allows."""
    limit = f"{most / 1_000_000:g}"
    return UnreadableResume(
        f"The file is larger than {limit} MB; upload a smaller one.", f"파일이 {limit}MB보다 큽니다. 더 작은 파일을 올려 주세요."
    )


def scan() -> UnreadableResume:
    """Pages without text."""
    return UnreadableResume(
        "This PDF holds no text, as scans do; export it from the program it was written in, or run text recognition (OCR) first.",
        "글자가 들어 있지 않은 PDF입니다. 스캔한 파일 같습니다. 작성한 프로그램에서 PDF로 내보내거나 문자 인식(OCR)을 거쳐 올려 주세요.",
    )


def all_hidden() -> UnreadableResume:
    """Text, but none that a person can see."""
    return UnreadableResume(
        "All the text in this file is hidden: invisible, tiny, off the page or in the colour of the page; upload one people can read.",
        "이 파일의 글은 모두 보이지 않게 숨겨져 있습니다. 사람이 읽을 수 있는 파일을 올려 주세요.",
    )


def too_short() -> UnreadableResume:
    """A few letters."""
    return UnreadableResume(
        "There is hardly any text in this file; check that it is your resume and upload it again.",
        "파일에 글자가 거의 없습니다. 이력서가 맞는지 확인하고 다시 올려 주세요.",
    )


def garbled() -> UnreadableResume:
    """Fonts that do not say which letters they draw."""
    return UnreadableResume(
        "The text of this PDF is garbled, for its fonts do not say which letters they draw; export it again, or upload .docx or text.",
        "글꼴에 글자 정보가 없어 PDF의 글이 깨져 나옵니다. 다시 내보내거나 .docx 또는 텍스트로 올려 주세요.",
    )


def unknown_script() -> UnreadableResume:
    """Mostly letters that are neither Latin nor Hangul."""
    return UnreadableResume(
        "This resume is neither in English nor in Korean; upload one in either language.",
        "영어나 한국어로 된 이력서가 아닙니다. 두 언어 중 하나로 된 이력서를 올려 주세요.",
    )

"""Tools and spoken languages in both scripts."""

from __future__ import annotations

import pytest

from coverletter.facts.tools import find_languages, find_tools


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("쿠버네티스와 도커를 활용한 배포", ["Kubernetes", "Docker"]),
        ("K8s, Docker Compose", ["Kubernetes", "Docker"]),
        ("엑셀로 보고서 작성", ["Microsoft Excel"]),
        ("엑셀러레이터 프로그램", []),
        ("I excel at this", []),
        ("Java, JavaScript and TypeScript", ["Java", "JavaScript", "TypeScript"]),
        ("R, Python, SQL", ["R", "Python", "SQL"]),
        ("analysed in R", ["R"]),
        ("R&D budget", []),
        ("C/C++ firmware", ["C", "C++"]),
        ("series C funding, vitamin C", []),
        ("services written in Go", ["Go"]),
        ("Go to market, go-live, Go-live", []),
        ("joined in Spring 2020", []),
        ("Spring, JPA, MySQL", ["Spring", "JPA", "MySQL"]),
        ("스프링 부트 3 기반 API", ["Spring Boot"]),
        ("Power BI and PowerBI", ["Power BI", "Power BI"]),
        ("word of mouth, in a word", []),
        ("Node.js / NodeJS", ["Node.js", "Node.js"]),
        ("SAP S/4HANA", ["SAP S/4HANA"]),
        ("오토캐드, 포토샵", ["AutoCAD", "Photoshop"]),
        ("Epic, Pyxis", ["Epic", "Pyxis"]),
        ("an epic story", []),
        ("지게차 운전", ["forklift"]),
        ("sales force of 12", []),
        ("experience in design tools", []),
        (".NET and C#", [".NET", "C#"]),
        ("CAD 5,000", []),
        ("drawings in CAD", ["CAD"]),
        ("Hartford, CT", []),
    ],
)
def test_tools(text: str, names: list[str]) -> None:
    assert [tool.name for tool in find_tools(text)] == names


def test_offsets_point_at_the_words() -> None:
    text = "사내 쿠버네티스 클러스터"
    (tool,) = find_tools(text)
    assert text[tool.start : tool.end] == "쿠버네티스"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("fluent in English and Korean", [("english", 6), ("korean", 6)]),
        ("Yoruba, spoken at home; Portuguese, A2", [("yoruba", 3), ("portuguese", 2)]),
        ("영어 비즈니스 회화 가능, 일본어 초급", [("english", 5), ("japanese", 1)]),
        ("native Korean speaker", [("korean", 7)]),
        ("Spanish (C1, DELE 2018), Portuguese (reading only)", [("spanish", 5), ("portuguese", 0)]),
        ("Fluent spoken English and native Korean", [("english", 6), ("korean", 7)]),
        ("Swedish, Spanish mother tongues", [("swedish", 7), ("spanish", 7)]),
        ("a Swedish maker of sensors", []),
        ("Korean market entry for English companies", []),
        ("영어(유창), 중국어(기초)", [("english", 6), ("chinese", 1)]),
        ("German (C1), French (basic)", [("german", 5), ("french", 1)]),
    ],
)
def test_languages(text: str, levels: list[tuple[str, int]]) -> None:
    assert [(language.name, language.level) for language in find_languages(text)] == levels

"""Render the nginx templates as the container does and hold them against gixy: `python -m scripts.lint_nginx`.

Exits with 1 when gixy finds anything or is not installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent / "nginx"
VARIANTS = ({"ROOT_PATH": "", "TLS_SNIPPET": "tls-off"}, {"ROOT_PATH": "/coverletter", "TLS_SNIPPET": "tls-on"})


def defaults() -> dict[str, str]:
    """The variables that the frontend's image sets."""
    stated = re.findall(r'([A-Z_]+)=("[^"]*"|\S+)', (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    return {name: value.strip('"') for name, value in stated}


def render(folder: Path, variables: dict[str, str]) -> Path:
    """The whole configuration in `folder`, with the variables put in; returns the file to start from."""
    for name in ("nginx.conf", "snippets", "pages"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    (folder / "conf.d").mkdir()
    for template in (ROOT / "templates").glob("*.template"):
        text = re.sub(r"\$\{([A-Z_]+)\}", lambda found: variables[found[1]], template.read_text(encoding="utf-8"))
        (folder / "conf.d" / template.stem).write_text(text, encoding="utf-8")
    (folder / "mime.types").write_text("types { text/html html; }\n", encoding="utf-8")
    for file in folder.rglob("*.conf"):
        file.write_text(file.read_text(encoding="utf-8").replace("/etc/nginx/", f"{folder}/"), encoding="utf-8")
    return folder / "nginx.conf"


def main() -> int:
    """Lint every variant; returns the exit status."""
    gixy = Path(sys.executable).with_name("gixy")
    if not gixy.exists():
        print("gixy is not installed: pip install -r requirements-dev.txt")
        return 1
    found = False
    for variant in VARIANTS:
        with tempfile.TemporaryDirectory() as folder:
            start = render(Path(folder), {**defaults(), **variant})
            result = subprocess.run([gixy, "--format", "text", start], capture_output=True, text=True, check=False)
        clean = result.returncode == 0 and "Problem:" not in result.stdout
        print(f"gixy, ROOT_PATH={variant['ROOT_PATH'] or '/'}, {variant['TLS_SNIPPET']}: {'clean' if clean else 'NOT clean'}")
        if not clean:
            found = True
            print(result.stdout + result.stderr)
    return int(found)


if __name__ == "__main__":
    sys.exit(main())

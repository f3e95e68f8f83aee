# One image for the app, the vector store (`chroma run`) and the command line.
# Build: docker build -t coverletter .        Arguments are told below; docs/deployment.md says when to set them.

FROM python:3.11-slim AS packages
# CPU torch: where the default index would bring CUDA along, name the CPU wheel index that pytorch.org's install page shows.
ARG TORCH_INDEX_URL=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_COMPILE=1
WORKDIR /build
RUN python -m venv /opt/venv
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/venv/bin/pip install ${TORCH_INDEX_URL:+--index-url "$TORCH_INDEX_URL"} torch==2.13.0
COPY requirements.txt constraints.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/venv/bin/pip install -r requirements.txt -c constraints.txt
# Left out of the image: tests, headers and static libraries of packages, which nothing runs.
COPY scripts/slim_packages.py ./
RUN /opt/venv/bin/python slim_packages.py /opt/venv && /opt/venv/bin/python -m compileall -q -j 0 /opt/venv/lib || true

FROM packages AS model
# `bundled` comes with the packages; any other name is fetched while the image is built, where a hub can be reached.
ARG EMBEDDING_MODEL=bundled
RUN mkdir -p /opt/model && if [ "$EMBEDDING_MODEL" != bundled ]; then \
    /opt/venv/bin/python -c "import sys; from sentence_transformers import SentenceTransformer as Model; Model(sys.argv[1]).save('/opt/model')" "$EMBEDDING_MODEL"; fi

FROM python:3.11-slim
ARG EMBEDDING_MODEL=bundled
RUN groupadd --gid 10001 coverletter && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin coverletter \
    && install -d -o coverletter -g coverletter /data /data/uploads /data/job_postings /data/cover_letters /data/chroma_db
COPY --from=packages /opt/venv /opt/venv
COPY --from=model /opt/model /opt/model
WORKDIR /app
COPY --chown=root:root app.py ./
COPY --chown=root:root samples samples
COPY --chown=root:root coverletter coverletter
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 ANONYMIZED_TELEMETRY=False GRADIO_ANALYTICS_ENABLED=False \
    OMP_NUM_THREADS=1 MALLOC_ARENA_MAX=2 \
    DATA_DIR=/data SERVER_HOST=0.0.0.0 GRADIO_TEMP_DIR=/tmp/uploads HOME=/tmp \
    COVERLETTER_MODEL=${EMBEDDING_MODEL}
RUN python -m compileall -q coverletter app.py
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --retries=3 --start-period=40s \
    CMD ["python", "-m", "coverletter.probe"]
CMD ["python", "app.py"]

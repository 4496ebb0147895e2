# kgraph for pipelines: no root, and at run time no network and nothing to write to but what is mounted.
#   docker build -t kgraph .
#   docker run --rm --read-only --network none --tmpfs /tmp -v "$PWD:/work" kgraph export docs --check
FROM python:3.11-slim AS made
RUN useradd --uid 10001 --create-home kgraph && install -d -o kgraph /opt/kgraph
USER kgraph
ENV KGRAPH_HOME=/opt/kgraph KGRAPH_CACHE=/opt/kgraph/cache
COPY --chown=kgraph . /src
WORKDIR /src
RUN python -m venv "$KGRAPH_HOME"
RUN "$KGRAPH_HOME/bin/python" -m pip install --quiet --no-cache-dir -c constraints.txt .
# what is compiled once from the catalog comes with the image
RUN work="$(mktemp -d)" && "$KGRAPH_HOME/bin/kgraph" demo -o "$work" && rm -r "$work"

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home kgraph && install -d -o kgraph /work
COPY --from=made --chown=kgraph /opt/kgraph /opt/kgraph
USER kgraph
ENV KGRAPH_CACHE=/opt/kgraph/cache PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["/opt/kgraph/bin/kgraph"]
CMD ["--help"]

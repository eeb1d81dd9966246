# The crawler in a container:  docker build -t shilu .
#   docker run --rm -v shilu:/data -e SHILU_USER_AGENT="…" shilu crawl https://www.example.com/
# A collection is a folder under /data; one run at a time holds it, also over several containers of one host.
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 shilu && mkdir /data && chown shilu: /data

WORKDIR /opt/shilu
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY archive archive
COPY crawler crawler
COPY pipelines pipelines
COPY spiders spiders
RUN pip install --no-cache-dir -c constraints.txt .

USER shilu
WORKDIR /data
VOLUME /data
# SIGTERM of `docker stop` ends a run in good order; give it time: docker stop --time 120.
STOPSIGNAL SIGTERM
ENTRYPOINT ["shilu"]
CMD ["--help"]

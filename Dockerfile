# One image per service: it holds what constraints/<service>.txt pins, shared/ and that service, and nothing else.
#
#   docker build --build-arg SERVICE=checkin -t smallhours/checkin .
#   docker run --env-file checkin.env -p 8000:8000 smallhours/checkin api
FROM python:3.11-slim

ARG SERVICE
ENV SERVICE=${SERVICE} \
    HOST=0.0.0.0 \
    PYTHONPATH=/smallhours \
    PYTHONUNBUFFERED=1
WORKDIR /smallhours

COPY constraints/${SERVICE}.txt constraints.txt
RUN python -m pip install --no-cache-dir --require-hashes -r constraints.txt

COPY shared/ shared/
COPY services/__init__.py services/__init__.py
COPY services/${SERVICE}/ services/${SERVICE}/
RUN python -m compileall -q shared services

USER 10001:10001
EXPOSE 8000
# The shell replaces itself, so the process gets every signal. What follows the image's name is the process: api,
# worker, migrate, dead-letters.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m services.${SERVICE} \"$@\"", "--"]

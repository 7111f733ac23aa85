# One image per service: it holds what constraints/<service>.txt pins, shared/ and that service, and nothing else.
#
#   docker build --build-arg SERVICE=checkin -t smallhours/checkin .
#   docker run --env-file checkin.env -p 8000:8000 smallhours/checkin api
FROM python:3.11-slim

ARG SERVICE
ENV SERVICE=${SERVICE} \
    HOST=0.0.0.0 \
    PYTHONPATH=/smallhours \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp
WORKDIR /smallhours

# Only the service that draws reports needs what sets type: Pango with its font shaping, and one family of letters.
RUN if [ "${SERVICE}" = reports ]; then \
        apt-get update && \
        apt-get install -y --no-install-recommends \
            fontconfig fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 && \
        rm -rf /var/lib/apt/lists/*; \
    fi

COPY constraints/${SERVICE}.txt constraints.txt
RUN python -m pip install --no-cache-dir --require-hashes -r constraints.txt

COPY shared/ shared/
COPY services/__init__.py services/__init__.py
COPY services/${SERVICE}/ services/${SERVICE}/
RUN python -m compileall -q shared services

# A volume that is mounted here for the first time takes over the owner, so the process can write keys into it.
RUN mkdir -p /var/lib/smallhours/keys && \
    chown -R 10001:10001 /var/lib/smallhours && \
    chmod 700 /var/lib/smallhours/keys
ENV KEY_FOLDER=/var/lib/smallhours/keys

USER 10001:10001
EXPOSE 8000
# The shell replaces itself, so the process gets every signal. What follows the image's name is the process: api,
# worker, celery, migrate, dead-letters.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m services.${SERVICE} \"$@\"", "--"]

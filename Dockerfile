# syntax=docker/dockerfile:1
# Kỳ Hạn: one image for every command. Build: docker build -t kyhan .    Look: docker run --rm kyhan --help

FROM node:20.20.2-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# tsx is among what the program needs: it takes the types off while the program starts.
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:20.20.2-bookworm-slim AS program
# tini hands signals on and collects what ended processes leave behind; a report is built in a process of its own.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=node --group=node /var/kyhan
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY migrations ./migrations
COPY rules ./rules
COPY reports ./reports
COPY jobs ./jobs
COPY src ./src

# The program is root's and cannot be changed by whoever runs it; it writes to /tmp and /var/kyhan only.
USER node
ENV NODE_ENV=production \
    KYHAN_LOG=/dev/stderr \
    KYHAN_OUT=/var/kyhan/reports
STOPSIGNAL SIGTERM
EXPOSE 8080
# For `serve`; a worker has no port, and is switched off in docker-compose.yml.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--max-semi-space-size=32", "/app/src/cli/launch.js"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]

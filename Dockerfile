# One image, many commands: docker-compose.yml names them.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /parley
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# The packages that run, without the programs of npm start and of the tests.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /parley
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /parley
# what a text leaves behind is young when it is dropped: tools/product/processes.ts
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NODE_OPTIONS="--enable-source-maps --max-semi-space-size=64"
# where the development issuer and the gateway's files lie
RUN mkdir -p .data/media && chown -R node:node .data
COPY --from=packages /parley/node_modules ./node_modules
COPY --from=build /parley/dist ./dist
COPY package.json ./
USER node
EXPOSE 3000
# each process ends by itself on SIGTERM: it finishes what is under way
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "dist/tools/docker/healthy.js"]
CMD ["node", "dist/apps/all-in-one/src/main.js"]

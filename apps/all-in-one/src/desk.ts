import { createServer } from 'node:http';
import { z } from 'zod';
import { readEnvironment } from '#platform';
import { builtDesk, deskFiles } from './desk-files.ts';

/* The desk alone, for a proxy in front of separate services. */
const { HOST, PORT, OIDC_ISSUER } = readEnvironment(
  z.object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    OIDC_ISSUER: z.url(),
  }),
);
const desk = deskFiles({ folder: builtDesk, issuer: OIDC_ISSUER });
const server = createServer((request, response) => {
  if (request.url === '/health/ready') response.end('ok');
  else desk.handle(request, response);
});
server.listen(PORT, HOST, () => process.stdout.write(`The desk listens on port ${PORT}.\n`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}

import { createServer } from 'node:http';
import { z } from 'zod';
import { developmentIssuer } from '#development-issuer';
import { readEnvironment } from '#platform';

/* The development issuer alone, for a demo of separate services. It lets everybody in. */
const environment = readEnvironment(
  z.object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    PUBLIC_BASE_URL: z.url(),
    DATA_FOLDER: z.string().min(1).default('.data'),
    OIDC_AUDIENCE: z.string().min(1).default('parley'),
    /** `1`: also where NODE_ENV is production. */
    DEVELOPMENT_ISSUER_ALLOWED: z.string().optional(),
  }),
);
const issuer = await developmentIssuer({
  publicBaseUrl: environment.PUBLIC_BASE_URL.replace(/\/+$/, ''),
  folder: environment.DATA_FOLDER,
  audience: environment.OIDC_AUDIENCE,
  allowInProduction: environment.DEVELOPMENT_ISSUER_ALLOWED === '1',
});
const server = createServer((request, response) => {
  if (issuer.owns((request.url ?? '/').split('?', 1)[0]!)) issuer.handle(request, response);
  else response.writeHead(404).end();
});
server.listen(environment.PORT, environment.HOST, () => process.stdout.write(`${issuer.issuer}\n`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

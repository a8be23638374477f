import type { FastifyInstance } from 'fastify';
import { cardScript } from './card.script.ts';
import { journalScript } from './journal.script.ts';
import { kitScript } from './kit.script.ts';
import { phoneHtml } from './phone.html.ts';
import { phoneScript } from './phone.script.ts';
import { phoneStyle } from './phone.style.ts';
import { samplesScript } from './samples.script.ts';
import { shelfScript } from './shelf.script.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const assets = [
  ['/phone', 'text/html; charset=utf-8', phoneHtml],
  ['/phone/phone.css', 'text/css; charset=utf-8', phoneStyle],
  ...Object.entries({
    phone: phoneScript,
    shelf: shelfScript,
    card: cardScript,
    journal: journalScript,
    kit: kitScript,
    samples: samplesScript,
  }).map(([name, script]) => [`/phone/${name}.js`, 'text/javascript; charset=utf-8', script] as const),
] as const;

/** The phone page and its files. They are texts in modules, so that a build copies nothing beside the code. */
export function pageRoutes(app: FastifyInstance): void {
  for (const [path, type, content] of assets) {
    app.get(path, (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', policy)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .send(content),
    );
  }
}

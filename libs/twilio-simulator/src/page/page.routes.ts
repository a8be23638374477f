import type { FastifyInstance } from 'fastify';
import { phoneHtml } from './phone.html.ts';
import { phoneScript } from './phone.script.ts';
import { phoneStyle } from './phone.style.ts';

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
  ['/phone/phone.js', 'text/javascript; charset=utf-8', phoneScript],
] as const;

/** The phone page and its two files. They are texts in modules, so that a build copies nothing beside the code. */
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

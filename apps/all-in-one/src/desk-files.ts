import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Neighbour } from '#platform';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /^text|json|svg|javascript/;
const notOurs = /^\/(api|webhooks|surveys|health|metrics)(\/|$)/;

interface Representation {
  readonly changedAt: number;
  readonly type: string;
  readonly etag: string;
  readonly bodies: Readonly<Record<'identity' | 'gzip' | 'br', Buffer>>;
}

export interface DeskFilesSettings {
  /** The built desk. */
  readonly folder: string;
  /** Whom the desk talks to besides us: the sign-in service. */
  readonly issuer?: string | undefined;
}

/**
 * Serves the desk: every path that is not the services', with `index.html` for the desk's own addresses. Files whose name
 * carries their hash may be kept for ever, the rest is asked for again. Compressed once, in memory.
 */
export function deskFiles({ folder, issuer }: DeskFilesSettings): Neighbour {
  const root = resolve(folder);
  const headers = securityHeaders(issuer);
  const known = new Map<string, Representation>();

  async function find(path: string): Promise<Representation | undefined> {
    const file = resolve(root, `.${path}`);
    if (file !== root && !file.startsWith(root + sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const before = known.get(file);
    if (before?.changedAt === found.mtimeMs) return before;
    const representation = await represent(file, found.mtimeMs);
    known.set(file, representation);
    return representation;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'Only GET and HEAD.');
    const path = pathOf(request.url ?? '/');
    if (path === undefined) return say(response, 400, 'This address cannot be read.');
    const isPage = extname(path) === '';
    const found = (isPage ? undefined : await find(path)) ?? (isPage ? await find('/index.html') : undefined);
    if (!found)
      return say(response, 404, isPage ? 'The desk has not been built: npm run build.' : 'There is no such file.');
    send(request, response, found, path.startsWith('/assets/'));
  }
  return {
    name: 'desk',
    owns: (path) => !notOurs.test(path),
    handle: (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  };
}

/** Undefined when it is not a proper address. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split('?', 1)[0]!);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

function send(request: IncomingMessage, response: ServerResponse, found: Representation, forEver: boolean): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = (['br', 'gzip'] as const).find((one) => accepted.includes(one)) ?? 'identity';
  const body = found.bodies[encoding];
  response.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('etag', found.etag);
  response.setHeader('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === found.etag) return void response.writeHead(304).end();
  if (body !== found.bodies.identity) response.setHeader('content-encoding', encoding);
  response.writeHead(200, { 'content-type': found.type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function represent(file: string, changedAt: number): Promise<Representation> {
  const identity = await readFile(file);
  const type = types[extname(file)] ?? 'application/octet-stream';
  const worthIt = compressible.test(type) && identity.length > 1024;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
  const bodies = {
    identity,
    gzip: worthIt ? await promisify(gzip)(identity) : identity,
    br: worthIt ? await promisify(brotliCompress)(identity, quality) : identity,
  };
  // weak: the same page, compressed or not
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  return { changedAt, type, etag, bodies };
}

/** The desk runs its own code only, and talks to its own origin and the sign-in service only. */
function securityHeaders(issuer: string | undefined): Record<string, string> {
  const signIn = issuer ? ` ${new URL(issuer).origin}` : '';
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // the desk's components set widths and colours in style attributes
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    // icons of session templates may lie elsewhere
    "img-src 'self' data: blob: https:",
    // so may sounds that administrators named
    "media-src 'self' data: blob: https:",
    `connect-src 'self'${signIn}`,
    // application tabs show pages that administrators named, each sandboxed (ADR 22)
    `frame-src 'self' https:${signIn}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    `form-action 'self'${signIn}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}

/** Where the build puts the desk, seen from this file in the build. */
export const builtDesk = join(import.meta.dirname, '..', '..', 'desk');

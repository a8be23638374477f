import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskFiles } from './desk-files.ts';

const parent = mkdtempSync(join(tmpdir(), 'desk-files-'));
const folder = join(parent, 'desk');
const page = '<!doctype html><title>Parley</title>';
const script = `console.log(${JSON.stringify('x'.repeat(5000))})`;
let server: Server;
let url: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), script);
  writeFileSync(join(parent, 'secret.txt'), 'not for the web');
  const desk = deskFiles({ folder, issuer: 'https://sign-in.example/realms/parley' });
  server = createServer((request, response) => desk.handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(parent, { recursive: true });
});

describe('the desk’s files', () => {
  it.each(['/', '/agent', '/admin/channels/0199', '/signed-in?code=1'])('answer %s with the page', async (path) => {
    const answer = await fetch(url + path);
    expect(await answer.text()).toBe(page);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('are kept for ever when their name carries their hash', async () => {
    const answer = await fetch(`${url}/assets/main-1a2b.js`);
    expect(await answer.text()).toBe(script);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each(['br', 'gzip'])('travel compressed as %s', async (encoding) => {
    const answer = await fetch(`${url}/assets/main-1a2b.js`, { headers: { 'accept-encoding': encoding } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(500);
    const sum = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(sum(await answer.text())).toBe(sum(script));
  });

  it('are not sent again while they are the same', async () => {
    const etag = (await fetch(url)).headers.get('etag')!;
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('are new at once when they were built again', async () => {
    writeFileSync(join(folder, 'index.html'), `${page}<p>new`);
    expect(await (await fetch(url)).text()).toBe(`${page}<p>new`);
    writeFileSync(join(folder, 'index.html'), page);
  });

  it('do not become the page when one is missing', async () => {
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
  });

  it('are only read', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  it.each(['/../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/%00.txt', '/%zz.txt', '//etc/passwd.txt'])(
    'hold nothing from outside at %s',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
      expect(answer).not.toContain('not for the web');
    },
  );

  it('let the page run its own code only, and talk to us and the sign-in service only', async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'self';`);
    expect(policy).toContain(`connect-src 'self' https://sign-in.example;`);
    expect(policy).toContain(`media-src 'self' data: blob: https:;`);
    expect(policy).toContain(`frame-src 'self' https: https://sign-in.example;`);
    expect(policy).toContain(`frame-ancestors 'none'`);
  });
});

describe('the paths of the services', () => {
  const { owns } = deskFiles({ folder });

  it.each(['/api/live', '/api', '/webhooks/twilio/key/messages', '/surveys/token', '/health/ready', '/metrics'])(
    '%s are not the desk’s',
    (path) => {
      expect(owns(path)).toBe(false);
    },
  );

  it.each(['/', '/apiary', '/healthy', '/agent/metrics'])('%s is the desk’s', (path) => {
    expect(owns(path)).toBe(true);
  });
});

/** As it stands, which `fetch` would tidy. */
const raw = (request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

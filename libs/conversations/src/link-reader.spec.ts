import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Outside } from '#outside';
import { onThisMachine, testCertificate, testKey } from '#testing';
import { LinkReader } from './link-reader.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = (title: string) => `<html><head><title>${title}</title></head></html>`;

describe('what lies behind a link', () => {
  let server: Server;
  let within: Server;
  let base: string;
  let inside: string;
  let outside: Outside;
  let reader: LinkReader;
  const asked: string[] = [];
  const askedInside: string[] = [];

  beforeAll(async () => {
    const certified = { cert: testCertificate, key: testKey };
    server = createServer(certified, (request, answer) => {
      const path = request.url!;
      asked.push(path);
      const hops = /^\/hops\/(\d)$/.exec(path);
      if (hops) {
        const left = Number(hops[1]);
        return void answer.writeHead(302, { location: left === 0 ? '/page' : `/hops/${left - 1}` }).end();
      }
      if (path === '/page') return void answer.writeHead(200, html).end(page('A lamp'));
      if (path === '/round') return void answer.writeHead(301, { location: '/round' }).end();
      if (path === '/inside') return void answer.writeHead(302, { location: `${inside}/secret` }).end();
      if (path === '/metadata') return void answer.writeHead(302, { location: 'https://169.254.169.254/latest' }).end();
      if (path === '/plain') return void answer.writeHead(302, { location: 'http://127.0.0.1/' }).end();
      if (path === '/nowhere') return void answer.writeHead(302).end();
      if (path === '/file') return void answer.writeHead(200, { location: '/', 'content-type': 'image/png' }).end('x');
      if (path === '/packed') return void answer.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end('x');
      if (path === '/broken') return void answer.writeHead(500, html).end(page('Sorry'));
      if (path === '/unknown')
        return void answer.writeHead(200, { 'content-type': 'text/html; charset=klingon' }).end('x');
      if (path === '/silent') return;
      answer.writeHead(200, html);
      if (path === '/drip') {
        const drip = setInterval(() => answer.write(' '), 20);
        answer.on('close', () => clearInterval(drip));
        return;
      }
      // without end, and with its name where nobody reads any more
      if (path === '/endless') {
        const more = () => {
          while (answer.write('x'.repeat(64 * 1024)));
        };
        answer.on('drain', more);
        return more();
      }
      answer.end();
    });
    within = createServer(certified, (request, answer) => {
      askedInside.push(request.url!);
      answer.writeHead(200, html).end(page('Secret'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await new Promise<void>((done) => within.listen(0, '127.0.0.2', done));
    base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    inside = `https://127.0.0.2:${(within.address() as AddressInfo).port}`;
    outside = new Outside(onThisMachine);
  });
  beforeEach(() => {
    asked.length = 0;
    reader = new LinkReader(outside);
  });
  afterAll(() => {
    outside.close();
    for (const one of [server, within]) {
      one.closeAllConnections();
      one.close();
    }
  });

  it('is found along three redirections, and not along more', async () => {
    const { host } = new URL(base);
    expect(await reader.read(`${base}/page`)).toEqual({ title: 'A lamp', description: null, host });
    expect(await reader.read(`${base}/hops/2`)).toMatchObject({ title: 'A lamp' });
    expect(await reader.read(`${base}/hops/3`)).toBeNull();
    asked.length = 0;
    expect(await reader.read(`${base}/round`)).toBeNull();
    expect(asked).toHaveLength(4);
  });

  it.each([
    'inside',
    'metadata',
    'plain',
    'nowhere',
    'file',
    'packed',
    'broken',
    'unknown',
    'silent',
    'drip',
    'endless',
    'empty',
  ])('is nothing at a nasty place: %s', async (path) => {
    if (path === 'silent' || path === 'drip') reader.withinMs = 300;
    expect(await reader.read(`${base}/${path}`)).toBeNull();
    expect(askedInside).toEqual([]);
  });

  it('is not looked for inside our own network', async () => {
    for (const url of [
      `${inside}/secret`,
      'https://[::1]/',
      'https://10.0.0.1/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
    ])
      expect(await reader.read(url)).toBeNull();
    expect(askedInside).toEqual([]);
  });

  it('is not looked for in more places at a time than it bears', async () => {
    reader.withinMs = 300;
    const many = Array.from({ length: 16 }, (_, n) => reader.read(`${base}/silent?${n}`));
    expect(await reader.read(`${base}/page`)).toBeUndefined();
    await Promise.all(many);
    reader.withinMs = 5_000;
    expect(await reader.read(`${base}/page`)).toMatchObject({ title: 'A lamp' });
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isInside, Outside } from './index.ts';
import { isGenuine, newSecret, signed } from './signature.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.1.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '::7f00:1',
    '::ffff:0:a00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    'fec0::1',
    '224.0.0.1',
    'nonsense',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '::ffff:808:808'])(
    '%s is outside',
    (address) => expect(isInside(address)).toBe(false),
  );
});

describe('asking', () => {
  let port: number;
  const server = createServer((request, answer) => {
    if (request.url === '/slow') return;
    if (request.url === '/large') return void answer.end('x'.repeat(1024 * 1024 + 1));
    if (request.url === '/elsewhere') return void answer.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    answer.writeHead(503, { 'retry-after': '7' }).end('not now');
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = (path: string, allowed: string, { host = '127.0.0.1', withinMs = 10_000 } = {}) =>
    new Outside({ allowed, authorities: undefined }).ask({ url: `http://${host}:${port}${path}`, withinMs });

  it('answers what came, and follows no redirection', async () => {
    expect(await ask('/', '127.0.0.0/8')).toEqual({ status: 503, body: 'not now', retryAfterSeconds: 7 });
    expect(await ask('/elsewhere', '127.0.0.1')).toMatchObject({ status: 302 });
    expect(await ask('/', 'localhost', { host: 'localhost' })).toMatchObject({ status: 503 });
  });

  it('goes nowhere inside unless that is allowed', async () => {
    await expect(ask('/', '')).rejects.toMatchObject({ kind: 'forbidden' });
    const guarded = new Outside({ allowed: '', authorities: undefined });
    for (const url of [
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
      'ftp://a.example/',
      '/x',
    ])
      await expect(guarded.ask({ url, withinMs: 2000 })).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('waits no longer and reads no more than it may', async () => {
    await expect(ask('/slow', '127.0.0.1', { withinMs: 300 })).rejects.toMatchObject({ kind: 'time-out' });
    await expect(ask('/large', '127.0.0.1')).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('says when nobody is there', async () => {
    const nobody = new Outside({ allowed: '127.0.0.1', authorities: undefined });
    await expect(nobody.ask({ url: 'http://127.0.0.1:9/', withinMs: 2000 })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('refuses a list of what is allowed that it cannot read', () => {
    expect(() => new Outside({ allowed: 'http://x', authorities: undefined })).toThrow('OUTSIDE_ALLOWED');
  });
});

describe('a signature', () => {
  const message = { id: 'msg_1', at: new Date('2026-01-05T09:00:00Z'), body: '{"a":1}' };

  it('is that of Standard Webhooks', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const at = new Date(1614265330 * 1000);
    const headers = signed([secret], { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body: '{"test": 2432232314}' });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('holds for this message, this secret and this hour alone', () => {
    const secret = newSecret();
    const headers = signed([secret], message);
    expect(isGenuine(secret, headers, message.body, message.at)).toBe(true);
    expect(isGenuine(secret, headers, '{"a":2}', message.at)).toBe(false);
    expect(isGenuine(newSecret(), headers, message.body, message.at)).toBe(false);
    expect(isGenuine(secret, headers, message.body, new Date('2026-01-05T09:06:00Z'))).toBe(false);
    expect(isGenuine(secret, {}, message.body, message.at)).toBe(false);
  });
});

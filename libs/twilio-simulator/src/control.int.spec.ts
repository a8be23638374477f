import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator, HandClock, runSimulator } from './index.ts';
import { amara, aSimulator, authToken, jonas, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/sdk.ts';

let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;

beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({ smsUrl: `${receiver.url}/in` });
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const json = { 'content-type': 'application/json' };
const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = json) => {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body), headers };
  const answer = await fetch(`${simulator.url}${path}`, { method, ...sent });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
    headers: answer.headers,
  };
};

/** Reads server-sent events until one is found. */
async function event(name: string, fits: (data: Record<string, unknown>) => boolean = () => true) {
  const leave = new AbortController();
  const answer = await fetch(`${simulator.url}/simulator/events`, { signal: leave.signal });
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n').filter((one) => one.startsWith(`event: ${name}\n`));
    const found = events.map((one) => JSON.parse(one.slice(one.indexOf('data: ') + 6))).find(fits);
    if (found) {
      leave.abort();
      return found as Record<string, unknown>;
    }
  }
  throw new Error(`The stream ended without ${name}.`);
}

describe('the routes for scripts', () => {
  it('text from a phone and say what became of it', async () => {
    const sent = await call('POST', '/simulator/texts', { from: amara, to: line, body: 'Hello', wait: true });
    expect(sent).toMatchObject({ status: 201, body: { isTaken: true, status: 200, via: 'webhook' } });
    const quick = await call('POST', '/simulator/texts', { from: amara, to: line, body: 'Again' });
    expect(quick.body).toEqual({ sid: expect.stringMatching(/^SM/) });
    await simulator.control.idle();
    const { body } = await call('GET', `/simulator/phones/${encodeURIComponent(amara)}`);
    expect(body).toMatchObject({
      items: [
        { body: 'Hello', state: 'taken' },
        { body: 'Again', state: 'taken' },
      ],
    });
  });

  it('take pictures and hand them out again', async () => {
    const media = [{ contentType: 'image/gif', content: Buffer.from('GIF89a').toString('base64') }];
    await call('POST', '/simulator/texts', { from: amara, to: line, media, wait: true });
    const [text] = simulator.control.phone(amara).thread();
    const picture = await fetch(`${simulator.url}/simulator/media/${text!.media[0]!.sid}`);
    expect([picture.headers.get('content-type'), await picture.text()]).toEqual(['image/gif', 'GIF89a']);
    expect(picture.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('set faults, show them and lift them', async () => {
    const set = await call('POST', '/simulator/faults', {
      kind: 'outcome',
      status: 'undelivered',
      code: 30007,
      customer: amara,
    });
    expect(set).toMatchObject({ status: 201, body: { id: '1', kind: 'outcome', code: 30007 } });
    expect((await call('GET', '/simulator/faults')).body).toMatchObject({ items: [{ id: '1' }] });
    expect((await call('DELETE', '/simulator/faults/1')).status).toBe(204);
    expect((await call('DELETE', '/simulator/faults/1')).status).toBe(404);
    await call('POST', '/simulator/faults', { kind: 'hang' });
    expect((await call('DELETE', '/simulator/faults')).status).toBe(204);
    expect(simulator.control.faults).toEqual([]);
  });

  it.each([
    ['an unknown fault', '/simulator/faults', { kind: 'flood' }, 'kind'],
    ['a fault with a field of another', '/simulator/faults', { kind: 'hang', code: 20429 }, 'code'],
    ['a fault without its code', '/simulator/faults', { kind: 'refuse' }, 'code'],
    ['a chance above one', '/simulator/faults', { kind: 'hang', chance: 2 }, 'chance'],
    ['a text from nobody', '/simulator/texts', { to: line, body: 'Hi' }, 'from'],
    ['a text to no number', '/simulator/texts', { from: amara, to: 'Parley', body: 'Hi' }, 'to'],
    [
      'a number whose webhook is no address',
      '/simulator/accounts',
      { numbers: [{ number: jonas, smsUrl: 'file:///x' }] },
      'smsUrl',
    ],
  ])('refuse %s and name the field', async (_what, path, body, field) => {
    const refused = await call('POST', path, body);
    expect(refused.status).toBe(400);
    expect(String(refused.body!['error'])).toContain(field);
    expect([simulator.control.faults, simulator.control.messages(), receiver.got]).toEqual([[], [], []]);
  });

  it('take JSON only, so that a page of another origin cannot post to them', async () => {
    const plain = await call('POST', '/simulator/faults', '{"kind":"hang"}', { 'content-type': 'text/plain' });
    const bare = await call('POST', `/simulator/accounts/${sid}/rotate-token`);
    expect([plain.status, bare.status]).toEqual([415, 415]);
    expect(simulator.control.faults).toEqual([]);
  });

  it('make accounts and numbers, and never show a token that was given', async () => {
    const made = await call('POST', '/simulator/accounts', {
      name: 'Second',
      numbers: [{ number: '+18005550100', type: 'toll-free' }],
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Second', authToken: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    const account = String(made.body!['sid']);
    expect(
      (await call('POST', `/simulator/accounts/${account}/numbers`, { number: '84433', type: 'short-code' })).status,
    ).toBe(201);
    expect((await call('DELETE', `/simulator/accounts/${account}/numbers/84433`)).status).toBe(204);
    expect((await call('DELETE', `/simulator/accounts/${account}/numbers/84433`)).status).toBe(404);
    expect((await call('POST', `/simulator/accounts/${account}/status`, { status: 'suspended' })).body).toMatchObject({
      status: 'suspended',
    });
    expect((await call('POST', '/simulator/accounts', { numbers: [{ number: line }] })).status).toBe(409);
    const given = await call('POST', '/simulator/accounts', { authToken: 'given by the caller' });
    const all = JSON.stringify([
      given.body,
      (await call('GET', '/simulator/accounts')).body,
      (await call('GET', '/simulator/log')).body,
    ]);
    expect(all).not.toContain('given by the caller');
    expect(all).not.toContain(authToken);
    expect(all).not.toContain(String(made.body!['authToken']));
  });

  it('rotate the token', async () => {
    const { body } = await call('POST', `/simulator/accounts/${sid}/rotate-token`, {});
    await expect(sdkFor(simulator.url, sid, String(body!['authToken'])).messages.list({ limit: 1 })).resolves.toEqual(
      [],
    );
    await expect(sdkFor(simulator.url, sid, authToken).messages.list({ limit: 1 })).rejects.toMatchObject({
      code: 20003,
    });
  });

  it('tell what was sent and got, and how often', async () => {
    await simulator.control.text({ from: amara, to: line, body: 'Hello' });
    const { body } = await call('GET', '/simulator/log?limit=1');
    const [entry] = body!['items'] as Record<string, unknown>[];
    expect(entry).toMatchObject({
      kind: 'webhook',
      status: 200,
      customer: amara,
      went: 'well',
      signature: expect.any(String),
    });
    expect((await call('GET', `/simulator/log?after=${entry!['id']}`)).body).toEqual({ items: [] });
    expect((await call('GET', '/simulator/counts')).body).toEqual({ text: 1, webhook: 1, 'webhook 200': 1 });
    expect((await call('GET', '/simulator/log?limit=0')).status).toBe(400);
    expect((await call('POST', '/simulator/forget', {})).status).toBe(204);
    expect([simulator.control.counts, simulator.control.messages(), simulator.control.phone(amara).thread()]).toEqual([
      {},
      [],
      [],
    ]);
  });

  it('tell live what happens', async () => {
    await expect(event('state')).resolves.toMatchObject({
      accounts: [{ sid, numbers: [{ number: line }] }],
      faults: [],
      log: [],
    });
    const text = event('text', (data) => (data['text'] as { state: string }).state === 'taken');
    const faults = event('faults');
    const accounts = event('accounts');
    // Said again until the readers are there.
    const asking = setInterval(() => {
      void simulator.control.text({ from: amara, to: line, body: 'Hello' });
      simulator.control.fault({ kind: 'slow', next: 1 });
      simulator.control.activate();
    }, 20);
    try {
      await expect(text).resolves.toMatchObject({ phone: amara, text: { body: 'Hello', direction: 'sent' } });
      expect(await faults).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'slow' })]));
      await expect(accounts).resolves.toMatchObject([{ status: 'active' }]);
    } finally {
      clearInterval(asking);
    }
    await simulator.control.idle();
  });
});

describe('the phone page', () => {
  it('comes with all its files, under a policy that allows no script but theirs', async () => {
    const page = await fetch(`${simulator.url}/phone`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(html).not.toMatch(/<script(?![^>]*src=)| style="| on\w+="/);
    const seen = new Set<string>();
    const visit = async (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      const file = await fetch(`${simulator.url}${path}`);
      expect([path, file.status]).toEqual([path, 200]);
      const text = await file.text();
      for (const [, next] of text.matchAll(/(?:from|src=|href=)\s*["'](\/phone\/[\w.]+)["']/g)) await visit(next!);
    };
    await visit('/phone');
    expect([...seen].sort()).toEqual(
      [
        '/phone',
        ...['card.js', 'journal.js', 'kit.js', 'phone.css', 'phone.js', 'samples.js', 'shelf.js'].map(
          (file) => `/phone/${file}`,
        ),
      ].sort(),
    );
  });
});

describe('a phone in a test', () => {
  it('waits for a text, and says what came instead when it does not come', async () => {
    const phone = simulator.control.phone(amara);
    const waiting = phone.received((text) => text.body.startsWith('Second'));
    const sdk = sdkFor(simulator.url, sid, authToken);
    await sdk.messages.create({ from: line, to: amara, body: 'First' });
    await sdk.messages.create({ from: line, to: amara, body: 'Second' });
    await expect(waiting).resolves.toMatchObject({ body: 'Second' });
    await simulator.control.idle();
    await expect(phone.received('Third', { withinMs: 1 })).rejects.toThrow(
      '+14255550148 got no such text within 1 ms, only ["First","Second"].',
    );
  });
});

describe('the simulator beside a service', () => {
  it('is served on the other’s port and owns its own paths only', async () => {
    const { neighbour, control } = simulator;
    const server = createServer((request, response) =>
      neighbour.owns(request.url!) ? neighbour.handle(request, response) : response.end('desk'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(sdkFor(base, sid, authToken).messages.list({ limit: 1 })).resolves.toEqual([]);
    expect(await (await fetch(`${base}/phones`)).text()).toBe('desk');
    expect((await fetch(`${base}/phone`)).headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${base}/simulator`)).url).toBe(`${base}/phone`);
    await control.refuseConnections();
    await expect(fetch(`${base}/phone`)).rejects.toThrow();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('serves Twilio’s paths alone when its control is switched off', async () => {
    const quiet = createSimulator({ control: false });
    expect(['/phone', '/simulator/texts', '/2010-04-01/Accounts/AC1.json'].map(quiet.neighbour.owns)).toEqual([
      false,
      false,
      true,
    ]);
    const url = await quiet.listen();
    for (const path of ['/phone', '/simulator/accounts', '/simulator/events']) {
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    }
    await quiet.stop();
  });

  it('needs to know its address before a phone can send pictures', async () => {
    const homeless = createSimulator({ accounts: [{ numbers: [{ number: line }] }] });
    const media = [{ contentType: 'image/gif', bytes: new Uint8Array(1) }];
    expect(() => homeless.control.text({ from: amara, to: line, body: '', media })).toThrow('set baseUrl');
    await homeless.stop();
  });
});

describe('the simulator under a clock of its own', () => {
  it('moves a text only as time passes', async () => {
    const clock = new HandClock();
    const slow = await aSimulator({ clock, pace: { queuedMs: 1_000, sendingMs: 2_000, sentMs: 4_000 } });
    const sdk = sdkFor(slow.url, sid, authToken);
    const { sid: message } = await sdk.messages.create({ from: line, to: amara, body: 'Hi' });
    const status = async () => (await sdk.messages(message).fetch()).status;
    const seen = [await status()];
    for (const ms of [999, 1, 2_000, 4_000]) {
      clock.pass(ms);
      seen.push(await status());
    }
    expect(seen).toEqual(['queued', 'queued', 'sending', 'sent', 'delivered']);
    expect((await sdk.messages(message).fetch()).dateSent).toEqual(new Date('2026-01-05T09:00:03Z'));
    await slow.stop();
  });
});

describe('what the simulator remembers', () => {
  it('is bounded, and what it counts is not', async () => {
    const keep = { log: 10, messages: 5, phones: 2, textsPerPhone: 3, mediaBytes: 10 };
    const small = await aSimulator({ keep, smsUrl: `${receiver.url}/in` });
    for (let count = 0; count < 20; count += 1) {
      const from = `+1425555010${count % 4}`;
      const media = [{ contentType: 'image/gif', bytes: new Uint8Array(6) }];
      await small.control.text({ from, to: line, body: `Text ${count}`, media });
    }
    expect(small.control.log).toHaveLength(10);
    expect(small.control.messages().map(({ body }) => body)).toEqual([
      'Text 15',
      'Text 16',
      'Text 17',
      'Text 18',
      'Text 19',
    ]);
    expect(['0', '1', '2', '3'].map((end) => small.control.phone(`+1425555010${end}`).thread().length)).toEqual([
      0, 0, 1, 1,
    ]);
    expect(small.control.counts).toMatchObject({ text: 20, 'webhook 200': 20 });
    await small.stop();
  });
});

describe('the simulator as a process', () => {
  const accounts = JSON.stringify([{ sid, authToken, numbers: [{ number: line }] }]);

  it('reads accounts from its environment', async () => {
    const running = await runSimulator({ SIMULATOR_ACCOUNTS: accounts, PORT: '0', SIMULATOR_PACE_MS: '0' });
    await expect(sdkFor(running.control.url, sid, authToken).incomingPhoneNumbers.list()).resolves.toHaveLength(1);
    await running.stop();
  });

  it.each([
    [{ SIMULATOR_ACCOUNTS: '[{' }, 'SIMULATOR_ACCOUNTS'],
    [{ SIMULATOR_ACCOUNTS: '[{"sid":"AC1"}]' }, 'must be AC and 32 hexadecimal digits'],
    [{ PORT: 'many' }, 'PORT'],
  ])('with %j does not start and says why', async (environment, words) => {
    await expect(runSimulator(environment)).rejects.toThrow(words);
  });

  it('does not start in production unless somebody insists', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      expect(() => createSimulator()).toThrow('does not start in production');
      process.env['SIMULATOR_ALLOWED'] = '1';
      await createSimulator().stop();
    } finally {
      process.env['NODE_ENV'] = before;
      delete process.env['SIMULATOR_ALLOWED'];
    }
  });
});

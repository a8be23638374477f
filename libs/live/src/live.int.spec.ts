import { randomUUID } from 'node:crypto';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LiveAudience, LiveFrame } from '#contracts';
import { LiveChannel, type LiveListener, MemoryLiveChannel } from '#event-bus';
import { agentIdOf } from '#identity';
import { createProcess, Metrics } from '#platform';
import { anIssuer, type Issuer, until } from '#testing';
import { LiveModule } from './index.ts';
import { LiveView } from './live-view.ts';

interface Heard {
  readonly event: string;
  readonly id?: string;
  readonly data: { now?: string; id?: string; version?: number };
}

let issuer: Issuer;
let app: NestFastifyApplication;
let base: string;
beforeAll(async () => {
  issuer = await anIssuer();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  const environment = {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    OIDC_ISSUER: issuer.issuer,
    LOG_LEVEL: 'silent',
  };
  app = await createProcess([LiveModule], { environment });
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});
afterEach(() => app.close());

/** A desk, as far as the stream is concerned. */
async function aDesk(
  subject: string,
  roles: string[],
  { after, exp }: { after?: string | undefined; exp?: number } = {},
) {
  const token = await issuer.token({ sub: subject, roles, ...(exp && { exp }) });
  const gone = new AbortController();
  const answer = await fetch(`${base}/api/live`, {
    headers: { authorization: `Bearer ${token}`, ...(after && { 'last-event-id': after }) },
    signal: gone.signal,
  });
  const desk = {
    answer,
    heard: [] as Heard[],
    ended: false,
    lastId: () => desk.heard.findLast(({ id }) => id)?.id,
    leave: () => gone.abort(),
  };
  void (async () => {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => line.split(/: (.*)/s).slice(0, 2)),
        );
        if (fields['event']) desk.heard.push({ ...fields, data: JSON.parse(fields['data']) });
        text = text.slice(end + 2);
      }
    }
  })().then(
    () => (desk.ended = true),
    () => (desk.ended = true),
  );
  await until('the stream begins', () => desk.heard.length > 0);
  return desk;
}
const agent = (subject: string) => agentIdOf(issuer.issuer, subject);
const show = (audience: LiveAudience, ...versions: number[]) => {
  const frames = versions.map(
    (version) => ({ kind: 'queue', id: randomUUID(), version, view: {} }) as unknown as LiveFrame,
  );
  app.get(LiveChannel).send(frames.map((frame) => ({ audience, frame })));
};
const forLena = () => ({ agents: [agent('lena')], supervisors: false });
const versions = (desk: { heard: readonly Heard[] }) =>
  desk.heard.filter(({ event }) => event === 'frame').map(({ data }) => data.version);

describe('an open desk', () => {
  it('is told first to read everything, then what changes, with an id to go on from', async () => {
    const lena = await aDesk('lena', ['agent']);
    show(forLena(), 1, 2);
    await until('both frames arrive', () => versions(lena).length === 2);
    expect(lena.heard.map(({ event }) => event)).toEqual(['reset', 'frame', 'frame']);
    expect(lena.heard[0]!.data.now).toMatch(/^\d{4}-.*Z$/);
    expect(lena.heard[2]!.id).toMatch(/^[0-9a-f]{8}-2$/);
  });

  it('says what proxies and browsers need to hear', async () => {
    const { answer } = await aDesk('lena', ['agent']);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.headers.get('cache-control')).toContain('no-transform');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    expect(answer.headers.get('x-correlation-id')).toBeTruthy();
  });

  it('hears what concerns its agent, and a supervisor what is for supervisors', async () => {
    const [lena, diego, sofia, dana] = await Promise.all([
      aDesk('lena', ['agent']),
      aDesk('diego', ['agent']),
      aDesk('sofia', ['supervisor']),
      aDesk('dana', ['administrator']),
    ]);
    show(forLena(), 1);
    show({ agents: [agent('diego')], supervisors: true }, 2);
    show({ agents: [], supervisors: true }, 3);
    show({ agents: [agent('lena'), agent('diego'), agent('sofia'), agent('dana')], supervisors: false }, 4);
    const desks = [lena, diego, sofia, dana];
    await until('the last frame arrives', () => desks.every((desk) => versions(desk).includes(4)));
    expect(desks.map(versions)).toEqual([
      [1, 4],
      [2, 4],
      [2, 3, 4],
      [2, 3, 4],
    ]);
  });

  it('that comes back hears what it missed, and only that', async () => {
    const first = await aDesk('lena', ['agent']);
    show(forLena(), 1);
    await until('the frame arrives', () => versions(first).length === 1);
    first.leave();
    show(forLena(), 2);
    show({ agents: [], supervisors: true }, 3);
    show(forLena(), 4);
    const again = await aDesk('lena', ['agent'], { after: first.lastId() });
    expect(again.heard.map(({ event }) => event)).toEqual(['frame', 'frame', 'time']);
    expect(versions(again)).toEqual([2, 4]);
  });

  it('that heard nothing for long can still go on from the clock', async () => {
    const quiet = await aDesk('diego', ['agent']);
    show(forLena(), ...Array.from({ length: 2_500 }, (_, index) => index));
    quiet.leave();
    const back = await aDesk('diego', ['agent'], { after: quiet.lastId() });
    expect(back.heard[0]!.event).toBe('reset');
    back.leave();
    const soon = await aDesk('diego', ['agent'], { after: back.lastId() });
    expect(soon.heard[0]!.event).toBe('time');
  });

  it.each(['00000000-1', 'nonsense', `${'9'.repeat(400)}`])(
    'that comes back with an id we do not know (%s) reads everything anew',
    async (after) => {
      expect((await aDesk('lena', ['agent'], { after })).heard[0]!.event).toBe('reset');
    },
  );

  it('ends when the token does', async () => {
    const lena = await aDesk('lena', ['agent'], { exp: Math.floor(Date.now() / 1000) + 1 });
    await until('the stream ends', () => lena.ended);
  });

  it('ends when the process does, which does not wait for it', async () => {
    const lena = await aDesk('lena', ['agent']);
    await app.close();
    await until('the stream ends', () => lena.ended);
  });

  it('is refused without a token', async () => {
    expect((await fetch(`${base}/api/live`)).status).toBe(401);
  });

  it('is only described to somebody who asks for its head', async () => {
    const headers = { authorization: `Bearer ${await issuer.token()}` };
    const answer = await fetch(`${base}/api/live`, { method: 'HEAD', headers });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
  });
});

describe('a desk that does not read', () => {
  it('is cut before it fills our memory, and others hear on', async () => {
    const authorization = `Bearer ${await issuer.token({ sub: 'lena' })}`;
    const slow = get(`${base}/api/live`, { headers: { authorization } });
    slow.on('error', () => {});
    const answer = await new Promise<IncomingMessage>((resolve) => slow.once('response', resolve));
    answer.on('error', () => {});
    answer.pause();
    const diego = await aDesk('diego', ['agent']);
    const open = () => app.get(Metrics).registry.getSingleMetricAsString('parley_live_connections');
    expect(await open()).toContain('parley_live_connections 2');
    const big = { kind: 'queue', id: randomUUID(), version: 1, view: 'x'.repeat(100_000) } as unknown as LiveFrame;
    await until('it is cut', async () => {
      app.get(LiveChannel).send([{ audience: forLena(), frame: big }]);
      return (await open()).includes('parley_live_connections 1');
    });
    answer.destroy();
    show({ agents: [agent('diego')], supervisors: false }, 9);
    await until('the other one hears on', () => versions(diego).includes(9));
  });
});

describe('when frames may have been missed', () => {
  /** A channel whose connection can break. */
  class Breaking extends MemoryLiveChannel {
    private readonly gaps: (() => void)[] = [];
    override listen(listener: LiveListener, onGap?: () => void): Promise<void> {
      if (onGap) this.gaps.push(onGap);
      return super.listen(listener);
    }
    breakDown(): void {
      for (const gap of this.gaps) gap();
    }
  }

  it('every desk is told once to read everything, however many processes dropped something, also one that comes back later', async () => {
    const breaking = new Breaking();
    const view = new LiveView(breaking, new Metrics());
    await view.onModuleInit();
    const person = { issuer: '', subject: 'lena', name: 'Lena Marsh', roles: [], agentId: agent('lena') };
    const server = createServer(({ headers }, response) => {
      view.open(person, new Date('2100-01-01'), response, {}, headers['last-event-id'] as string | undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const lena = await aDesk('lena', ['agent']);
    for (let processes = 0; processes < 5; processes += 1) breaking.breakDown();
    await until('the second reset arrives', () => lena.heard.length >= 2);
    breaking.send([{ audience: { agents: [agent('lena')], supervisors: false }, frame: { kind: 'agent' } as never }]);
    await until('what was said after it arrives', () => lena.heard.at(-1)!.event === 'frame');
    expect(lena.heard.map(({ event }) => event)).toEqual(['reset', 'reset', 'frame']);
    const before = await aDesk('lena', ['agent'], { after: lena.heard[0]!.id });
    expect(before.heard[0]!.event).toBe('reset');
    view.onModuleDestroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

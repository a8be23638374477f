import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Account } from '../accounts.ts';
import type { Control } from '../control.ts';
import type { Incoming } from '../incoming.ts';
import { accountSettings, numberSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { faultRequest, logQuery, nothing, statusRequest, textRequest } from './requests.ts';

/** What people and scripts may know of an account: everything but its tokens. */
const accountView = ({ sid, name, status, numbers }: Account) => ({
  sid,
  name,
  status,
  numbers: [...numbers.values()].map((ours) => ({
    number: ours.number,
    type: ours.type,
    name: ours.name,
    smsUrl: ours.smsUrl,
    smsFallbackUrl: ours.smsFallbackUrl,
  })),
});

class NotFound extends Error {}

/** The routes below `/simulator`: what the phone page and scripts steer the simulator with. JSON in, JSON out. */
export function controlRoutes(app: FastifyInstance, world: World, incoming: Incoming, control: Control): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    if (error instanceof NotFound) return reply.code(404).send({ error: error.message });
    const status = (error as { statusCode?: number }).statusCode ?? 409;
    return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
  });

  // A page of another origin can post forms and plain text without being asked, but not JSON.
  app.addHook('onRequest', async (request, reply) => {
    const isJson = request.headers['content-type']?.startsWith('application/json');
    if (request.method === 'POST' && !isJson) return reply.code(415).send({ error: 'Send application/json.' });
  });

  const accountOf = (sid: string) => {
    const account = world.accounts.find(sid);
    if (!account) throw new NotFound(`There is no account ${sid}.`);
    return account;
  };
  const accounts = () => world.accounts.all().map(accountView);

  app.get('/simulator', (_request, reply) => reply.redirect('/phone'));
  app.get('/simulator/accounts', () => ({ items: accounts() }));

  app.post('/simulator/accounts', (request, reply) => {
    const settings = accountSettings.parse(request.body);
    const account = control.addAccount(settings);
    // The only answer with a token, and only when nobody else could know it.
    const token = settings.authToken === undefined ? { authToken: account.primaryToken } : {};
    return reply.code(201).send({ ...accountView(account), ...token });
  });

  app.post<{ Params: { sid: string } }>('/simulator/accounts/:sid/numbers', (request, reply) => {
    const account = accountOf(request.params.sid);
    control.addNumber(numberSettings.parse(request.body), account.sid);
    return reply.code(201).send(accountView(account));
  });

  app.delete<{ Params: { sid: string; number: string } }>(
    '/simulator/accounts/:sid/numbers/:number',
    (request, reply) => {
      const { numbers } = accountOf(request.params.sid);
      if (!numbers.has(request.params.number))
        throw new NotFound(`The account has no number ${request.params.number}.`);
      control.removeNumber(request.params.number);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: { sid: string } }>('/simulator/accounts/:sid/rotate-token', (request) => {
    nothing.parse(request.body ?? {});
    return { authToken: control.rotateToken(accountOf(request.params.sid).sid) };
  });

  app.post<{ Params: { sid: string } }>('/simulator/accounts/:sid/status', (request) => {
    const account = accountOf(request.params.sid);
    const { status } = statusRequest.parse(request.body);
    if (status === 'active') control.activate(account.sid);
    else control.suspend(account.sid);
    return accountView(account);
  });

  app.post('/simulator/texts', { bodyLimit: 16 * 1024 * 1024 }, async (request, reply) => {
    const { media, wait, ...text } = textRequest.parse(request.body);
    if (!world.accounts.ownerOf(text.to)) throw new NotFound(`Nobody has the number ${text.to}.`);
    const files = media.map(({ contentType, content }) => ({ contentType, bytes: Buffer.from(content, 'base64') }));
    const { sid, taken } = incoming.send({ ...text, media: files });
    return reply.code(201).send(wait ? await taken : { sid });
  });

  app.get<{ Params: { number: string } }>('/simulator/phones/:number', (request) => ({
    items: control.phone(request.params.number).thread(),
  }));

  app.get<{ Params: { sid: string } }>('/simulator/media/:sid', (request, reply) => {
    const media = world.messages.findMedia(request.params.sid);
    if (!media) throw new NotFound('This picture is forgotten.');
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .type(media.contentType)
      .send(Buffer.from(media.bytes));
  });

  app.get('/simulator/faults', () => ({ items: control.faults }));
  app.post('/simulator/faults', (request, reply) =>
    reply.code(201).send(world.faults.add(faultRequest.parse(request.body))),
  );
  app.delete('/simulator/faults', (_request, reply) => {
    control.liftFaults();
    return reply.code(204).send();
  });
  app.delete<{ Params: { id: string } }>('/simulator/faults/:id', (request, reply) => {
    if (!world.faults.remove(request.params.id)) throw new NotFound('There is no such fault, or it has struck.');
    return reply.code(204).send();
  });

  app.get('/simulator/log', (request) => {
    const { after, limit } = logQuery.parse(request.query);
    return { items: world.log.entries(after).slice(-limit) };
  });
  app.get('/simulator/counts', () => control.counts);

  app.post('/simulator/forget', (request, reply) => {
    nothing.parse(request.body ?? {});
    control.forget();
    return reply.code(204).send();
  });

  liveRoute(app, world, accounts);
}

/** How much may wait for a slow reader before it is told to read anew instead. */
const waitingBytes = 512 * 1024;

/**
 * `GET /simulator/events`: server-sent events. `state` (accounts, faults, the last of the log) at the start and whenever
 * the reader fell behind, then `log`, `text`, `faults` and `accounts` as they happen.
 */
function liveRoute(app: FastifyInstance, world: World, accounts: () => object[]): void {
  const readers = new Set<FastifyReply['raw']>();
  app.addHook('preClose', async () => {
    for (const reader of readers) reader.end();
  });

  app.get('/simulator/events', (request, reply) => {
    reply.hijack();
    const out = reply.raw;
    readers.add(out);
    out.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const write = (event: string, data: unknown) => out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const state = () =>
      write('state', { accounts: accounts(), faults: world.faults.all(), log: world.log.entries().slice(-100) });
    let isBehind = false;
    const say = (event: string, data: unknown) => {
      if (isBehind) return;
      write(event, data);
      isBehind = out.writableLength > waitingBytes;
    };
    out.on('drain', () => {
      if (!isBehind) return;
      isBehind = false;
      state();
    });
    out.write('retry: 1000\n\n');
    state();
    const stops = [
      world.log.listen((entry) => {
        say('log', entry);
        const isConfigured = entry.kind === 'request' && /\/(IncomingPhoneNumbers|ShortCodes)\//.test(entry.url ?? '');
        if (entry.kind === 'account' || isConfigured) say('accounts', accounts());
      }),
      world.phones.listen((notice) => say('text', notice)),
      world.faults.listen(() => say('faults', world.faults.all())),
    ];
    const beat = setInterval(() => out.write(': still here\n\n'), 15_000);
    request.raw.on('close', () => {
      clearInterval(beat);
      readers.delete(out);
      for (const stop of stops) stop();
    });
  });
}

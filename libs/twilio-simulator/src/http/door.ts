import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts.ts';
import { find } from '../domain/faults.ts';
import { refusal, TwilioRefusal } from '../domain/refusals.ts';
import { spoken } from '../spoken.ts';
import type { World } from '../world.ts';

/** One request at the REST interface. */
export type Visit = {
  readonly account: Account;
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
  readonly params: Record<string, string>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What the log says about this request. */
  about: { number?: string; customer?: string; sid?: string };
};

/** Whom a request concerns, for the faults that are aimed. */
type Aims = (form: URLSearchParams, params: Record<string, string>) => { number?: string; customer?: string };

export type Route = Readonly<{
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the account: `/Messages.json`. */
  path: string;
  /** True where the path stands by itself, on a host of its own at Twilio (`messaging.twilio.com/v1/…`): the credentials say whose it is. */
  isApart?: boolean;
  /** What it does, for the log: `Send a text`. */
  does: string;
  /** Which faults concern it; usual: those of every request that creates nothing. */
  door?: 'monitor';
  /** True for the one request that creates a message. */
  creates?: boolean;
  aims?: Aims;
  /** Whether a suspended account may do it, and a standard API key. */
  isOpenTo?: Readonly<{ suspended: boolean; standardKeys: boolean }>;
  answer(visit: Visit): unknown;
}>;

const usual = { suspended: false, standardKeys: true };

/** Registers the routes below `/2010-04-01/Accounts/{Sid}`, and those apart from it, each behind the same door: credentials, limits, faults, log. */
export function openDoor(app: FastifyInstance, world: World, routes: readonly Route[]): void {
  const inside = new Map<string, number>();

  for (const route of routes) {
    const url = route.isApart ? route.path : `/2010-04-01/Accounts/:accountSid${route.path}`;
    app.route({ method: route.method, url, handler: (request, reply) => visit(route, request, reply) });
  }

  async function visit(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const started = performance.now();
    const params = request.params as Record<string, string>;
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const about: Visit['about'] = route.aims?.(form, params) ?? {};
    let status = 200;
    let code: number | undefined;
    let account: Account | undefined;
    const sid = params['accountSid'] ?? ownerOf(request.headers.authorization);
    const leave = enter(sid);
    reply.header('Twilio-Concurrent-Requests', String(inside.get(sid)));
    reply.header('Twilio-Request-Id', world.chance.sid('RQ'));
    const visiting: Omit<Visit, 'account'> = {
      form,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      params,
      request,
      reply,
      about,
    };
    try {
      account = admit(route, sid, request.headers.authorization);
      const answer = await behindFaults(route, { ...visiting, account });
      status = reply.statusCode;
      return answer;
    } catch (error) {
      const refused = error instanceof TwilioRefusal ? error : refusal(20500);
      ({ status, code } = refused);
      return reply.code(status).send(errorBody(refused));
    } finally {
      leave();
      const isReset = request.raw.socket.destroyed && reply.raw.writableEnded === false;
      world.log.write({
        ...about,
        kind: 'request',
        went: isReset || status >= 400 ? 'wrong' : 'well',
        sentence: `${route.does}${about.customer ? ` to ${spoken(about.customer)}` : ''}: ${isReset ? 'the connection is reset' : `answered ${status}`}${code ? `, ${code}` : ''}.`,
        ...(account && { account: account.sid }),
        method: request.method,
        url: request.url,
        ...(!isReset && { status }),
        ...(code !== undefined && { code }),
        ms: Math.round(performance.now() - started),
        ...(form.size > 0 && { parameters: [...form] }),
      });
    }
  }

  function enter(sid: string): () => void {
    inside.set(sid, (inside.get(sid) ?? 0) + 1);
    return () => {
      const left = inside.get(sid)! - 1;
      if (left > 0) inside.set(sid, left);
      else inside.delete(sid);
    };
  }

  /** The account these credentials open; what is wrong with them is never said. */
  function admit(route: Route, sid: string, authorization: string | undefined): Account {
    const account = world.accounts.find(sid);
    const { user, password } = credentialsIn(authorization);
    if (!account || account.status === 'closed') throw refusal(20003);
    const key = account.apiKeys.find((one) => one.sid === user && one.secret === password);
    const isOwner =
      user === sid && password !== '' && [account.primaryToken, account.secondaryToken].includes(password);
    const { suspended, standardKeys } = route.isOpenTo ?? usual;
    if (!isOwner && !(key && (key.kind === 'main' || standardKeys))) throw refusal(20003);
    if (account.status === 'suspended' && !suspended) throw refusal(20005);
    if (inside.get(sid)! > world.concurrency) throw refusal(20429);
    return account;
  }

  /** The account that the user of these credentials belongs to, whether or not the password is right. */
  function ownerOf(authorization: string | undefined): string {
    const { user } = credentialsIn(authorization);
    return world.accounts.all().find(({ apiKeys }) => apiKeys.some(({ sid }) => sid === user))?.sid ?? user;
  }

  async function behindFaults(route: Route, visiting: Visit): Promise<unknown> {
    const { account, about, request, reply } = visiting;
    const struck = world.faults.strike('request', {
      account: account.sid,
      ...about,
      door: route.door ?? (route.creates ? 'create' : 'other'),
    });
    const reset = find(struck, 'reset');
    if (reset && !reset.accepts) return hangUp(request, reply);
    const refuse = find(struck, 'refuse');
    if (refuse) throw refusal(refuse.code);
    const answer = await route.answer(visiting);
    if (reset) return hangUp(request, reply);
    if (find(struck, 'server-error')) throw refusal(20500);
    const hang = find(struck, 'hang');
    if (hang) await Promise.race([world.tasks.wait(hang.ms ?? 20_000), gone(request)]);
    return answer;
  }
}

function credentialsIn(authorization: string | undefined): { user: string; password: string } {
  const [user = '', ...rest] = Buffer.from(/^Basic (.+)$/i.exec(authorization ?? '')?.[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return { user, password: rest.join(':') };
}

/** Twilio's error body. */
export const errorBody = ({ code, status, message }: TwilioRefusal) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
  return reply;
}

const gone = (request: FastifyRequest) =>
  new Promise<void>((resolve) => request.raw.socket.once('close', () => resolve()));

import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Account } from '../accounts.ts';
import { find } from '../domain/faults.ts';
import { refusal } from '../domain/refusals.ts';
import type { World } from '../world.ts';
import type { Route } from './door.ts';
import { page } from './paging.ts';
import { accountPath, mediaResource } from './resources.ts';

const lifetimeSeconds = 4 * 60 * 60;

/** Where pictures really lie: a signed address that lives four hours and takes no credentials (twilio.md 4.8). */
export class MediaStore {
  private readonly key = randomBytes(32);
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Relative, so that whoever reached the interface reaches it too, by whatever name. */
  addressOf(sid: string): string {
    const expires = Math.floor(this.world.clock.now().getTime() / 1_000) + lifetimeSeconds;
    return `/2010-04-01/cdn/${sid}?Expires=${expires}&Signature=${this.signature(sid, String(expires))}`;
  }

  open(app: FastifyInstance): void {
    app.get<{ Params: { sid: string }; Querystring: { Expires?: string; Signature?: string } }>(
      '/2010-04-01/cdn/:sid',
      (request, reply) => {
        const { Expires: expires = '', Signature: signature = '' } = request.query;
        const { sid } = request.params;
        const media = this.world.messages.findMedia(sid);
        const isLate = Number(expires) * 1_000 < this.world.clock.now().getTime();
        const refuse = (status: number, code: string) => {
          const sentence = `A picture is asked for at its signed address: ${status}, ${code}.`;
          this.world.log.write({ kind: 'request', went: 'wrong', sentence, method: 'GET', url: request.url, status });
          return reply.code(status).type('application/xml').send(`<Error><Code>${code}</Code></Error>`);
        };
        if (request.headers.authorization !== undefined) return refuse(400, 'InvalidArgument');
        if (signature !== this.signature(sid, expires)) return refuse(403, 'SignatureDoesNotMatch');
        if (isLate) return refuse(403, 'AccessDenied');
        if (!media) return refuse(404, 'NoSuchKey');
        const sentence = 'A picture is fetched from its signed address: 200.';
        this.world.log.write({ kind: 'request', went: 'well', sentence, method: 'GET', url: request.url, status: 200 });
        return reply.type(media.contentType).send(Buffer.from(media.bytes));
      },
    );
  }

  private signature(sid: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${sid} ${expires}`).digest('hex');
  }
}

/** Pictures of a text. They need credentials; the answer sends on to the store. */
export function mediaRoutes(world: World, store: MediaStore): Route[] {
  const messageOf = (account: Account, params: Record<string, string>) => {
    const message = world.messages.find(account.sid, params['messageSid']!);
    if (!message) throw refusal(20404, 'The requested resource was not found');
    return message;
  };
  const mediaOf = (account: Account, params: Record<string, string>) => {
    const sid = params['file']!.replace(/\.json$/, '');
    const message = messageOf(account, params);
    const media = message.media.includes(sid) ? world.messages.findMedia(sid) : undefined;
    if (!media || media.readyAt > world.clock.now()) throw refusal(20404, 'The requested resource was not found');
    return media;
  };

  return [
    {
      method: 'GET',
      path: '/Messages/:messageSid/Media.json',
      does: 'Parley reads the pictures of a text',
      answer({ account, params, query, about }) {
        const message = messageOf(account, params);
        about.sid = message.sid;
        const path = `${accountPath(account.sid)}/Messages/${message.sid}/Media.json`;
        return page('media_list', path, query, world.messages.mediaOf(message), mediaResource);
      },
    },
    {
      method: 'GET',
      path: '/Messages/:messageSid/Media/:file',
      does: 'Parley asks for a picture',
      answer({ account, params, reply, about }) {
        about.sid = params['messageSid']!;
        const media = mediaOf(account, params);
        if (params['file']!.endsWith('.json')) return mediaResource(media);
        const elsewhere = find(world.faults.strike('picture', { account: account.sid }), 'media-elsewhere');
        return reply
          .code(307)
          .header('location', elsewhere?.url ?? store.addressOf(media.sid))
          .send();
      },
    },
    {
      method: 'DELETE',
      path: '/Messages/:messageSid/Media/:file',
      does: 'Parley deletes a picture',
      answer({ account, params, reply }) {
        const message = messageOf(account, params);
        const media = mediaOf(account, params);
        world.messages.removeMedia(media.sid);
        world.messages.put({ ...message, media: message.media.filter((sid) => sid !== media.sid) });
        return reply.code(204).send();
      },
    },
  ];
}

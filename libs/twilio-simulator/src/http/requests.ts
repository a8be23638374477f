import { z } from 'zod';
import type { FaultRequest } from '../domain/faults.ts';
import { phoneNumber, sender, webAddress } from '../settings.ts';

const aim = {
  account: z.string().optional(),
  number: phoneNumber.optional(),
  customer: sender.optional(),
  next: z.int().min(1).optional(),
  chance: z.number().min(0).max(1).optional(),
};
const door = z.enum(['create', 'other', 'any', 'monitor']).optional();
const code = z.int().min(10_000).max(99_999);
const ms = z.int().min(0).max(600_000).optional();
const kind = <const Kind extends string>(name: Kind) => z.literal(name);
const plain = ['callback-first', 'callback-twice', 'callback-missing', 'callback-out-of-order'] as const;
const plainOfTexts = ['webhook-missing', 'extra-parameters', 'bad-signature'] as const;

/** A fault as `POST /simulator/faults` takes it. */
export const faultRequest: z.ZodType<FaultRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ ...aim, kind: kind('refuse'), code, door }),
  z.strictObject({ ...aim, kind: kind('reset'), accepts: z.boolean().optional(), door }),
  z.strictObject({ ...aim, kind: kind('server-error'), door }),
  z.strictObject({ ...aim, kind: kind('hang'), ms, door }),
  z.strictObject({
    ...aim,
    kind: kind('outcome'),
    status: z.enum(['delivered', 'sent', 'undelivered', 'failed']),
    code: code.optional(),
  }),
  z.strictObject({ ...aim, kind: kind('slow'), ms }),
  z.strictObject({ ...aim, kind: kind('webhook-at-once'), times: z.int().min(2).max(20).optional() }),
  z.strictObject({ ...aim, kind: kind('webhook-again'), ms }),
  z.strictObject({ ...aim, kind: kind('media-late'), ms }),
  z.strictObject({ ...aim, kind: kind('part-missing') }),
  z.strictObject({ ...aim, kind: kind('body-encoded') }),
  z.strictObject({ ...aim, kind: kind('media-elsewhere'), url: webAddress }),
  z.strictObject({ ...aim, kind: kind('list-late'), ms }),
  z.strictObject({ ...aim, kind: kind('list-by-day') }),
  z.strictObject({ ...aim, kind: z.enum(plain) }),
  z.strictObject({ ...aim, kind: z.enum(plainOfTexts) }),
]);

const file = z.strictObject({
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a content type like image/png'),
  /** Base64. */
  content: z.base64().max(7 * 1024 * 1024),
});

/** A customer's text as `POST /simulator/texts` takes it. */
export const textRequest = z.strictObject({
  from: sender,
  to: phoneNumber,
  body: z
    .string()
    .max(32 * 1024)
    .default(''),
  media: z.array(file).max(10).default([]),
  /** True: the answer waits for the webhook and says what became of it. */
  wait: z.boolean().default(false),
});

export const statusRequest = z.strictObject({ status: z.enum(['active', 'suspended']) });
export const nothing = z.strictObject({});
export const logQuery = z.object({
  /** Only entries after the one with this id. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(200),
});

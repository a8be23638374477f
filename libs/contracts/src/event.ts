import { z } from 'zod';

/** What travels on the broker and lies in the outbox: one fact and where it came from. */
export const envelope = z.object({
  id: z.uuid(),
  type: z.string(),
  occurredAt: z.iso.datetime(),
  /** The same from the customer's text to everything that followed from it. */
  correlationId: z.uuid(),
  /** The event that this one followed from; null when a request or a timer began it. */
  causationId: z.uuid().nullable(),
  data: z.unknown(),
});
export type Envelope<Data = unknown> = z.infer<typeof envelope> & { data: Data };

export interface EventContract<Data> {
  readonly type: string;
  readonly data: z.ZodType<Data>;
  /** Whether somebody must hear it: then it may only leave when a subscription is there. */
  readonly heard: boolean;
  parse(candidate: unknown): Envelope<Data>;
}
export type DataOf<Contract> = Contract extends EventContract<infer Data> ? Data : never;
export type EventOf<Contract> = Envelope<DataOf<Contract>>;

const defined = new Map<string, EventContract<unknown>>();

/** Every event of the product, by type. */
export const everyEvent = (): ReadonlyMap<string, EventContract<unknown>> => defined;

/**
 * A fact: type, run-time check and routing key (`service.noun-verb.version`) in one expression.
 * `heard: false` is for a fact that nobody has to hear yet; any other fails to leave while it has no subscription.
 */
export function defineEvent<Schema extends z.ZodType>(
  type: `${string}.${string}.v${number}`,
  data: Schema,
  { heard = true }: { readonly heard?: boolean } = {},
): EventContract<z.output<Schema>> {
  if (defined.has(type)) throw new Error(`${type} is defined twice.`);
  const schema = envelope.extend({ type: z.literal(type), data });
  const contract = {
    type,
    data: data as unknown as z.ZodType<z.output<Schema>>,
    heard,
    parse: (candidate: unknown) => schema.parse(candidate) as Envelope<z.output<Schema>>,
  };
  defined.set(type, contract);
  return contract;
}

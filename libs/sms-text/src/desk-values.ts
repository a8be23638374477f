import type { Address, ConversationId, KnownRecord, QueueId, RecordEntity, WorkstreamId } from '#contracts';
import type { DeskValues } from './fill-desk.ts';

type Known = Pick<KnownRecord, 'id' | 'name' | 'attributes'>;

/** All that templates of the desk may ask of one conversation. */
export interface KnownToDesk {
  readonly conversation: {
    readonly id: ConversationId;
    readonly customer: Address;
    readonly status: string;
    readonly openedAt: Date;
    readonly workstreamId: WorkstreamId | null;
  };
  readonly channel: { readonly name: string; readonly number: string; readonly language: string };
  /** Null while nobody could route it. */
  readonly context: {
    readonly contact: Known | null;
    readonly account: Known | null;
    readonly caseRecord: Known | null;
    readonly language: string;
    readonly variables: Readonly<Record<string, string | number>>;
  } | null;
  readonly queueId: QueueId | null;
}

/** A field of a record as text; nothing where it has none. `id` and `name` are every record's. */
function fieldOf(record: Known | null, field: string): string {
  if (!record) return '';
  if (field === 'id') return record.id;
  const own = Object.hasOwn(record.attributes, field) ? record.attributes[field] : undefined;
  return own === undefined && field === 'name' ? record.name : String(own ?? '');
}

/** The conversation as a record: what is kept of it under names of its own, and its context variables (product.md 27). */
const asRecord = ({ conversation, channel, context, queueId }: KnownToDesk): Known => ({
  id: conversation.id,
  name: channel.name,
  attributes: {
    ...context?.variables,
    ...{ customer: conversation.customer, channelName: channel.name, number: channel.number, queueId },
    ...{ workstreamId: conversation.workstreamId, status: conversation.status },
    ...{ language: context?.language ?? channel.language, openedAt: conversation.openedAt.toISOString() },
  },
});

/** The record of this sort that is linked to the conversation. */
const linked = ({ context }: KnownToDesk, entity: string): Known | null =>
  ({ customer: context?.contact, contact: context?.contact, account: context?.account, case: context?.caseRecord })[
    entity
  ] ?? null;

/**
 * What the placeholders of notification, session and tab templates stand for (product.md 15.3, 27). `anchor` says of what `{anchor.<field>}`
 * asks: what the anchor tab shows. A query (`{$odata.<entity>.<field>.?<options>}`) looks at what is linked to the conversation; its options may
 * narrow that by `$filter=<field> eq <value> and …`, and any other filter is fulfilled by nothing.
 */
export function deskValues(known: KnownToDesk, anchor: RecordEntity | 'conversation'): DeskValues {
  const { context, queueId, channel } = known;
  const customer = context?.contact ?? context?.account ?? null;
  const caseRecord = context?.caseRecord ?? null;
  const named: Readonly<Record<string, string>> = {
    customerName: customer?.name ?? '',
    caseId: caseRecord?.id ?? '',
    caseTitle: fieldOf(caseRecord, 'title') || fieldOf(caseRecord, 'name'),
    queueId: queueId ?? '',
    visitorLanguage: context?.language ?? channel.language,
    // no carrier tells it of a text
    visitorDevice: '',
    entityRoutingLogicalName: 'conversation',
    customerEntityName: context?.contact ? 'customer' : context?.account ? 'account' : '',
    customerRecordId: customer?.id ?? '',
  };
  const record = anchor === 'conversation' ? asRecord(known) : linked(known, anchor);
  const values: DeskValues = (name) => {
    if (Object.hasOwn(named, name)) return named[name]!;
    if (name.startsWith('anchor.')) return fieldOf(record, name.slice('anchor.'.length));
    const [, entity = '', field = '', options = ''] = query.exec(name) ?? [];
    const found = linked(known, entity);
    return found && fulfils(found, options, values) ? fieldOf(found, field) : '';
  };
  return values;
}

const query = /^\$odata\.(\w+)\.(\w+)(?:\.\?(.*))?$/s;
const comparison = /^(\w+) eq (?:'(.*)'|(.*))$/s;

/** Whether a record is one of those that the options of a query ask for. */
function fulfils(record: Known, options: string, values: DeskValues): boolean {
  const filter = options.split('&').find((option) => option.startsWith('$filter='));
  if (filter === undefined) return true;
  // an address holds no spaces
  const conditions = filter
    .slice('$filter='.length)
    .replace(/(?:\s|%20|\+)+/g, ' ')
    .trim()
    .split(/ and /i);
  return conditions.every((condition) => {
    const [, field = '', quoted, bare] = comparison.exec(condition.trim()) ?? [];
    const wanted = (quoted ?? bare ?? '').replace(/\{([^{}]*)\}/g, (_, name: string) => values(name));
    return field !== '' && wanted !== '' && fieldOf(record, field) === wanted;
  });
}

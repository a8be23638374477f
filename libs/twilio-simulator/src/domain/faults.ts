/** Whom a fault hits: every field that is given must match. Without any, everybody. */
export type Aim = Readonly<{
  /** SID of the account. */
  account?: string;
  /** Our number, as it is configured at Twilio. */
  number?: string;
  /** The other party's number. */
  customer?: string;
}>;

/** How often a fault strikes: `next` times and then never again, and only with this chance (0 to 1). */
export type Measure = Readonly<{ next?: number; chance?: number }>;

/** Which requests a fault of the REST interface concerns: creating a message (usual), reading and configuring, the first two, or reading the error log. */
export type Door = 'create' | 'other' | 'monitor' | 'any';

export type Trouble =
  /** Answers with a Twilio error and does nothing. 20429 answers 429, 20500 500, 21610 400 ... */
  | Readonly<{ kind: 'refuse'; code: number; door?: Door }>
  /** The connection is reset, before anything was done (usual) or after the message was accepted. */
  | Readonly<{ kind: 'reset'; accepts?: boolean; door?: Door }>
  /** Does what was asked, then answers 500. */
  | Readonly<{ kind: 'server-error'; door?: Door }>
  /** Does what was asked, then is silent for `ms` (20,000) before the usual answer. */
  | Readonly<{ kind: 'hang'; ms?: number; door?: Door }>
  /** How texts end: with which state, and with which code. */
  | Readonly<{ kind: 'outcome'; status: 'delivered' | 'sent' | 'undelivered' | 'failed'; code?: number }>
  /** The last state comes `ms` (15,000) later. */
  | Readonly<{ kind: 'slow'; ms?: number }>
  /** All status callbacks are out before the REST answer. */
  | Readonly<{ kind: 'callback-first' }>
  | Readonly<{ kind: 'callback-twice' }>
  | Readonly<{ kind: 'callback-missing' }>
  /** The callbacks wait for the end and come last first. */
  | Readonly<{ kind: 'callback-out-of-order' }>
  /** The same webhook on `times` (3) connections at once. */
  | Readonly<{ kind: 'webhook-at-once'; times?: number }>
  /** The same webhook once more, `ms` (1,000) after the first was answered. */
  | Readonly<{ kind: 'webhook-again'; ms?: number }>
  /** No webhook at all: the text is only in the message list. */
  | Readonly<{ kind: 'webhook-missing' }>
  /** Webhooks and callbacks carry unknown, blank and repeated parameters. */
  | Readonly<{ kind: 'extra-parameters' }>
  /** Webhooks and callbacks carry a signature made with another token. */
  | Readonly<{ kind: 'bad-signature' }>
  /** Pictures of a text answer 404 for the first `ms` (1,000). */
  | Readonly<{ kind: 'media-late'; ms?: number }>
  /** A part of a long text never came: it is shorter than it was written, and the list and the error log say 30009 of it. */
  | Readonly<{ kind: 'part-missing' }>
  /** Webhook and list have the words of a text as base64. */
  | Readonly<{ kind: 'body-encoded' }>
  /** Pictures are sent on to `url` instead of to where they lie. */
  | Readonly<{ kind: 'media-elsewhere'; url: string }>
  /** The list shows a text, ours or a customer's, only after `ms` (30,000). */
  | Readonly<{ kind: 'list-late'; ms?: number }>
  /** The list heeds the days of its filters, and not their times. */
  | Readonly<{ kind: 'list-by-day' }>;

export type FaultKind = Trouble['kind'];
export type FaultRequest = Trouble & Aim & Measure;
export type Fault = FaultRequest & Readonly<{ id: string }>;
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

/** When a fault can strike: at a REST request, in the life of an outgoing text, at a customer's text, when the list or a picture is read. */
export type Occasion = 'request' | 'delivery' | 'text' | 'list' | 'picture';

const occasions: Record<FaultKind, readonly Occasion[]> = {
  refuse: ['request'],
  reset: ['request'],
  'server-error': ['request'],
  hang: ['request'],
  outcome: ['delivery'],
  slow: ['delivery'],
  'callback-first': ['delivery'],
  'callback-twice': ['delivery'],
  'callback-missing': ['delivery'],
  'callback-out-of-order': ['delivery'],
  'webhook-at-once': ['text'],
  'webhook-again': ['text'],
  'webhook-missing': ['text'],
  'extra-parameters': ['delivery', 'text'],
  'bad-signature': ['delivery', 'text'],
  'media-late': ['text'],
  'part-missing': ['text'],
  'body-encoded': ['text'],
  'media-elsewhere': ['picture'],
  'list-late': ['delivery', 'text'],
  'list-by-day': ['list'],
};

export type Subject = Aim & Readonly<{ door?: Exclude<Door, 'any'> }>;

const hits = (fault: Fault, subject: Subject) =>
  (['account', 'number', 'customer'] as const).every(
    (field) => fault[field] === undefined || fault[field] === subject[field],
  ) && isAtDoor(fault, subject.door);

function isAtDoor(fault: Fault, door: Subject['door']): boolean {
  if (door === undefined) return true;
  const wanted = 'door' in fault ? (fault.door ?? 'create') : 'create';
  return wanted === door || (wanted === 'any' && door !== 'monitor');
}

/** A request can fail in one way only; everything else adds up. */
const place = (fault: Fault) => (occasions[fault.kind].includes('request') ? 'request' : fault.kind);

/**
 * Which faults strike here, and which are left afterwards. Of several for the same place the oldest strikes, so
 * `outcome 30003 next 1` and `outcome 30005 next 1` strike one text each, in that order.
 */
export function strike(
  faults: readonly Fault[],
  occasion: Occasion,
  subject: Subject,
  chance: () => number,
): { struck: Fault[]; left: Fault[] } {
  const struck: Fault[] = [];
  const left: Fault[] = [];
  const taken = new Set<string>();
  for (const fault of faults) {
    const fits = occasions[fault.kind].includes(occasion) && hits(fault, subject) && !taken.has(place(fault));
    if (!fits || (fault.chance !== undefined && chance() >= fault.chance)) {
      left.push(fault);
      continue;
    }
    taken.add(place(fault));
    struck.push(fault);
    if (fault.next === undefined) left.push(fault);
    else if (fault.next > 1) left.push({ ...fault, next: fault.next - 1 });
  }
  return { struck, left };
}

/** The fault of this kind among those that struck. */
export const find = <Kind extends FaultKind>(struck: readonly Fault[], kind: Kind): FaultOf<Kind> | undefined =>
  struck.find((fault): fault is FaultOf<Kind> => fault.kind === kind);

/** When the list shows a text that Twilio got at this time. */
export const listedAt = (at: Date, struck: readonly Fault[]): Date => {
  const late = find(struck, 'list-late');
  return late ? new Date(at.getTime() + (late.ms ?? 30_000)) : at;
};

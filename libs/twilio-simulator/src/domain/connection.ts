/** How Twilio tries to reach one webhook address (twilio.md 4.3). Times in milliseconds. */
export type Patience = Readonly<{
  connectMs: number;
  readMs: number;
  totalMs: number;
  retries: number;
  retriedOn: readonly ('ct' | 'rt' | '4xx' | '5xx')[];
}>;

export const twilioPatience: Patience = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  retries: 1,
  retriedOn: ['ct'],
};

const policies = ['4xx', '5xx', 'ct', 'rt', 'all'];
const limits = { ct: [100, 10_000], rt: [100, 15_000], tt: [100, 15_000], rc: [0, 5] } as const;
const isLimited = (name: string): name is keyof typeof limits => name in limits;

/**
 * Takes the connection overrides out of a configured address: `#ct=1000&rc=3&rp=5xx,rt`. The fragment is never part of
 * the request nor of the signature. A bad value gives Twilio's warning 11243 and leaves the defaults.
 */
export function readAddress(
  configured: string,
  usual: Patience,
): { url: string; patience: Patience; warning: number | null } {
  const at = configured.indexOf('#');
  if (at < 0) return { url: configured, patience: usual, warning: null };
  const url = configured.slice(0, at);
  const bad = { url, patience: usual, warning: 11243 };
  const read: Partial<Record<keyof typeof limits, number>> = {};
  let retriedOn = usual.retriedOn;
  for (const [name, value] of new URLSearchParams(configured.slice(at + 1))) {
    if (isLimited(name)) {
      const number = Number(value);
      const [least, most] = limits[name];
      if (!Number.isInteger(number) || value === '' || number < least || number > most) return bad;
      read[name] = number;
    } else if (name === 'rp') {
      const named = value.split(',');
      if (!named.every((policy) => policies.includes(policy))) return bad;
      retriedOn = (['ct', 'rt', '4xx', '5xx'] as const).filter(
        (policy) => named.includes('all') || named.includes(policy),
      );
    } else if (name !== 'e' && name !== 'sni') return bad;
  }
  const patience: Patience = {
    connectMs: read.ct ?? usual.connectMs,
    readMs: read.rt ?? usual.readMs,
    totalMs: read.tt ?? usual.totalMs,
    retries: read.rc ?? usual.retries,
    retriedOn,
  };
  return { url, patience, warning: null };
}

/** What one try ended with. */
export type TryResult =
  | Readonly<{ kind: 'answered'; status: number; contentType: string; body: string; ms: number }>
  /** No connection came about: nothing was sent. */
  | Readonly<{ kind: 'not-connected'; reason: string; ms: number }>
  /** Connected, but no whole answer in time, or the connection broke. */
  | Readonly<{ kind: 'no-answer'; reason: string; ms: number }>;

/** Twilio's code for a failed try, or null where the answer is usable. */
export function errorOf(result: TryResult): number | null {
  if (result.kind === 'not-connected') return result.reason === 'ENOTFOUND' ? 11210 : 11205;
  if (result.kind === 'no-answer') return 11205;
  if (result.status >= 400) return 11217;
  return result.status >= 300 ? 11215 : null;
}

/** Whether this failure is tried again at the same address: by default a connection that never came about, once. */
export function isTriedAgain(result: TryResult, triesMade: number, elapsedMs: number, patience: Patience): boolean {
  if (triesMade > patience.retries || elapsedMs >= patience.totalMs) return false;
  if (result.kind === 'not-connected') return patience.retriedOn.includes('ct');
  if (result.kind === 'no-answer') return patience.retriedOn.includes('rt');
  return (
    (result.status >= 500 && patience.retriedOn.includes('5xx')) ||
    (result.status >= 400 && result.status < 500 && patience.retriedOn.includes('4xx'))
  );
}

import type { Address, CheckOutcome, WebhookFault } from '#contracts';
import type { AccountNumber } from './account.ts';
import {
  isWired,
  mismatchOf,
  type NumberAtTwilio,
  type OverridingService,
  type Webhooks,
  wiringFor,
} from './webhooks.ts';

/** Why Twilio could not be asked, or did not do what it was asked. */
export interface Failure {
  readonly outcome: 'bad-credentials' | 'account-suspended' | 'provider-unreachable' | 'provider-refused';
  /** Twilio's, where it gave one. */
  readonly errorCode: string | null;
}

/** What Twilio answered about an account that it let in. */
export interface Look {
  readonly numbers: readonly NumberAtTwilio[];
  readonly services: readonly OverridingService[];
}

/** How a number stands. */
export interface Finding {
  readonly number: AccountNumber;
  readonly outcome: CheckOutcome;
  readonly fault: WebhookFault | null;
  readonly errorCode: string | null;
  readonly found: string | null;
  readonly overriddenBy: string | null;
}

/** How an account stands: why it could not be asked, or each of its numbers. */
export type AccountCheck =
  | { readonly failure: Failure; readonly findings: readonly [] }
  | { readonly failure: null; readonly findings: readonly Finding[] };

export const isFailure = (answer: object): answer is Failure => 'outcome' in answer;

const plain = { fault: null, errorCode: null, found: null, overriddenBy: null };

/** How an account stands whose provider tells its numbers, and nothing about their wiring. */
export function checkOf(
  { numbers }: { readonly numbers: readonly AccountNumber[] },
  answer: Failure | readonly { readonly address: Address; readonly canText: boolean }[],
): AccountCheck {
  if (isFailure(answer)) return { failure: answer, findings: [] };
  const canText = new Map(answer.map((there) => [there.address, there.canText]));
  const findings = numbers.map((number): Finding => {
    const outcome = canText.get(number.address) ? 'ok' : 'number-not-sms-capable';
    return { number, outcome: canText.has(number.address) ? outcome : 'number-missing', ...plain };
  });
  return { failure: null, findings };
}

/** Judges every number of an account. `failures`: what was asked for a number or Messaging Service, by SID, and went wrong. */
export function judge(
  wanted: Webhooks,
  numbers: readonly AccountNumber[],
  look: Look,
  failures: ReadonlyMap<string, Failure> = new Map(),
): readonly Finding[] {
  const byAddress = new Map(look.numbers.map((number) => [number.address, number]));
  const serviceOf = servicesBySender(look);
  return numbers.map((number): Finding => {
    const there = byAddress.get(number.address);
    if (!there) return { number, outcome: 'number-missing', ...plain };
    if (!there.canText) return { number, outcome: 'number-not-sms-capable', ...plain };
    const service = serviceOf.get(there.sid);
    const failure = failures.get(there.sid) ?? (service && failures.get(service.sid));
    if (failure) return { number, ...plain, ...failure };
    const mismatch = mismatchOf(wanted, there, service);
    if (mismatch) return { number, outcome: 'webhook-mismatch', errorCode: null, ...mismatch };
    return { number, outcome: 'ok', ...plain };
  });
}

/** What has to be written so that texts to these numbers come to us. */
export interface Writes {
  readonly numbers: readonly NumberAtTwilio[];
  readonly services: readonly OverridingService[];
}

/**
 * Which numbers and Messaging Services are to be wired anew: none that is as it should be, so that connecting again writes nothing. A
 * service that carries other senders too is left alone, because their texts would come to us; it shows as `messaging-service`.
 */
export function planConnection(wanted: Webhooks, numbers: readonly AccountNumber[], look: Look): Writes {
  const wiring = wiringFor(wanted);
  const ours = new Set(numbers.map(({ address }) => address));
  const capable = look.numbers.filter(({ address, canText }) => ours.has(address) && canText);
  const sids = new Set(capable.map(({ sid }) => sid));
  return {
    numbers: capable.filter((number) => number.applicationSid !== null || !isWired(number.wiring, wiring)),
    services: look.services.filter(
      (service) =>
        service.senders.length > 0 && service.senders.every((sid) => sids.has(sid)) && !isWired(service.wiring, wiring),
    ),
  };
}

/** What was looked at, with what was written since in its place. */
export function withWritten(look: Look, written: Partial<Writes>): Look {
  const numbers = new Map(written.numbers?.map((number) => [number.sid, number]));
  const services = new Map(written.services?.map((service) => [service.sid, service]));
  return {
    numbers: look.numbers.map((number) => numbers.get(number.sid) ?? number),
    services: look.services.map((service) => services.get(service.sid) ?? service),
  };
}

const gravestFirst: readonly CheckOutcome[] = [
  'bad-credentials',
  'account-suspended',
  'provider-unreachable',
  'number-missing',
  'number-not-sms-capable',
  'provider-refused',
  'webhook-mismatch',
];

/** What stands in the way most, of the account and its numbers; null where all is well. */
export function gravest({ failure, findings }: AccountCheck): Failure | Finding | null {
  if (failure) return failure;
  const rank = ({ outcome }: Finding) => gravestFirst.indexOf(outcome);
  const faulty = findings.filter(({ outcome }) => outcome !== 'ok');
  return faulty.sort((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** The part that is about credentials and numbers: how their webhooks are wired does not make an account invalid (product.md 3.3). */
export const withoutWiring = (check: AccountCheck): AccountCheck =>
  check.failure
    ? check
    : { failure: null, findings: check.findings.filter(({ outcome }) => outcome.startsWith('number-')) };

function servicesBySender({ services }: Look): ReadonlyMap<string, OverridingService> {
  return new Map(services.flatMap((service) => service.senders.map((sid) => [sid, service] as const)));
}

import {
  type AgentId,
  type CaseRequest,
  type ContactId,
  type ContactRequest,
  type CustomerAccountId,
  type CustomerAccountRequest,
  type PhoneNumber,
  Refusal,
} from '#contracts';
import { normaliseCustomerNumber } from '#phone';

/** What the directory holds: contacts, accounts, and cases that are kept elsewhere (product.md 18.1). */
export type DirectoryKind = 'contact' | 'account' | 'case';
export type Asked = ContactRequest | CustomerAccountRequest | CaseRequest;

/** One record of the directory; `data` is all that was said of it, its numbers in E.164. */
export interface DirectoryRecord {
  readonly id: string;
  readonly kind: DirectoryKind;
  readonly version: number;
  /** Of a case: its number. */
  readonly name: string;
  readonly active: boolean;
  readonly contactId: ContactId | null;
  readonly accountId: CustomerAccountId | null;
  readonly email: string | null;
  readonly data: Asked;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** A number of a record, in one of its columns. */
export interface DirectoryNumber {
  readonly recordId: string;
  readonly column: string;
  readonly kind: DirectoryKind;
  readonly number: PhoneNumber;
}

const isCase = (asked: Asked): asked is CaseRequest => 'title' in asked;

/**
 * The record as it is kept. Numbers are taken in any spelling; without a country code they are of `country`. Refuses with `unreadable`,
 * naming the column, what is no number.
 */
export function recordOf(
  kind: DirectoryKind,
  id: string,
  asked: Asked,
  before: DirectoryRecord | null,
  country: string,
  now: Date,
): DirectoryRecord {
  const data = isCase(asked) ? asked : { ...asked, numbers: normalised(asked.numbers, country) };
  return {
    id,
    kind,
    version: (before?.version ?? 0) + 1,
    name: isCase(asked) ? asked.number : asked.name,
    active: asked.active,
    contactId: 'contactId' in asked ? asked.contactId : null,
    accountId: 'accountId' in asked ? asked.accountId : null,
    email: 'email' in asked && asked.email !== '' ? asked.email.toLowerCase() : null,
    data,
    createdAt: before?.createdAt ?? now,
    changedAt: now,
  };
}

function normalised(numbers: Readonly<Record<string, string | undefined>>, country: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [column, typed = ''] of Object.entries(numbers)) {
    if (typed === '') continue;
    const number = normaliseCustomerNumber(typed, country);
    if (!number) throw new Refusal('unreadable', 'is no telephone number', `numbers.${column}`);
    kept[column] = number;
  }
  return kept;
}

/** The numbers that a record is found by. */
export const numbersOf = ({ id, kind, data }: DirectoryRecord): DirectoryNumber[] =>
  'numbers' in data
    ? Object.entries(data.numbers).map(([column, number]) => ({
        recordId: id,
        column,
        kind,
        number: number as PhoneNumber,
      }))
    : [];

/** Whether both say the same. */
export const isSame = (one: DirectoryRecord, other: DirectoryRecord): boolean =>
  ordered(one.data) === ordered(other.data);

const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** A record as a conversation knows it: its own columns and those of the directory, which conditions and texts may look at. */
export function knownOf({ id, kind, data }: Pick<DirectoryRecord, 'id' | 'kind' | 'data'>): Known {
  const { attributes, active: _active, ...columns } = data as Asked & Record<string, unknown>;
  const plain = Object.entries(columns).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return {
    id,
    kind,
    name: isCase(data) ? [data.number, data.title].filter(Boolean).join(' · ') : data.name,
    attributes: { ...Object.fromEntries(plain), ...attributes },
    preferredAgentIds: 'preferredAgentIds' in data ? data.preferredAgentIds : [],
  };
}

export interface Known {
  readonly id: string;
  readonly kind: DirectoryKind;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly preferredAgentIds: readonly AgentId[];
}

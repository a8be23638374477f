import type { Channel } from './channel.ts';
import type { AccountWithNumbers } from './messaging-account.ts';
import type { Workstream } from './workstream.ts';

/*
 * What the history tells of things: what an administrator says of them and whether they are in use. A secret is told by whether it is
 * set and since when, never itself.
 */

/** Of an account. The sealed tokens and the key in its addresses are no part of it. */
export function historyOfAccount({ account, numbers }: AccountWithNumbers): Record<string, unknown> {
  const {
    id: _id,
    version: _version,
    key: _key,
    sealedAuthToken: _sealed,
    previousTokens: _previous,
    tokenRotatedAt,
    retiredAt: _retiredAt,
    createdAt: _createdAt,
    changedAt: _changedAt,
    ...said
  } = account;
  return {
    ...said,
    authToken: { isSet: true, lastRotatedAt: tokenRotatedAt.toISOString() },
    numbers: numbers.map(({ id, address, type, description, registration }) => ({
      ...{ id, number: address, type, description, registration },
    })),
  };
}

/** Of a workstream. */
export function historyOfWorkstream(workstream: Workstream): Record<string, unknown> {
  const {
    id: _id,
    version: _version,
    retiredAt: _retiredAt,
    createdAt: _createdAt,
    changedAt: _changedAt,
    ...said
  } = workstream;
  return said;
}

/** Of a channel. */
export function historyOfChannel(channel: Channel): Record<string, unknown> {
  const {
    id: _id,
    version: _version,
    formerly: _formerly,
    retiredAt: _retiredAt,
    createdAt: _createdAt,
    changedAt: _changedAt,
    ...said
  } = channel;
  return said;
}

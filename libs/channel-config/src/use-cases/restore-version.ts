import {
  type AccountId,
  type ChannelId,
  createAccountRequest,
  createChannelRequest,
  createWorkstreamRequest,
  type Person,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import type { z } from 'zod';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { saveAccount, type Settings } from './save-account.ts';
import { saveChannel } from './save-channel.ts';
import { saveWorkstream } from './save-workstream.ts';

/** Which version is to be again, and which one there is now (`If-Match`). */
interface Asked {
  readonly version: number;
  readonly from: number | null;
}

/**
 * Makes a workstream again what it was at a version; that is a change like any other, with a version of its own. Whether it is in use
 * stays as it is. Refuses as saving does, and with `version-required`, `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreWorkstreamVersion(tx: Transaction, person: Person, id: WorkstreamId, asked: Asked) {
  const was = await read(tx, { kind: 'workstream', subjectId: id }, asked, createWorkstreamRequest);
  return saveWorkstream(tx, person, id, was, asked.from, 'restored');
}

/** The same for a channel. */
export async function restoreChannelVersion(tx: Transaction, person: Person, id: ChannelId, asked: Asked) {
  const was = await read(tx, { kind: 'channel', subjectId: id }, asked, createChannelRequest);
  return saveChannel(tx, person, id, was, asked.from, 'restored');
}

/** The same for a messaging account; its token stays as it is. */
export async function restoreAccountVersion(tx: Transaction, settings: Settings, id: AccountId, asked: Asked) {
  const request = createAccountRequest.omit({ authToken: true });
  const was = await read(tx, { kind: 'account', subjectId: id }, asked, request);
  return saveAccount(tx, settings, id, was, asked.from, 'restored');
}

async function read<T>(
  tx: Transaction,
  about: { readonly kind: string; readonly subjectId: string },
  { version, from }: Asked,
  request: z.ZodType<T>,
): Promise<T> {
  await oneAtATime(tx);
  // of what there is not, no version can be said
  const was = await changes(tx).at(request, { ...about, version });
  if (from === null) throw new Refusal('version-required', 'Say which version you change: If-Match.');
  return was;
}

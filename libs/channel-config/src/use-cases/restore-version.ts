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
import type { z } from 'zod';
import { changes } from '../storage/changes.ts';
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
  const was = await read(tx, id, asked, createWorkstreamRequest);
  return saveWorkstream(tx, person, id, was, asked.from, 'restored');
}

/** The same for a channel. */
export async function restoreChannelVersion(tx: Transaction, person: Person, id: ChannelId, asked: Asked) {
  const was = await read(tx, id, asked, createChannelRequest);
  return saveChannel(tx, person, id, was, asked.from, 'restored');
}

/** The same for a messaging account; its token stays as it is. */
export async function restoreAccountVersion(tx: Transaction, settings: Settings, id: AccountId, asked: Asked) {
  const was = await read(tx, id, asked, createAccountRequest.omit({ authToken: true }));
  return saveAccount(tx, settings, id, was, asked.from, 'restored');
}

async function read<T>(tx: Transaction, id: string, { version, from }: Asked, schema: z.ZodType<T>): Promise<T> {
  await oneAtATime(tx);
  const was = await changes(tx).at(id, version);
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version} of this.`);
  if (from === null) throw new Refusal('version-required', 'Say which version you change: If-Match.');
  const read = schema.safeParse(was);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal('outdated', `What it was at version ${version} is not allowed any more: ${issue!.message}.`);
}

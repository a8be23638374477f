import { EntitySchema } from 'typeorm';
import type { ConsentEntry } from '../domain/consent.ts';

/** An entry, and its place in the ledger. */
export interface KeptConsentEntry extends ConsentEntry {
  readonly position: string;
}

export const ConsentEntryTable = new EntitySchema<KeptConsentEntry>({
  name: 'consent_entry',
  columns: {
    id: { type: 'uuid', primary: true },
    position: { type: 'bigint' },
    sender: { type: 'text' },
    customer: { type: 'text' },
    status: { type: 'text' },
    source: { type: 'text' },
    at: { type: 'timestamptz' },
    actorId: { type: 'uuid', name: 'actor_id', nullable: true },
    actorName: { type: 'text', name: 'actor_name', nullable: true },
    messageId: { type: 'uuid', name: 'message_id', nullable: true },
    word: { type: 'text', nullable: true },
    comment: { type: 'text' },
  },
  indices: [
    { name: 'consent_entry_in_order', columns: ['position'], unique: true },
    { name: 'consent_entry_of_pair', columns: ['sender', 'customer', 'at', 'position'] },
    { name: 'consent_entry_of_sender', columns: ['sender', 'position'] },
    { name: 'consent_entry_of_customer', columns: ['customer', 'position'] },
    { name: 'consent_entry_of_word', columns: ['word', 'sender'], where: '(word IS NOT NULL)' },
  ],
});

/** What makes the pseudonyms of forgotten customers, sealed; one row, once there is one (consent-key.ts). */
export const ConsentKeyTable = new EntitySchema<{ readonly id: number; readonly sealed: string }>({
  name: 'consent_key',
  columns: { id: { type: 'int', primary: true }, sealed: { type: 'text' } },
});

/** Since when a customer is forgotten, by pseudonym: what they wrote before leaves nothing but its SID, whenever it comes. */
export const ForgottenCustomerTable = new EntitySchema<{ readonly pseudonym: string; readonly forgottenAt: Date }>({
  name: 'forgotten_customer',
  columns: { pseudonym: { type: 'text', primary: true }, forgottenAt: { type: 'timestamptz', name: 'forgotten_at' } },
});

/** The Messaging Service that a number is in, as far as its texts told; null: none any more. */
export interface SenderPool {
  readonly number: string;
  readonly pool: string | null;
}

export const SenderPoolTable = new EntitySchema<SenderPool>({
  name: 'sender_pool',
  columns: { number: { type: 'text', primary: true }, pool: { type: 'text', nullable: true } },
  indices: [{ name: 'sender_pool_members', columns: ['pool'] }],
});

import { EntitySchema } from 'typeorm';
import type { TestText } from '../domain/test-text.ts';

export const TestTextTable = new EntitySchema<TestText>({
  name: 'test_text',
  columns: {
    id: { type: 'uuid', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    numberId: { type: 'uuid', name: 'number_id' },
    from: { type: 'text', name: 'sender' },
    to: { type: 'text', name: 'recipient' },
    state: { type: 'text' },
    version: { type: 'int' },
    providerSid: { type: 'text', name: 'provider_sid', nullable: true },
    errorCode: { type: 'text', name: 'error_code', nullable: true },
    reason: { type: 'text', nullable: true },
    lookAt: { type: 'timestamptz', name: 'look_at', nullable: true },
    askedAt: { type: 'timestamptz', name: 'asked_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'test_text_by_age', columns: ['askedAt'] },
    { name: 'test_text_of_recipient', columns: ['to'] },
  ],
});

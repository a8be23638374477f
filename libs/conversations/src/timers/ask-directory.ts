import { createHash } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type Address, type ChannelId, conversationId, directoryAnswer, theOrganisation } from '#contracts';
import { Database, Loops, type Transaction } from '#event-bus';
import { Outside } from '#outside';
import { saidOfCustomer } from '../domain/context.ts';
import { foundIn } from '../domain/directory-answer.ts';
import { askDirectory } from '../domain/errand-kinds.ts';
import type { Found } from '../domain/identification.ts';
import { OpenedSecrets } from '../opened-secrets.ts';
import { askSigned } from '../outside-calls.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { readOpening } from '../storage/openings.ts';
import { outsideSecrets, type Sealed } from '../storage/outside-secrets.ts';
import { recordDirectoryAnswer } from '../use-cases/record-directory-answer.ts';
import { release } from '../use-cases/say-held-ready.ts';
import { ErrandLanes } from './errand-lanes.ts';

interface Question {
  readonly url: string;
  readonly sealed: Sealed | undefined;
  readonly withinMs: number;
  readonly cacheSeconds: number;
  readonly number: Address;
  readonly channelId: ChannelId;
  readonly conversationId: string;
  /** What variables say of who it is; null: nothing. */
  readonly variables: Readonly<Record<string, string>> | null;
}

/** Asks a directory of one's own who wrote (product.md 18.1). */
@Injectable()
export class AskDirectory implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Question, readonly Found[]>;

  constructor(database: Database, loops: Loops, outside: Outside, secrets: OpenedSecrets) {
    this.lanes = new ErrandLanes(database, loops, {
      kind: askDirectory,
      lanes: 16,
      leaseMs: 60_000,
      prepare: (tx, subjects) => questions(tx, subjects),
      target: ({ url }) => url,
      ask: async ({ url, sealed, withinMs, number, channelId, conversationId: id, variables }) =>
        foundIn(
          directoryAnswer.parse(
            await askSigned(outside, {
              url,
              id: `directory_${id}${variables ? `_${hashOf(variables)}` : ''}`,
              secrets: secrets.of('directory', theOrganisation, sealed, database.now()),
              body: {
                ...{ protocol: 'parley/1', type: 'identify', conversationId: id, channelId, number },
                ...(variables && { variables }),
              },
              withinMs,
              at: database.now(),
            }),
          ),
        ),
      record: (tx, subject, question, found) =>
        recordDirectoryAnswer(tx, conversationId.parse(subject), question, found),
      async failed(tx, subject) {
        const conversation = await conversations(tx).get(conversationId.parse(subject));
        const context = (await contexts(tx).of([conversation.id])).get(conversation.id);
        if (context?.readyHeld && context.botState !== 'with-bot') await release(tx, conversation, context);
        return null;
      },
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

/** The same for the same words: another question has another id. */
const hashOf = (variables: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(JSON.stringify(variables)).digest('base64url').slice(0, 16);

async function questions(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Question>> {
  const { source } = await readOpening(tx.manager, [], tx.now);
  if (!source?.address) return new Map();
  const { address: url, timeoutSeconds, cacheSeconds } = source;
  const sealed = (await outsideSecrets(tx).some('directory', [theOrganisation])).get(theOrganisation);
  const asked = await conversations(tx).find(subjects.map((subject) => conversationId.parse(subject)));
  const known = await contexts(tx).of([...asked.keys()]);
  return new Map(
    [...asked.values()].map(({ id, customer, channelId }) => [
      id,
      {
        ...{ url, sealed, withinMs: timeoutSeconds * 1000, cacheSeconds, number: customer, channelId },
        ...{ conversationId: id, variables: saidOfCustomer(known.get(id) ?? { variables: {} }) },
      },
    ]),
  );
}

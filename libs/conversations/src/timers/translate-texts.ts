import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Locale, type MessageId, messageId, theOrganisation, type TranslatorAnswer } from '#contracts';
import { Database, Loops, type Transaction } from '#event-bus';
import { Assistants } from '../assistants.ts';
import { askTranslator } from '../domain/errand-kinds.ts';
import { settings } from '../storage/configuration-copies.ts';
import { MessageTable } from '../storage/message.table.ts';
import { outsideSecrets, type Sealed } from '../storage/outside-secrets.ts';
import { recordTranslation, recordUntranslated } from '../use-cases/record-translation.ts';
import { ErrandLanes } from './errand-lanes.ts';

interface Question {
  readonly url: string;
  readonly sealed: Sealed | undefined;
  readonly subject: string;
  readonly id: MessageId;
  readonly text: string;
  readonly to: Locale;
  readonly now: Date;
}

/** Asks the translator what customers' texts say (product.md 24). One that is not there leaves the text as it is, and the agent is told. */
@Injectable()
export class TranslateTexts implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Question, TranslatorAnswer>;

  constructor(database: Database, loops: Loops, assistants: Assistants) {
    this.lanes = new ErrandLanes(database, loops, {
      kind: askTranslator,
      lanes: 16,
      leaseMs: 60_000,
      prepare: (tx, subjects) => questions(tx, subjects),
      target: ({ url }) => url,
      ask: (question) => assistants.translate(question),
      record: (tx, _subject, { id, to }, answer) => recordTranslation(tx, id, to, answer),
      failed: async (tx, _subject, { id, to }, _error, failures) => {
        if (failures < 3) return new Date(tx.now.getTime() + failures * 2000);
        await recordUntranslated(tx, id, to);
        return null;
      },
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

async function questions(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Question>> {
  const { organisation } = await settings(tx).inForce();
  const { enabled, provider: url, defaultInputLanguage: to } = organisation.translation;
  if (!enabled || url === null) return new Map();
  const sealed = (await outsideSecrets(tx).some('translator', [theOrganisation])).get(theOrganisation);
  const texts = await tx.manager
    .getRepository(MessageTable)
    .findBy({ id: In(subjects.map((subject) => messageId.parse(subject))) });
  return new Map(
    texts.map(({ id, body }) => [id, { url, sealed, subject: theOrganisation, id, text: body, to, now: tx.now }]),
  );
}

import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type AssistAnswer, assistKind, type ConversationId, conversationId } from '#contracts';
import { Database, Loops, type Transaction } from '#event-bus';
import { type Asking, Assistants } from '../assistants.ts';
import { askAssist } from '../domain/errand-kinds.ts';
import { optedOutAmong, threadsFrom } from '../storage/assistants.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';
import { sessions } from '../storage/sessions.ts';
import { recordCards } from '../use-cases/record-cards.ts';
import { ErrandLanes } from './errand-lanes.ts';

interface Question {
  readonly asking: Asking;
  readonly cards: readonly string[];
}

/** Asks smart assists for cards (product.md 26). Who does not answer in time is not waited for, and not asked again before the next text. */
@Injectable()
export class AskAssists implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Question, AssistAnswer>;

  constructor(database: Database, loops: Loops, assistants: Assistants) {
    this.lanes = new ErrandLanes(database, loops, {
      kind: askAssist,
      lanes: 16,
      leaseMs: 60_000,
      prepare: (tx, subjects) => questions(tx, subjects),
      target: ({ asking }) => asking.assistant.address,
      ask: ({ asking }) => assistants.askAssist(asking),
      record: (tx, subject, { asking, cards }, answer) =>
        recordCards(tx, idsIn(subject)[0], asking.assistant.id, cards, answer),
      failed: async () => null,
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

/** The conversation and the assist that an errand is about. */
function idsIn(subject: string): [ConversationId, string] {
  const [conversation = '', assist = ''] = subject.split(' ');
  return [conversationId.parse(conversation), assist];
}

async function questions(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Question>> {
  const pairs = subjects.map((subject) => [subject, ...idsIn(subject)] as const);
  const assists = await definitions(tx).some(assistKind, [...new Set(pairs.map(([, , assist]) => assist))]);
  const sealed = await outsideSecrets(tx).some('assist', [...assists.keys()]);
  const known = await contexts(tx).of(pairs.map(([, id]) => id));
  const threads = await threadsFrom(
    tx,
    [...known.keys()].map((id) => ({ conversationId: id, readAt: null, readPosition: 0 })),
  );
  const optedOut = await optedOutAmong(tx, [...known.keys()]);
  // what a bot handed over needs no word of the agent who has taken it
  const handedOver = [...known.values()].filter(({ botState }) => botState === 'escalated');
  const taken = await sessions(tx).latestOf(handedOver.map(({ conversationId: id }) => id));
  const asked = new Map<string, Question>();
  for (const [subject, id, assistId] of pairs) {
    const assist = assists.get(assistId);
    const context = known.get(id);
    const thread = threads.get(id) ?? [];
    const last = thread.at(-1);
    if (!assist?.active || !context || !last) continue;
    const hasBegun = taken.has(id) || thread.some(({ from }) => from === 'agent');
    if (assist.begins === 'after-agent' && !hasBegun) continue;
    const asking = {
      ...{ assistant: assist, sealed: sealed.get(assistId), context, before: [], choices: [], now: tx.now },
      texts: thread,
      surveyConsent: !optedOut.has(id),
      id: `assist_${last.id}`,
    };
    asked.set(subject, { asking, cards: assist.cards });
  }
  return asked;
}

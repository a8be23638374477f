import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type BotAnswer, botKind, conversationId } from '#contracts';
import { Database, Loops, type Transaction } from '#event-bus';
import { OutsideFailure } from '#outside';
import { type Asking, Assistants } from '../assistants.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { askBot } from '../domain/errand-kinds.ts';
import { UnexpectedAnswer } from '../outside-calls.ts';
import { botSessions, optedOutAmong, threadsFrom } from '../storage/assistants.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';
import { giveUpOnBot, type Read, recordBotAnswer } from '../use-cases/record-bot-answer.ts';
import { ErrandLanes } from './errand-lanes.ts';

/** Null: there is no such bot any more. */
type Question = { readonly asking: Asking | null; readonly read: Read };

/** Asks bots what to answer to what customers wrote (product.md 25). One question at a time for each conversation. */
@Injectable()
export class AskBots implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Question, BotAnswer>;

  constructor(database: Database, loops: Loops, assistants: Assistants, { country }: ConversationsSettings) {
    this.lanes = new ErrandLanes(database, loops, {
      kind: askBot,
      lanes: 32,
      leaseMs: 180_000,
      prepare: (tx, subjects) => questions(tx, subjects),
      target: ({ asking }) => asking?.assistant.address,
      ask: ({ asking }) => {
        if (!asking) throw new UnexpectedAnswer('There is no such bot any more.');
        return assistants.askBot(asking);
      },
      record: (tx, subject, { read }, answer) =>
        recordBotAnswer(tx, conversationId.parse(subject), read, answer, country),
      async failed(tx, subject, _question, error) {
        await giveUpOnBot(tx, conversationId.parse(subject), reasonFor(error));
        return null;
      },
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

/** What an agent may read of it. */
const reasonFor = (error: unknown): string =>
  error instanceof OutsideFailure || error instanceof UnexpectedAnswer
    ? `it could not be asked. ${error.message}`
    : 'it answered with something else than commands.';

async function questions(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Question>> {
  const ids = subjects.map((subject) => conversationId.parse(subject));
  const known = [...(await contexts(tx).of(ids)).values()].filter(({ botState }) => botState === 'with-bot');
  const sessions = await botSessions(tx).of(ids);
  const botIds = [...new Set(known.flatMap(({ botId }) => botId ?? []))];
  const bots = await definitions(tx).some(botKind, botIds);
  const sealed = await outsideSecrets(tx).some('bot', botIds);
  const marks = known.map(({ conversationId: id }) => ({
    conversationId: id,
    readAt: sessions.get(id)?.readAt ?? null,
    readPosition: sessions.get(id)?.readPosition ?? 0,
  }));
  const threads = await threadsFrom(tx, marks);
  const optedOut = await optedOutAmong(tx, ids);
  const asked = new Map<string, Question>();
  for (const context of known) {
    const thread = threads.get(context.conversationId) ?? [];
    const texts = thread.filter(({ isNew }) => isNew);
    const last = texts.at(-1);
    if (!last) continue;
    const bot = bots.get(context.botId!);
    const asking = bot?.active && {
      assistant: bot,
      sealed: sealed.get(bot.id),
      context,
      surveyConsent: !optedOut.has(context.conversationId),
      texts,
      before: thread.filter(({ isNew }) => !isNew),
      choices: sessions.get(context.conversationId)?.choices ?? [],
      id: `bot_${last.id}`,
      now: tx.now,
    };
    asked.set(context.conversationId, {
      asking: asking || null,
      read: { readAt: last.at, readPosition: Math.max(...texts.map(({ position }) => position)) },
    });
  }
  return asked;
}

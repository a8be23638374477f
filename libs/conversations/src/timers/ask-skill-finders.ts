import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { conversationId, type FoundSkills, skillFinderKind } from '#contracts';
import { Database, Loops, type Transaction } from '#event-bus';
import { askSkillFinders } from '../domain/errand-kinds.ts';
import { questionTo } from '../domain/skill-finders.ts';
import { firstTextsOf } from '../queries/first-texts.ts';
import { type SkillQuestion, SkillFinders } from '../skill-finders.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';
import { skillAsking } from '../storage/skill-asking.ts';
import { recordFoundSkills } from '../use-cases/find-skills.ts';
import { routableOf } from '../use-cases/say.ts';
import { ErrandLanes } from './errand-lanes.ts';

interface Question {
  readonly about: string;
  readonly asked: readonly SkillQuestion[];
  readonly now: Date;
}

/** Asks skill finders what skills a conversation needs, before routing hears of it (product.md 7.8). */
@Injectable()
export class AskSkillFinders implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Question, readonly FoundSkills[]>;

  constructor(database: Database, loops: Loops, finders: SkillFinders) {
    this.lanes = new ErrandLanes(database, loops, {
      kind: askSkillFinders,
      lanes: 32,
      leaseMs: 30_000,
      prepare: (tx, subjects) => questions(tx, subjects),
      ask: ({ asked, about, now }) => finders.askAll(asked, about, now),
      record: (tx, subject, _question, found) => recordFoundSkills(tx, conversationId.parse(subject), found),
      // who fails says so; what is left is what a restart takes up again
      failed: async (tx) => new Date(tx.now.getTime() + 1000),
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

async function questions(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Question>> {
  const ids = subjects.map((subject) => conversationId.parse(subject));
  const held = [...(await contexts(tx).of(ids)).values()].filter(
    ({ readyHeld, botState }) => readyHeld && botState !== 'with-bot',
  );
  const all = await conversations(tx).find(held.map((context) => context.conversationId));
  const channels = await channelsOf(
    tx.manager,
    [...all.values()].map(({ channelId }) => channelId),
  );
  const texts = await firstTextsOf(tx.manager, [...all.keys()]);
  const asking = await skillAsking(tx).some([...all.values()].flatMap(({ workstreamId }) => workstreamId ?? []));
  const finderIds = [...new Set([...asking.values()].flat())];
  const finders = await definitions(tx).some(skillFinderKind, finderIds);
  const sealed = await outsideSecrets(tx).some('skill-finder', finderIds);
  const asked = new Map<string, Question>();
  for (const context of held) {
    const conversation = all.get(context.conversationId);
    const channel = conversation && channels.get(conversation.channelId);
    if (!conversation?.workstreamId || !channel) continue;
    const text = texts.get(conversation.id) ?? conversation.lastText;
    const fact = routableOf(conversation, channel, { ...context, readyHeld: false }, text);
    if (!fact) continue;
    const facts = {
      ...fact,
      ...{ engagementId: conversation.id, supportNumber: channel.number, returning: fact.previousAgentId !== null },
      preview: text,
    };
    asked.set(conversation.id, {
      about: conversation.id,
      now: tx.now,
      asked: (asking.get(conversation.workstreamId) ?? []).map((id) => {
        const finder = finders.get(id) ?? null;
        const body = finder && questionTo(finder, conversation.id, facts, fact.known ?? null);
        return { id, finder, sealed: sealed.get(id), body };
      }),
    });
  }
  return asked;
}

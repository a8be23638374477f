import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Loops, type Transaction } from '#event-bus';
import { PublicAddress } from '#platform';
import { surveyText } from '../domain/survey.ts';
import { nobody } from '../storage/blank.ts';
import { conversations } from '../storage/conversations.ts';
import { consents } from '../storage/consents.ts';
import { channelsOf } from '../storage/copies.ts';
import { type SurveyRequest, surveys } from '../storage/surveys.ts';
import { surveyLoop } from '../use-cases/plan-surveys.ts';
import { plan } from '../use-cases/write-automated.ts';

const atOnce = 100;

/** What is stored of a link's token: who reads our database cannot answer for a customer. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Writes the texts of surveys that are due; they leave together with what else is said at the end. Who opted out meanwhile, or talks with us again, is not
 * asked, and counts among nobody who was.
 */
@Injectable()
export class SendSurveys {
  constructor(
    database: Database,
    loops: Loops,
    private readonly address: PublicAddress,
  ) {
    loops.add(surveyLoop, () => database.transact((tx) => this.send(tx)), { everyMs: 30_000 });
  }

  /** True when there may be more. */
  private async send(tx: Transaction): Promise<boolean> {
    const planned = await surveys(tx).planned(tx.now, atOnce);
    if (planned.length === 0) return false;
    const found = await conversations(tx).find(planned.map(({ conversationId }) => conversationId));
    const channels = await channelsOf(
      tx.manager,
      planned.map(({ channelId }) => channelId),
    );
    const pairOf = ({ channelId, customer }: SurveyRequest) => ({ number: channels.get(channelId)!.number, customer });
    // one that waited for the morning may be for who opted out in the meantime
    const optedOut = await consents(tx).optedOutAmong(
      planned.filter(({ channelId }) => channels.has(channelId)).map(pairOf),
    );
    const links = planned.map((request) => ({ request, token: randomBytes(15).toString('base64url') }));
    const ours = await surveys(tx).written(
      links.map(({ request: { id }, token }) => ({ id, tokenHash: hashOf(token) })),
    );
    const talking = await surveys(tx).whileTalking([...ours]);
    const isAsked = (request: SurveyRequest) => {
      const conversation = found.get(request.conversationId);
      if (!conversation || conversation.optedOutAt || conversation.customer === nobody) return false;
      return channels.has(request.channelId) && !optedOut(pairOf(request)) && !talking.has(request.id);
    };
    const written = links.filter(({ request: { id } }) => ours.has(id));
    await surveys(tx).withdraw(written.flatMap(({ request }) => (isAsked(request) ? [] : [request.id])));
    await plan(
      tx,
      written.flatMap(({ request, token }) => {
        if (!isAsked(request)) return [];
        const link = `${this.address.base}/surveys/${token}`;
        const body = surveyText(request.survey, request.message, request.locale, link);
        return [{ conversation: found.get(request.conversationId)!, trigger: 'survey' as const, body }];
      }),
    );
    return planned.length === atOnce;
  }
}

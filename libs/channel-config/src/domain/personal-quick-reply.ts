import type { AgentId, PersonalQuickReplyRequest, QuickReplyId } from '#contracts';

/** A quick reply of one person, for nobody else to see (product.md 28). */
export interface PersonalQuickReply extends PersonalQuickReplyRequest {
  readonly id: QuickReplyId;
  readonly ownerId: AgentId;
  readonly version: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

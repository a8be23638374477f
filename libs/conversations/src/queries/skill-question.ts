import { type DryRunRequest, Refusal, skillFinderKind } from '#contracts';
import type { EntityManager } from 'typeorm';
import { questionTo } from '../domain/skill-finders.ts';
import type { SkillQuestion } from '../skill-finders.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';

/** What a skill finder would be asked about this text now. Refuses with `skill-finder-not-found`. */
export async function readSkillQuestion(
  db: { readonly manager: EntityManager },
  id: string,
  { channelId, customer, supportNumber, country, locale, startedBy, text, known }: DryRunRequest,
  now: Date,
): Promise<SkillQuestion> {
  const finder = (await definitions(db).some(skillFinderKind, [id])).get(id);
  if (!finder) throw new Refusal('skill-finder-not-found', 'There is no such skill finder.');
  const sealed = (await outsideSecrets(db).some('skill-finder', [id])).get(id);
  const facts = {
    ...{ channelId: channelId ?? '', provider: 'twilio', customer, supportNumber, country, locale, startedBy },
    ...{ preview: text, openedAt: now.toISOString(), returning: false },
  };
  return { id, finder, sealed, body: questionTo(finder, null, facts, known) };
}

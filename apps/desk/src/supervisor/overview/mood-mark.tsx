import { IconMoodAngry, IconMoodEmpty, IconMoodHappy, IconMoodSad, IconMoodSmile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ContextView } from '#contracts';
import { context } from '../../api/customers.ts';
import { agentWords } from '../../words/en-agent.ts';

type Label = NonNullable<ContextView['sentiment']>['label'];
const faces: Readonly<Record<Label, typeof IconMoodSad>> = {
  'very-negative': IconMoodAngry,
  negative: IconMoodSad,
  'slightly-negative': IconMoodSad,
  neutral: IconMoodEmpty,
  'slightly-positive': IconMoodSmile,
  positive: IconMoodSmile,
  'very-positive': IconMoodHappy,
};

/** How the customer of a conversation feels, as a face with a name, red where it alerts supervisors; nothing where nobody reads it (product.md 33). */
export function MoodMark({ of }: { readonly of: string }) {
  const sentiment = useQuery(context(of)).data?.sentiment;
  if (!sentiment) return null;
  const { context: words } = agentWords;
  const name = `${words.mood}: ${words.moods[sentiment.label]}`;
  const Face = faces[sentiment.label];
  return (
    <span role="img" aria-label={name} title={name} style={{ display: 'inline-flex' }}>
      <Face size={16} stroke={1.7} color={sentiment.alertsSupervisor ? 'var(--bad)' : 'var(--ink-3)'} aria-hidden />
    </span>
  );
}

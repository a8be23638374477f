import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { Tag } from '../../parts/tag.tsx';
import { liveWords } from '../../words/en-live.ts';
import type { Standing } from './thresholds.ts';

/** What is past a threshold, in a word, a shape and a colour; nothing where all is as it should be. */
export function StandingTag({ of }: { readonly of: Standing }) {
  if (of === 'normal') return null;
  const Icon = of === 'critical' ? IconAlertTriangle : IconClock;
  return (
    <Tag tone={of === 'critical' ? 'bad' : 'risk'}>
      <Icon size={12} stroke={2} aria-hidden />
      {liveWords.standing[of]}
    </Tag>
  );
}

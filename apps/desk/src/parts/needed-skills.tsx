import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { workSkills } from '../api/work-skills.ts';
import { neededSkillsWords as words } from '../words/en-needed-skills.ts';
import styles from './handled.module.css';
import { late } from './late.ts';
import { Read } from './read.tsx';
import { Tag } from './tag.tsx';

const ChangeSkills = late(() => import('./change-skills.tsx').then(({ ChangeSkills: component }) => component));

/** What a conversation needs of its agent; who may, changes it (product.md 12). */
export function NeededSkills({ workItemId }: { readonly workItemId: string }) {
  const query = useQuery(workSkills(workItemId));
  const [isChanging, setChanging] = useState(false);
  // where nothing is asked for and nothing can be, there is nothing to read
  if (query.data && query.data.skills.length === 0 && !query.data.mayChange) return null;
  return (
    <section aria-label={words.title}>
      <h3 className={styles.title}>{words.title}</h3>
      <Read query={query} what={words.failed}>
        {(view) => (
          <>
            {view.skills.length === 0 ? (
              <p className={styles.when}>{words.none}</p>
            ) : (
              <p className={styles.skills}>
                {view.skills.map(({ skillId, name, label }) => (
                  <Tag key={skillId}>
                    <bdi>{words.rated(name, label)}</bdi>
                  </Tag>
                ))}
              </p>
            )}
            {view.mayChange && (
              <Button variant="default" className={styles.change!} onClick={() => setChanging(true)}>
                {words.change}
              </Button>
            )}
            {isChanging && (
              <Suspense>
                <ChangeSkills view={view} onClose={() => setChanging(false)} />
              </Suspense>
            )}
          </>
        )}
      </Read>
    </section>
  );
}

import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { placingWords as words } from '../../words/en-placing.ts';
import { placingOf } from './placing.ts';

const PlaceDialog = late(() => import('./place-dialog.tsx').then(({ PlaceDialog: component }) => component));

/** Gives a conversation that nobody has to somebody, or one that somebody has to somebody else. */
export function Place({ conversation }: { readonly conversation: ConversationView }) {
  const what = placingOf(conversation);
  const [asked, setAsked] = useState<'assign' | 'transfer' | null>(null);
  return (
    <>
      {what && (
        <Button variant="default" onClick={() => setAsked(what)}>
          {words.buttons[what]}
        </Button>
      )}
      {asked && (
        <Suspense>
          <PlaceDialog conversationId={conversation.id} what={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}

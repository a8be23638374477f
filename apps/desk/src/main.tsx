import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchSignedIn, identify } from './api/client.ts';
import { makeQueryClient } from './api/query-client.ts';
import { hear, readAgain } from './live/live.ts';
import { beatWithServer } from './live/presence-beat.ts';
import { openStream } from './live/stream.ts';
import { makeRouter } from './routes.tsx';
import { Door } from './shell/sign-in/pages.tsx';
import { start, tokens, useSession } from './shell/sign-in/session.ts';
import { colours, followPreferences, heardPreferences } from './shell/preferences.ts';
import { tellFailure } from './shell/tell.tsx';
import { alertOfNotice } from './shell/notice-alert.ts';
import { alertOfWebhook } from './shell/webhook-alert.ts';
import { theme, variables } from './theme/mantine.ts';

identify(tokens);
void start();

/** Everything that lives as long as a sign-in: the cache, the router and the one stream. */
function Desk({ person }: { readonly person: string }) {
  const [cache] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(cache));
  useEffect(
    () =>
      openStream({
        fetch: fetchSignedIn,
        heard: (frame) => {
          hear(cache, frame);
          alertOfWebhook(cache, frame);
          alertOfNotice(frame);
          if (frame.kind === 'preferences') heardPreferences(person, frame.view);
        },
        reset: () => readAgain(cache),
        time: beatWithServer,
      }),
    [cache, person],
  );
  useEffect(() => followPreferences(person, tellFailure), [person]);
  return (
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

function App() {
  const session = useSession();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      colorSchemeManager={colours}
    >
      {'person' in session ? (
        <Desk key={session.person.subject} person={session.person.subject} />
      ) : (
        <Door session={session} />
      )}
    </MantineProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

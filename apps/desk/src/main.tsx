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
import { alertOfNotice } from './shell/notice-alert.ts';
import { alertOfWebhook } from './shell/webhook-alert.ts';
import { theme, variables } from './theme/mantine.ts';

identify(tokens);
void start();

/** Everything that lives as long as a sign-in: the cache, the router and the one stream. */
function Desk() {
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
        },
        reset: () => readAgain(cache),
        time: beatWithServer,
      }),
    [cache],
  );
  return (
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

function App() {
  const session = useSession();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      {'person' in session ? <Desk key={session.person.subject} /> : <Door session={session} />}
    </MantineProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

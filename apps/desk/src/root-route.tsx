import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { NothingHere } from './shell/boundary.tsx';
import { Frame } from './shell/frame.tsx';

const OnDuty = lazy(() => import('./agent/on-duty.tsx').then(({ OnDuty: component }) => ({ default: component })));

/** What stands around every page. */
export const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  component: () => (
    <Frame
      onDuty={
        <Suspense>
          <OnDuty />
        </Suspense>
      }
    >
      <Outlet />
    </Frame>
  ),
  notFoundComponent: NothingHere,
});

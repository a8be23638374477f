import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

/** How long until loading is tried again where the browser does not say that it is online again, in milliseconds. */
const againAfterMs = 5_000;

/**
 * A component that is loaded when it is first drawn. What cannot be loaded, because the network is away, is tried again when it is back; until
 * then nothing stands in its place, and what is typed beside it stays.
 */
export const late = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => {
    for (;;) {
      try {
        return { default: await load() };
      } catch {
        await perhapsBack();
      }
    }
  });

const perhapsBack = () =>
  new Promise<void>((resolve) => {
    addEventListener('online', () => resolve(), { once: true });
    setTimeout(resolve, againAfterMs);
  });

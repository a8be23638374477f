import type { Service } from './a-service.ts';

/** From now on this service's time stands still, and passes only when told. */
export function aClock(service: Service, start = '2026-01-05T09:00:00.000Z') {
  let now = new Date(start);
  service.database.now = () => now;
  return {
    now: () => now,
    pass(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

import { IconCircleCheck } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { type ServiceOfEvents, servicesOfEvents } from '#contracts';
import { failedSubscriptions } from '../../api/failed-events.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { failedEventWords as words } from '../../words/en-failed-events.ts';
import { AdminPage } from '../patterns/page.tsx';
import { FailedSubscription } from './failed-subscription.tsx';
import styles from './failed-events.module.css';

type Failing = readonly { readonly subscription: string; readonly count: number }[];

function OfService({ service, failing }: { readonly service: ServiceOfEvents; readonly failing: Failing }) {
  if (failing.length === 0) return null;
  const name = words.services[service];
  return (
    <section className={styles.service} aria-label={name}>
      <h2 className={styles.name}>
        {name}
        <span>{words.events(failing.reduce((sum, { count }) => sum + count, 0))}</span>
      </h2>
      {failing.map(({ subscription, count }) => (
        <FailedSubscription key={subscription} service={service} subscription={subscription} count={count} />
      ))}
    </section>
  );
}

/** Every event that a service failed at for good: each service answers for its own, also while another cannot. */
export function FailedEvents() {
  const known = useQueries({ queries: servicesOfEvents.map(failedSubscriptions) });
  const firstPending = known.findIndex(({ isPending }) => isPending);
  const isNone = known.every(({ data }) => data?.length === 0);
  return (
    <AdminPage title={words.title} intro={words.intro}>
      {isNone ? (
        <div className={table.card}>
          <Empty icon={IconCircleCheck} title={words.none}>
            {words.noneText}
          </Empty>
        </div>
      ) : (
        <div className={styles.services}>
          {servicesOfEvents.map((service, at) => {
            const query = known[at]!;
            if (query.data) return <OfService key={service} service={service} failing={query.data} />;
            // one wait is shown for all
            if (query.isPending && at !== firstPending) return null;
            return (
              <div key={service} className={table.card}>
                <Read query={query} what={words.failed(words.services[service])}>
                  {() => null}
                </Read>
              </div>
            );
          })}
        </div>
      )}
    </AdminPage>
  );
}

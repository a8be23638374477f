import type { AccountView } from '#contracts';
import { When } from '../../parts/small.tsx';
import { Tag } from '../../parts/tag.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { Beside } from '../patterns/page.tsx';
import own from './set-up.module.css';

const words = adminWords.inForce;

/** Which version each service goes by, and what still uses something that is on its way out. */
export function InForce({ of }: { readonly of: Pick<AccountView, 'version' | 'inForce' | 'state' | 'usage'> }) {
  return (
    <>
      <Beside title={words.title}>
        <p className={own.note}>{words.version(of.version)}</p>
        {of.inForce.length === 0 ? (
          <p className={own.note}>{words.nobody}</p>
        ) : (
          <ul className={own.list}>
            {of.inForce.map(({ service, version, appliedAt }) => (
              <li key={service}>
                <span>{words.services[service] ?? service}</span>
                <span>
                  <Tag tone={version === of.version ? 'good' : 'risk'}>
                    {version === of.version ? words.now : words.behind(version)}
                  </Tag>{' '}
                  <When at={appliedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Beside>
      {of.state === 'retiring' && (
        <Beside title={words.usage}>
          <ul className={own.list}>
            {of.usage.map(({ service, count }) => (
              <li key={service}>
                <span>{words.services[service] ?? service}</span>
                <span>{adminWords.life.stillUsed(count)}</span>
              </li>
            ))}
          </ul>
        </Beside>
      )}
    </>
  );
}

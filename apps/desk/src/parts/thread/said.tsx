import type { ObservationView } from '#contracts';
import { words as shared } from '../../words/en.ts';

type Code = Pick<ObservationView, 'errorCode' | 'title' | 'link'>;

/** A code with what the provider calls it, and where it explains it. */
export const CodeOf = ({ of: { errorCode, title, link } }: { readonly of: Code }) =>
  errorCode &&
  (link ? (
    <a href={link} target="_blank" rel="noreferrer">
      {errorCode} {title}
      <span className="unseen"> ({shared.common.opensInNewTab})</span>
    </a>
  ) : (
    `${errorCode} ${title}`
  ));

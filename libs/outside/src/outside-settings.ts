import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { readEnvironment } from '#platform';

const environment = z.object({
  /** Hosts and networks inside our own network that may be asked, comma-separated: 10.1.0.0/16, crm.internal. */
  OUTSIDE_ALLOWED: z.string().default(''),
  /** A file with certificates (PEM) of an authority of one's own. */
  OUTSIDE_CA_FILE: z.string().default(''),
});

/** Whom we may ask outside, and whose certificates we believe. */
export class OutsideSettings {
  readonly allowed: string;
  /** Undefined: those that Node believes. */
  readonly authorities: readonly string[] | undefined;

  constructor(source?: NodeJS.ProcessEnv) {
    const { OUTSIDE_ALLOWED, OUTSIDE_CA_FILE } = readEnvironment(environment, source);
    this.allowed = OUTSIDE_ALLOWED;
    if (OUTSIDE_CA_FILE !== '') this.authorities = [...rootCertificates, readFileSync(OUTSIDE_CA_FILE, 'utf8')];
  }
}

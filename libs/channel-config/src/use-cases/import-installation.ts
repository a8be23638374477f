import { z } from 'zod';
import { secretColumns, secretGrantsRequest } from '#contracts';
import { type Planned, planned } from '#platform';
import { grantsThing, provisioningThing } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { begin, conclude, faultOf, type Provisioning } from '../domain/provisioning.ts';
import { changeGrants, type SecretGrants } from '../domain/secret-grants.ts';
import type { Importing } from './importing.ts';

const provisioned = z.strictObject({ enabled: z.boolean() });

/** Whether SMS is provisioned. A file turns it on where this installation can do it, and never off: that is asked for at its own door. */
export function planProvisioning(importing: Importing): Planned<Provisioning>[] {
  const { known, tx, settings } = importing;
  return importing.only('provisioning', 'sms').flatMap(({ thing, path }) => {
    const before = known.provisioning;
    const asked = importing.read(provisioned, thing, path);
    if (!asked) return [];
    const isOn = before.status === 'provisioned';
    if (asked.enabled === isOn || (before.status === 'not-provisioned') === !asked.enabled)
      return [planned('provisioning', 'sms', before, before, [])];
    if (!asked.enabled) {
      importing.fault(
        `${path}.enabled`,
        'is turned off at its own door, which asks for confirmation.',
        'confirmation-required',
      );
      return [];
    }
    if (before.status === 'turning-off') {
      importing.fault(`${path}.enabled`, 'is being turned off. Turn it on at its own door.', 'sms-not-provisioned');
      return [];
    }
    const fault = faultOf(settings.publicBase);
    if (fault) {
      importing.fault(`${path}.enabled`, fault.detail, fault.code);
      return [];
    }
    const after = conclude(begin(before, tx.now), null, tx.now);
    return [
      planned('provisioning', 'sms', before, after, differences(provisioningThing(before), provisioningThing(after))),
    ];
  });
}

/** Who may do what with secrets, column by column. */
export function planGrants(importing: Importing): Planned<SecretGrants>[] {
  const { known, tx } = importing;
  return (importing.section('secretGrants') ?? []).flatMap(([slug, thing]) => {
    const path = `secretGrants.${slug}`;
    const before = known.grants.find(({ secret }) => secret === slug);
    if (!before) {
      importing.fault(path, `is no column of secrets: there are ${secretColumns.join(', ')}`);
      return [];
    }
    const asked = importing.read(secretGrantsRequest, thing, path);
    if (!asked) return [];
    const after = changeGrants(before, asked, tx.now);
    return [planned('secretGrants', slug, before, after, differences(grantsThing(before), grantsThing(after)))];
  });
}

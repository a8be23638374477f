import { type OrganisationSettings, theOrganisation } from '#contracts';
import { ofOrganisation } from '../../api/settings.ts';
import { adminWords } from '../../words/en-admin.ts';
import { placeWords } from '../../words/en-places.ts';
import { systemWords } from '../../words/en-system.ts';
import { OutsideSecret } from '../patterns/outside-secret.tsx';
import { SettingsForm } from './settings-form.tsx';

const hasTranslator = (values: Readonly<Record<string, unknown>>): boolean =>
  (values['translation'] as OrganisationSettings['translation']).provider !== null;

/** What holds for everybody, and what its translator is asked with. */
export const Organisation = () => (
  <SettingsForm
    kind={ofOrganisation}
    about={null}
    title={placeWords.names.organisation}
    intro={adminWords.form.inForce}
    section={placeWords.names.organisation}
  >
    {(values) =>
      hasTranslator(values) && (
        <OutsideSecret kind="translator" id={theOrganisation} title={systemWords.security.columns['translator-key']} />
      )
    }
  </SettingsForm>
);

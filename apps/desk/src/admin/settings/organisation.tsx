import { ofOrganisation } from '../../api/settings.ts';
import { adminWords } from '../../words/en-admin.ts';
import { placeWords } from '../../words/en-places.ts';
import { SettingsForm } from './settings-form.tsx';

/** What holds for everybody. */
export const Organisation = () => (
  <SettingsForm
    kind={ofOrganisation}
    about={null}
    title={placeWords.names.organisation}
    intro={adminWords.form.inForce}
    section={placeWords.names.organisation}
  />
);

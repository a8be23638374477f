import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { agentSettings as contract, type AgentSettings, type AgentSettingsView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { readPast } from '../../api/query-client.ts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { agentSettingsOf, saveAgentSettings } from '../../api/routing-settings.ts';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Read } from '../../parts/read.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { words as shared } from '../../words/en.ts';
import { staffWords as words } from '../../words/en-staff.ts';
import styles from '../admin.module.css';
import { nameOfField } from '../patterns/field-names.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { AdminPage, Beside } from '../patterns/page.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import { replaced, without } from '../rules/edit-rules.ts';
import { SkillRating } from './skill-rating.tsx';
import skillStyles from './skill-rating.module.css';
import { useRatedSkills } from './use-ratings.ts';
import own from './users.module.css';

const list = { name: words.users, link: <Link to="/admin/users">{words.users}</Link> };
const references = {
  'queueIds[]': 'queue',
  'presenceIds[]': 'custom-presence',
  'profiles[].profileId': 'capacity-profile',
  'skills[].skillId': 'skill',
  'defaultPresence.presenceId': 'custom-presence',
  operatingHoursId: 'operating-hours',
};
const sections = [
  { title: words.person, fields: ['firstName', 'lastName', 'nickname', 'locale', 'operatingHoursId'] },
  { title: words.capacity, fields: ['capacityUnits', 'profiles'] },
  { title: words.skills, fields: ['skills'] },
  { title: words.queues, fields: ['queueIds'] },
  { title: words.presence, fields: ['defaultPresence', 'presenceIds'] },
];
const valuesOf = ({ agentId: _agentId, name: _name, version: _version, ...values }: AgentSettingsView): AgentSettings =>
  values;

/** What the person can do, and how well. A skill that is not in use matches nothing. */
function Skills({ value, errors, onChange }: FieldShown) {
  const skills = useRatedSkills();
  const has = value as AgentSettings['skills'];
  const free = skills?.find(({ id }) => !has.some(({ skillId }) => skillId === id));
  if (!skills) return null;
  return (
    <div className={own.lines}>
      {has.map((skill, index) => (
        <SkillRating
          key={skill.skillId}
          skills={skills}
          skillId={skill.skillId}
          rating={skill.rating}
          taken={has.map(({ skillId }) => skillId)}
          ratingLabel={words.rating}
          error={errors[`skills.${index}.skillId`] ?? errors[`skills.${index}.rating`]}
          onChange={(skillId, rating) =>
            onChange(replaced(has, index, { ...skill, skillId: skillId as typeof skill.skillId, rating }))
          }
          onRemove={() => onChange(without(has, index))}
        >
          <Switch
            label={words.inUse}
            checked={skill.active}
            onChange={(event) => onChange(replaced(has, index, { ...skill, active: event.currentTarget.checked }))}
          />
        </SkillRating>
      ))}
      {errors['skills'] && <p className={styles.fieldError}>{errors['skills']}</p>}
      {skills.length === 0 && (
        <p className={styles.fieldHint}>
          {words.noSkills}{' '}
          <Link to="/admin/settings/$kind/$id" params={{ kind: 'skills', id: 'new' }}>
            {words.makeSkill}
          </Link>
        </p>
      )}
      {free && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
            onClick={() => onChange([...has, { skillId: free.id, rating: free.ratings[0]?.value ?? 1, active: true }])}
          >
            {words.addSkill}
          </Button>
        </div>
      )}
    </div>
  );
}

/** How many of a sort the person may have: the profile's own limit, or one of theirs. */
function Profiles({ value, errors, onChange }: FieldShown) {
  const known = useQuery(nameable('capacity-profile')).data ?? [];
  const has = value as AgentSettings['profiles'];
  const free = known.find(({ id }) => !has.some(({ profileId }) => profileId === id));
  return (
    <FieldGroup name={nameOfField('profiles')} error={errors['profiles']}>
      <div className={own.lines}>
        {has.map((profile, index) => {
          const called = known.find(({ id }) => id === profile.profileId)?.name ?? words.gone;
          const wrong = errors[`profiles.${index}.profileId`] ?? errors[`profiles.${index}.limit`];
          const set = (changed: Partial<typeof profile>) => onChange(replaced(has, index, { ...profile, ...changed }));
          return (
            <div key={profile.profileId} role="group" aria-label={called}>
              <div className={own.profile}>
                <Select
                  aria-label={words.profile}
                  data={known
                    .filter(({ id }) => id === profile.profileId || !has.some(({ profileId }) => profileId === id))
                    .map(({ id, name }) => ({ value: id, label: name }))}
                  allowDeselect={false}
                  error={wrong !== undefined}
                  value={profile.profileId}
                  onChange={(id) => id !== null && set({ profileId: id as typeof profile.profileId })}
                />
                <NumberInput
                  aria-label={words.limitOf(called)}
                  placeholder={words.ownLimit}
                  min={0}
                  max={10_000}
                  allowDecimal={false}
                  value={profile.limit ?? ''}
                  onChange={(limit) => set({ limit: limit === '' ? null : Number(limit) })}
                />
                <button
                  type="button"
                  className={skillStyles.remove}
                  aria-label={words.removeProfile(called)}
                  title={words.removeProfile(called)}
                  onClick={() => onChange(without(has, index))}
                >
                  <IconX size={15} stroke={1.8} aria-hidden />
                </button>
              </div>
              {wrong && <p className={styles.fieldError}>{wrong}</p>}
            </div>
          );
        })}
        {known.length === 0 && <p className={styles.fieldHint}>{words.noProfiles}</p>}
        {free && (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
              onClick={() => onChange([...has, { profileId: free.id, limit: null }])}
            >
              {words.addProfile}
            </Button>
          </div>
        )}
      </div>
    </FieldGroup>
  );
}

/** What is so of the person now. */
function Now({ id }: { readonly id: string }) {
  const agent = useQuery(agentsQuery).data?.find((one) => one.id === id);
  return (
    <Beside title={words.now}>
      {agent ? (
        <>
          <p className={table.withMark}>
            <PresenceMark presence={agent.presence} />
            {agent.presenceText ?? shared.presence[agent.presence] ?? agent.presence}
          </p>
          <p className="figures">{words.unitsUsed(agent.capacity.used, agent.capacity.total)}</p>
          <p className="figures">{words.sessions(agent.sessions)}</p>
        </>
      ) : (
        <p>{words.neverSeen}</p>
      )}
    </Beside>
  );
}

function UserForm({ view }: { readonly view: AgentSettingsView }) {
  const cache = useQueryClient();
  const { agentId: id, name, version } = view;
  const saved = { values: { ...valuesOf(view) }, version };
  return (
    <RecordForm
      schema={contract}
      references={references}
      saved={saved}
      title={name}
      list={list}
      section={words.user}
      sections={sections}
      about="agent-settings"
      instead={{
        skills: (field) => <Skills key="skills" {...field} />,
        profiles: (field) => <Profiles key="profiles" {...field} />,
      }}
      aside={() => <Now id={id} />}
      save={(values, from) => saveAgentSettings(cache, id, from ?? 0, values as AgentSettings)}
      readAgain={async () => {
        const fresh = await readPast(cache, agentSettingsOf(id));
        return { values: { ...valuesOf(fresh) }, version: fresh.version };
      }}
      history={{ kind: 'agent', id, name }}
    />
  );
}

/** One of those who answer: what they can do, how much at once, for which queues. */
export function User() {
  const { id } = useParams({ from: '/admin/users/$id' });
  const query = useQuery({ ...agentSettingsOf(id), staleTime: Infinity });
  if (query.data) return <UserForm key={id} view={query.data} />;
  return (
    <AdminPage title={words.user} list={list} isNarrow>
      <Read query={query} what={words.user}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

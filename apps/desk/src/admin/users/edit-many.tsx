import { Button, MultiSelect, NumberInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { v7 } from 'uuid';
import { type AgentId, agentsEdit, type RoutingJobView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { beginAgentsEdit, forgetAgentSettings, routingJob } from '../../api/routing-settings.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { staffWords as words } from '../../words/en-staff.ts';
import styles from '../admin.module.css';
import { limitsOf } from '../patterns/contract.ts';
import { Field, FieldGroup } from '../patterns/form-parts.tsx';
import { inDialog } from '../patterns/in-dialog.ts';
import { replaced, without } from '../rules/edit-rules.ts';
import { SkillRating } from './skill-rating.tsx';
import { useRatedSkills } from './use-ratings.ts';
import own from './users.module.css';

interface Many {
  readonly capacityUnits: number | null;
  readonly addSkills: readonly { readonly skillId: string; readonly rating: number }[];
  readonly addQueueIds: readonly string[];
  readonly removeQueueIds: readonly string[];
  readonly removeSkillIds: readonly string[];
  readonly addProfileIds: readonly string[];
  readonly removeProfileIds: readonly string[];
  readonly addPresenceIds: readonly string[];
  readonly removePresenceIds: readonly string[];
}
const nothing: Many = {
  capacityUnits: null,
  addSkills: [],
  removeSkillIds: [],
  addProfileIds: [],
  removeProfileIds: [],
  addQueueIds: [],
  removeQueueIds: [],
  addPresenceIds: [],
  removePresenceIds: [],
};

/** As the API takes it: what is left empty is left out, and profiles come with their own limit. */
const asEdit = ({ capacityUnits, addProfileIds, ...edit }: Many) =>
  agentsEdit.parse({
    ...edit,
    addProfiles: addProfileIds.map((profileId) => ({ profileId })),
    ...(capacityUnits === null ? {} : { capacityUnits }),
  });
const asChoices = (known: readonly { readonly id: string; readonly name: string }[] | undefined) =>
  (known ?? []).map(({ id, name }) => ({ value: id, label: name }));

/** How far it is, with a result for each that was refused. It goes on by itself when this is closed. */
function Progress({ job }: { readonly job: RoutingJobView }) {
  const named = new Map((useQuery(agentsQuery).data ?? []).map(({ id, name }) => [id as string, name]));
  const refused = job.results.filter(({ code }) => code !== null);
  return (
    <div role="status">
      <progress className={own.progress} max={job.total} value={job.done + job.refused} aria-label={words.edit} />
      <p>{job.finishedAt ? words.allDone(job.done) : words.progress(job.done + job.refused, job.total)}</p>
      {refused.length > 0 && (
        <>
          <p>{words.refused(refused.length)}</p>
          <ul className={own.refused}>
            {refused.map(({ id, detail, code }) => (
              <li key={id} dir="auto">
                {named.get(id) ?? id}: {detail ?? code}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface EditManyProps {
  readonly ids: readonly AgentId[];
  readonly onDone: () => void;
}

/** Changes many users at once: what is left empty stays as it is. */
export function EditMany({ ids, onDone }: EditManyProps) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [edit, setEdit] = useState(nothing);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useQuery({ ...routingJob(jobId ?? ''), enabled: jobId !== null }).data;
  const finished = job?.finishedAt ?? null;
  useEffect(() => {
    if (finished !== null) void forgetAgentSettings(cache);
  }, [cache, finished]);
  const skills = useRatedSkills() ?? [];
  const queues = asChoices(useQuery(nameable('queue')).data);
  const profiles = asChoices(useQuery(nameable('capacity-profile')).data);
  const presences = asChoices(useQuery(nameable('custom-presence')).data);
  const free = skills.find(({ id }) => !edit.addSkills.some(({ skillId }) => skillId === id));
  const set = (changed: Partial<Many>) => setEdit({ ...edit, ...changed });
  const isEmpty = JSON.stringify(edit) === JSON.stringify(nothing);
  const close = () => {
    setOpen(false);
    if (finished !== null) onDone();
    setJobId(null);
    setEdit(nothing);
  };
  const go = async () => {
    try {
      const id = v7();
      await beginAgentsEdit(id, ids, asEdit(edit));
      setJobId(id);
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.edit}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.editTitle(ids.length)} width={560}>
        {job ? (
          <>
            <Progress job={job} />
            <DialogActions>
              <Button onClick={close}>{words.close}</Button>
            </DialogActions>
          </>
        ) : (
          <>
            <DialogText>{words.editText}</DialogText>
            <div className={`${styles.fields} ${styles.below}`}>
              <Field name={words.setUnits}>
                {(at) => (
                  <NumberInput
                    {...at}
                    {...limitsOf(agentsEdit.shape.capacityUnits)}
                    className={styles.short!}
                    allowDecimal={false}
                    value={edit.capacityUnits ?? ''}
                    onChange={(value) => set({ capacityUnits: value === '' ? null : Number(value) })}
                  />
                )}
              </Field>
              <FieldGroup name={words.giveSkills}>
                <div className={own.lines}>
                  {edit.addSkills.map((skill, index) => (
                    <SkillRating
                      key={skill.skillId}
                      {...skill}
                      skills={skills}
                      taken={edit.addSkills.map(({ skillId }) => skillId)}
                      ratingLabel={words.rating}
                      isInDialog
                      onChange={(skillId, rating) =>
                        set({ addSkills: replaced(edit.addSkills, index, { skillId, rating }) })
                      }
                      onRemove={() => set({ addSkills: without(edit.addSkills, index) })}
                    />
                  ))}
                </div>
                {free && (
                  <Button
                    variant="subtle"
                    onClick={() =>
                      set({ addSkills: [...edit.addSkills, { skillId: free.id, rating: free.ratings[0]?.value ?? 1 }] })
                    }
                  >
                    {words.addSkill}
                  </Button>
                )}
              </FieldGroup>
              {(
                [
                  ['removeSkillIds', words.removeSkills, asChoices(skills)],
                  ['addQueueIds', words.addQueues, queues],
                  ['removeQueueIds', words.removeQueues, queues],
                  ['addProfileIds', words.addProfiles, profiles],
                  ['removeProfileIds', words.removeProfiles, profiles],
                  ['addPresenceIds', words.addPresences, presences],
                  ['removePresenceIds', words.removePresences, presences],
                ] as const
              ).map(([name, label, data]) => (
                <Field key={name} name={label}>
                  {(at) => (
                    <MultiSelect
                      {...at}
                      data={[...data]}
                      searchable
                      comboboxProps={inDialog}
                      value={[...edit[name]]}
                      onChange={(value) => set({ [name]: value })}
                    />
                  )}
                </Field>
              ))}
            </div>
            <DialogActions>
              <Button variant="default" onClick={close}>
                {words.cancel}
              </Button>
              <Button disabled={isEmpty} title={isEmpty ? words.nothingToDo : ''} onClick={() => void go()}>
                {words.apply}
              </Button>
            </DialogActions>
          </>
        )}
      </Dialog>
    </>
  );
}

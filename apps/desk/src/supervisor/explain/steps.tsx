import { useQuery } from '@tanstack/react-query';
import type { Told } from '#contracts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { explainWords as words } from '../../words/en-explain.ts';
import styles from './explain.module.css';

const Mark = ({ of }: { readonly of: string }) => (
  <Tag tone={of === 'applied' ? 'good' : 'quiet'}>{words.marks[of] ?? of}</Tag>
);

/** A rule, and what became of it. */
const RuleCells = ({ name, mark }: { readonly name: string; readonly mark: string }) => (
  <>
    <td className={table.strong} dir="auto">
      {name}
    </td>
    <td>
      <Mark of={mark} />
    </td>
  </>
);

const Failure = ({ of }: { readonly of: string | null }) =>
  of === null ? null : (
    <p className={styles.line}>
      <Tag tone="bad">{words.failure(of)}</Tag>
    </p>
  );

/** What was found out: which rules were looked at, and what they set. */
export function Classification({ told }: { readonly told: Told<'classification'> }) {
  const attributes = Object.entries(told.attributes);
  const hasSet = attributes.length + told.skills.length + told.capacityProfiles.length > 0;
  return (
    <>
      <Failure of={told.failure} />
      {told.rulesets.length === 0 && <p className={styles.line}>{words.noRules}</p>}
      {told.rulesets.map(({ id, name, rules, found }) =>
        found ? (
          <Found key={id} by={name} found={found} />
        ) : (
          <DataTable key={id} label={words.ruleset(name)} columns={[{ name }, { name: words.outcome }]}>
            {rules.map((rule) => (
              <tr key={rule.id}>
                <RuleCells {...rule} />
              </tr>
            ))}
          </DataTable>
        ),
      )}
      <p className={styles.line}>
        {!hasSet && words.nothingSet}
        {attributes.length > 0 && (
          <>
            {words.set}:{' '}
            {attributes.map(([name, value]) => (
              <Tag key={name}>
                <bdi>
                  {name} = {String(value)}
                </bdi>
              </Tag>
            ))}
          </>
        )}
      </p>
      {told.skills.length > 0 && (
        <p className={styles.line}>
          {words.skillsNeeded}: <Rated skills={told.skills} />
        </p>
      )}
      {told.capacityProfiles.length > 0 && (
        <p className={styles.line}>
          {words.profilesTaken}:{' '}
          {told.capacityProfiles.map(({ id, name }) => (
            <Tag key={id}>
              <bdi>{name || words.gone}</bdi>
            </Tag>
          ))}
        </p>
      )}
    </>
  );
}

interface FoundProps {
  readonly by: string;
  readonly found: NonNullable<Told<'classification'>['rulesets'][number]['found']>;
}

/** What a model said of the text, in the place of rules: its tags, and which of them are skills. */
const Found = ({ by, found: { tags, failure } }: FoundProps) => (
  <p className={styles.line}>
    <strong dir="auto">{by}</strong>{' '}
    {failure !== null ? (
      <Tag tone="bad">{words.failure(failure)}</Tag>
    ) : tags.length === 0 ? (
      words.noTags
    ) : (
      tags.map(({ tag, skillId }) => (
        <Tag key={tag} tone={skillId === null ? 'quiet' : 'good'}>
          <bdi>{skillId === null ? words.tagIsNone(tag) : tag}</bdi>
        </Tag>
      ))
    )}
  </p>
);

/** Skills as they are asked for. */
const Rated = ({ skills }: { readonly skills: Told<'classification'>['skills'] }) =>
  skills.map(({ skillId, name, rating }) => (
    <Tag key={skillId}>
      <bdi>{words.rated(name || words.gone, rating)}</bdi>
    </Tag>
  ));

/** Which queue was chosen, and which were passed over. */
export function Route({ told }: { readonly told: Told<'route-to-queue'> }) {
  return (
    <>
      <p className={styles.line}>
        <strong dir="auto">{words.wentTo(told.queue.name)}</strong> {words.because[told.because] ?? told.because}
        {told.insteadOf && <> {words.insteadOf(told.insteadOf.name)}</>}
      </p>
      <Failure of={told.failure} />
      {told.rules.length > 0 && (
        <DataTable
          label={words.stages['route-to-queue']!}
          columns={[{ name: words.rule }, { name: words.outcome }, { name: words.chosenQueue }]}
        >
          {told.rules.map((rule) => (
            <tr key={rule.id}>
              <RuleCells {...rule} />
              <td dir="auto">
                <span className={table.withMark}>
                  {rule.queue?.name}
                  {rule.share !== null && <Tag>{words.share(rule.share)}</Tag>}
                  {rule.overflowing && <Tag tone="risk">{words.overflowing[rule.overflowing] ?? rule.overflowing}</Tag>}
                </span>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </>
  );
}

export const Overflow = ({ told }: { readonly told: Told<'overflow'> }) => (
  <p className={styles.line}>
    <strong dir="auto">{words.overflow(told.queue.name, words.overflowing[told.condition] ?? told.condition)}</strong>{' '}
    {told.found !== null && told.limit !== null && <Tag tone="risk">{words.found(told.found, told.limit)}</Tag>}{' '}
    {told.to ? words.transferred(told.to.name) : (words.actions[told.action] ?? told.action)}
  </p>
);

/** A colleague was asked to take it over, and how that ended. */
export const Transfer = ({ told }: { readonly told: Told<'transfer'> }) => (
  <p className={styles.line}>
    <strong dir="auto">{words.askedToTakeOver(told.by.name, told.to.name)}</strong>{' '}
    {words.transferOutcomes[told.reason ?? told.outcome] ?? told.outcome}
  </p>
);

/** Somebody put it elsewhere, or it came to that by itself: what, by whom, from where, to where. */
export function Placement({ told: { what, by, from, to } }: { readonly told: Told<'placement'> }) {
  const named = (one: typeof by) => one && one.name;
  const where = ({ queue, agent }: typeof from) => words.whereabouts(queue.name, named(agent));
  return (
    <p className={styles.line}>
      <strong dir="auto">{words.placed[what]?.(by?.name || words.supervisor, named(from.agent)) ?? what}</strong>{' '}
      <span dir="auto">{words.fromTo(where(from), where(to))}</span>
    </p>
  );
}

/** Somebody said what it needs of an agent: who, and what it was before. */
export function Skills({ told: { by, from, to } }: { readonly told: Told<'skills'> }) {
  const listed = (skills: typeof from) => (skills.length === 0 ? words.noSkills : <Rated skills={skills} />);
  return (
    <>
      <p className={styles.line}>
        <strong dir="auto">{words.changedSkills(by.name || words.supervisor)}</strong>
      </p>
      <p className={styles.line}>
        {words.neededBefore}: {listed(from)}
      </p>
      <p className={styles.line}>
        {words.neededNow}: {listed(to)}
      </p>
    </>
  );
}

/** One look at who could take it: who was considered, and why each was not chosen. */
export function Assignment({ told }: { readonly told: Told<'assignment'> }) {
  const agents = useQuery(agentsQuery).data ?? [];
  const chosen =
    told.considered.find(({ agentId }) => agentId === told.chosen) ?? agents.find(({ id }) => id === told.chosen);
  const left = told.considered.filter(({ agentId }) => agentId !== told.chosen);
  return (
    <>
      <p className={styles.line}>
        <strong dir="auto">{told.chosen ? words.chosen(chosen?.name ?? words.agent) : words.nobodyChosen}</strong>{' '}
        <span className={table.quiet}>{told.why}</span>
      </p>
      <p className={styles.line}>
        <Tag>{words.look(told.attempt, told.queue.name)}</Tag>{' '}
        <Tag>
          {words.method}: {words.methods[told.method] ?? told.method}
        </Tag>
      </p>
      {told.considered.length === 0
        ? !told.chosen && <p className={styles.line}>{words.nobodyConsidered}</p>
        : left.length > 0 && (
            <DataTable label={words.considered} columns={[{ name: words.agent }, { name: words.reason }]}>
              {left.map(({ agentId, name, reason }) => (
                <tr key={agentId}>
                  <td className={table.strong} dir="auto">
                    {name}
                  </td>
                  <td dir="auto">{reason}</td>
                </tr>
              ))}
            </DataTable>
          )}
      {told.others > 0 && <p className={styles.line}>{words.others(told.others)}</p>}
    </>
  );
}

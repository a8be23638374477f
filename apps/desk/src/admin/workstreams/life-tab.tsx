import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type LifeSettings, lifeSettingsRequest, type LifeSettingsView } from '#contracts';
import { lifeSettings, saveLifeSettings } from '../../api/conversation-settings.ts';
import { allDefinitions, allKinds } from '../../api/definitions.ts';
import { readPast, untilHeard } from '../../api/query-client.ts';
import { ofOrganisation, settingsOf } from '../../api/settings.ts';
import { lifeWords as words } from '../../words/en-life.ts';
import { askFirst } from '../patterns/ask-first.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { Beside } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import { spokenTime } from '../../parts/units.ts';
import own from '../set-up/set-up.module.css';
import { type PartProps, workstreamList as list } from './part.tsx';
import { Reading } from './reading.tsx';

const about = 'life-settings';

const valuesOf = ({
  workstreamId: _workstreamId,
  workstreamName: _workstreamName,
  version: _version,
  changedAt: _changedAt,
  warnings: _warnings,
  ...values
}: LifeSettingsView): LifeSettings => values;

/** What is new in the contract stands in the section of the rest. */
const sections = [
  { title: words.sections.closing, text: words.sections.closingText, fields: ['waitingMinutes', 'wrapUpMinutes'] },
  { title: words.sections.after, fields: ['reopenWithinHours', 'endWords', 'keepDays'] },
  { title: words.sections.said, fields: ['automatedTexts'] },
];

const isLess = (now: number | null, before: number | null) => now !== null && (before === null || now < before);

/** What a change does that cannot be taken back; null: nothing. */
function touchedBy(before: LifeSettings, now: LifeSettings): string | null {
  const closes = isLess(now.waitingMinutes, before.waitingMinutes);
  const forgets = isLess(now.keepDays, before.keepDays);
  const said = [
    closes && words.closesSooner(spokenTime(now.waitingMinutes!, 'minutes')),
    forgets && words.keepsLess(spokenTime(now.keepDays!, 'days')),
  ].filter((one) => one !== false);
  return said.length === 0 ? null : said.join(' ');
}

const limit = (minutes: number | null | undefined) =>
  minutes === null || minutes === undefined ? words.never : spokenTime(minutes, 'minutes');

/** What else closes a conversation, which holds for everybody or has a list of its own. */
function SetElsewhere({ id }: { readonly id: string }) {
  const everybody = useQuery(settingsOf(ofOrganisation, null)).data?.['autoClose'] as
    Readonly<Record<string, number | null>> | undefined;
  const rules = useQuery(allDefinitions(allKinds.get('time-out-rule')!)).data;
  const mine = rules?.filter((rule) => 'workstreamId' in rule && rule.workstreamId === id);
  return (
    <>
      <Beside title={words.elsewhere}>
        {everybody && (
          <ul className={own.list}>
            <li>
              <span>{words.open}</span>
              <span>{limit(everybody['openMinutes'])}</span>
            </li>
            <li>
              <span>{words.active}</span>
              <span>{limit(everybody['activeMinutes'])}</span>
            </li>
            <li>
              <span>{words.wrapUp}</span>
              <span>{limit(everybody['wrapUpMinutes'])}</span>
            </li>
          </ul>
        )}
        <p className={own.note}>
          <Link to="/admin/organisation">{words.toEverybody}</Link>
        </p>
      </Beside>
      <Beside title={words.rules}>
        {mine &&
          (mine.length === 0 ? (
            <p className={own.note}>{words.noRules}</p>
          ) : (
            <ul className={own.list}>
              {mine.map(({ id: rule, name }) => (
                <li key={rule} dir="auto">
                  <Link to="/admin/settings/$kind/$id" params={{ kind: 'time-out-rules', id: rule }}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          ))}
        <p className={own.note}>
          <Link to="/admin/settings/$kind" params={{ kind: 'time-out-rules' }}>
            {words.toRules}
          </Link>
        </p>
      </Beside>
    </>
  );
}

/** What is allowed and seldom meant. */
function SeldomMeant({ warnings }: Pick<LifeSettingsView, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <div className={own.notice} role="status">
      {warnings.map(({ field, message }) => (
        <p key={field}>
          {words.seldomMeant}: “{nameOfField(field, about)}” {message}.
        </p>
      ))}
    </div>
  );
}

function LifeForm({ id, view, tabs, ...page }: PartProps & { readonly view: LifeSettingsView }) {
  const cache = useQueryClient();
  const now = valuesOf(view);
  return (
    <RecordForm
      {...page}
      list={list}
      section={words.title}
      about={about}
      schema={lifeSettingsRequest}
      sections={sections}
      tabs={
        <>
          {tabs}
          <SeldomMeant warnings={view.warnings} />
        </>
      }
      aside={() => <SetElsewhere id={id} />}
      history={view.version > 0 ? { kind: about, id, name: words.title } : undefined}
      saved={{ values: now, version: view.version }}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from, isConfirmed) => {
        askFirst(touchedBy(now, values as LifeSettings), isConfirmed);
        return saveLifeSettings(cache, id, from ?? 0, values as LifeSettings);
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, lifeSettings(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
    />
  );
}

/** How long the conversations of a workstream live, and what is said in them by itself (product.md 6.2, 17.4). */
export function LifeTab(props: PartProps) {
  const settings = useQuery({ ...lifeSettings(props.id), retry: untilHeard });
  if (settings.data) return <LifeForm key={props.id} {...props} view={settings.data} />;
  return <Reading {...props} query={settings} what={words.failed} />;
}

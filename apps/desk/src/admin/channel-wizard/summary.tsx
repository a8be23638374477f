import { useQuery } from '@tanstack/react-query';
import type { ChannelDraftSummary } from '#contracts';
import { draftSummary } from '../../api/channel-drafts.ts';
import { triggers } from '../../api/texts.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Read } from '../../parts/read.tsx';
import { Address } from '../../parts/small.tsx';
import { nameOfField } from '../patterns/field-names.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import own from '../patterns/wizard.module.css';
import { type ChannelStep, stepsOfChannel } from './steps.ts';

const words = wizardWords.channel;
const languages = new Intl.DisplayNames('en', { type: 'language' });
const said = (isOn: boolean): string => (isOn ? words.yes : words.no);

function Recap({ channel }: Pick<ChannelDraftSummary, 'channel'>) {
  const occasions = useQuery(triggers).data?.items ?? [];
  const { survey, attachments } = channel;
  const rows: readonly (readonly [name: string, value: React.ReactNode])[] = [
    [definitionWords.name, channel.name],
    [adminWords.channels.workstream, channel.workstream?.name],
    [adminWords.channels.number, channel.number && <Address of={channel.number} />],
    [adminWords.channels.account, channel.account?.name],
    [adminWords.channels.language, channel.language && languages.of(channel.language)],
    [words.hours, channel.operatingHours.enabled ? channel.operatingHours.hours?.name : words.alwaysOpen],
    [
      words.messages,
      channel.automatedMessages
        .map(({ trigger }) => occasions.find((one) => one.trigger === trigger)?.title ?? trigger)
        .join(', ') || words.none,
    ],
    [nameOfField('survey'), survey.enabled ? survey.survey?.name : words.no],
    [
      nameOfField('bot'),
      survey.bot.enabled ? (survey.bot.sameSettings ? nameOfField('sameSettings') : survey.bot.survey?.name) : words.no,
    ],
    [nameOfField('attachments'), said(attachments.enabled)],
    [nameOfField('customers'), said(attachments.enabled && attachments.customers)],
    [nameOfField('agents'), said(attachments.enabled && attachments.agents)],
    [nameOfField('realTimeTranslation'), said(channel.realTimeTranslation)],
  ];
  return (
    <dl className={own.recap}>
      {rows.map(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name} value`} dir="auto">
          {value || '–'}
        </dd>,
      ])}
    </dl>
  );
}

interface SummaryPageProps {
  readonly id: string;
  readonly version: number;
  readonly go: (step: ChannelStep) => void;
}

/** Everything that was chosen, the address to enter at the provider, and what is missing, each with the way to it. */
export function SummaryPage({ id, version, go }: SummaryPageProps) {
  const query = useQuery(draftSummary(id, version));
  return (
    <Read query={query} what={words.steps.summary}>
      {({ channel, missing, inboundUrl }) => (
        <>
          <Recap channel={channel} />
          {inboundUrl && (
            <div className={styles.field}>
              <span className={styles.fieldName}>{words.inbound}</span>
              <CopyField name={words.inbound} value={inboundUrl} />
            </div>
          )}
          {missing.length === 0 ? (
            <p className={own.live} data-connected role="status">
              {words.ready}
            </p>
          ) : (
            <div className={styles.warning} role="status">
              <div>
                <p>{words.missing(missing.length)}</p>
                <ul>
                  {missing.map(({ field, message }) => {
                    const [page = '', ...rest] = field.split('.');
                    const step = stepsOfChannel.find((one) => one === page) ?? 'setup';
                    return (
                      <li key={`${field} ${message}`}>
                        <button type="button" className={own.jump} onClick={() => go(step)}>
                          {words.steps[step]}
                          {rest.length > 0 && `, ${nameOfField(rest.join('.'))}`}
                        </button>
                        : {message}
                      </li>
                    );
                  })}
                </ul>
              </div>
            </div>
          )}
        </>
      )}
    </Read>
  );
}

import { isSame, type OutboundRunRequest } from '#contracts';

type Said = Omit<OutboundRunRequest, 'contacts'>;
/** A run as far as somebody said it. */
type Run = Readonly<Record<Exclude<keyof Said, 'beginsAt' | 'endsAt'>, unknown>> & {
  readonly beginsAt: Date;
  readonly endsAt: Date;
};

const fields = [
  ...([
    'configurationId',
    'name',
    'description',
    'priority',
    'attempts',
    'reattemptAfterMinutes',
    'keepContextDays',
  ] as const),
  ...(['textsPerMinute', 'workstreamId', 'queueId', 'fallbackQueueId', 'skills', 'order', 'throttle'] as const),
];

/**
 * The first field in which a run is asked for otherwise than it was begun; null: none. Where null is said for when it begins and ends, and for how
 * long an answer counts, that was settled when it was begun.
 */
export function saidOtherwise(run: Run, asked: Said): keyof Said | null {
  const other = fields.find((field) => !isSame(run[field], asked[field]));
  if (other !== undefined) return other;
  for (const field of ['beginsAt', 'endsAt'] as const) {
    const said = asked[field];
    if (said !== null && Date.parse(said) !== run[field].getTime()) return field;
  }
  const minutes = asked.firstResponseMinutes;
  return minutes !== null && minutes !== run.firstResponseMinutes ? 'firstResponseMinutes' : null;
}

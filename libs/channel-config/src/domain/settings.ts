import type { Settled, SettingsKind } from '#contracts';

/** What is set of one thing (decisions: limits, toggles, what a workstream carries). */
export interface Settings {
  /** Of this record: its history and what it names go by it. */
  readonly id: string;
  readonly kind: string;
  /** Which workstream, or the organisation. */
  readonly about: string;
  /** 0: as it came, and not stored. */
  readonly version: number;
  readonly body: Settled;
  readonly changedAt: Date | null;
}

/** What holds while nobody has said otherwise. */
export const usualSettings = (kind: SettingsKind, about: string, id: string): Settings => ({
  id,
  kind: kind.kind,
  about,
  version: 0,
  body: kind.request.parse({}),
  changedAt: null,
});

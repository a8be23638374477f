import type { OfferId } from '#contracts';
import { unseenMs } from './offer.ts';

/** When a desk of one agent last showed each offer, as ISO times. */
export type ShownOffers = Readonly<Record<OfferId, string>>;

/** A desk says what it shows now. What it has not shown for as long as loses an offer is forgotten. */
export function acknowledge(shown: ShownOffers, showing: readonly OfferId[], now: Date): ShownOffers {
  const recent = Object.entries<string>(shown).filter(([, at]) => now.getTime() - Date.parse(at) < unseenMs);
  return Object.fromEntries([...recent, ...showing.map((id) => [id, now.toISOString()])]);
}

/** When an offer was last shown; null: never, or too long ago to matter. */
export function shownAt(shown: ShownOffers, id: OfferId): Date | null {
  const at = shown[id];
  return at === undefined ? null : new Date(at);
}

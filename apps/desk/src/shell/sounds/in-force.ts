import type { OrganisationSettings, PreferencesRequest } from '#contracts';

/** What the organisation set for sound. */
export type Sounds = OrganisationSettings['sounds'];
/** What is heard: of work that is offered, or of a text in a session that is not in view. */
export type Heard = 'offer' | 'message';
export type Offered = Sounds['offer'];

/** What an agent chose otherwise; what is missing is the organisation's. */
export type OwnSounds = Readonly<PreferencesRequest['sounds']>;

const over = <Set extends object>(
  set: Set,
  own: { readonly [Name in keyof Set]?: Set[Name] | undefined } | null | undefined,
): Set => ({
  ...set,
  ...Object.fromEntries(
    Object.entries(own ?? {}).filter(([name, value]) => name in set && typeof value === typeof set[name as keyof Set]),
  ),
});

/**
 * What is heard, and how: as the organisation set it, and as the agent chose where agents may. Nothing at all where the organisation turned
 * sound off (product.md 15.4, 7).
 */
export function soundsInForce(set: Sounds, own: OwnSounds): Sounds {
  const { offer, message } = set;
  if (!set.enabled) return { ...set, offer: { ...offer, play: false }, message: { ...message, play: false } };
  if (!set.agentsMayPersonalise) return set;
  return { ...set, offer: over(offer, own.offer), message: over(message, own.message) };
}

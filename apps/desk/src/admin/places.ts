import type { Role } from '#contracts';
import { allKinds, type Kind } from '../api/definitions.ts';
import { placeWords } from '../words/en-places.ts';
import { spoken } from './patterns/controls.ts';

/** What a kind is called on its pages. */
export const titleOfKind = (kind: string, title = kind): string => placeWords.kinds[kind] ?? spoken(title);
export const titleOf = ({ kind, title }: Kind): string => titleOfKind(kind, title);

/** One entry of the side bar. */
export interface Place {
  readonly name: string;
  readonly to: string;
  /** The kind of definition that it lists. */
  readonly kind?: Kind;
}
export interface Group {
  readonly name: string;
  readonly places: readonly Place[];
}

const { names, groups } = placeWords;

const page = (name: keyof typeof names, at: string = name): Place => ({ name: names[name], to: `/admin/${at}` });
const list = (name: string): Place => {
  const kind = allKinds.get(name)!;
  return { name: titleOf(kind), to: `/admin/settings/${kind.path}`, kind };
};

/** The site map of administration: the reference page's words for what it has, ours for the rest. */
export const sideBar: readonly Group[] = [
  {
    name: groups.support,
    places: [
      page('channels'),
      page('accounts'),
      page('workstreams'),
      page('queues'),
      page('routing'),
      page('assignment'),
      page('customers'),
      list('bot'),
      list('assist'),
      list('skill-finder'),
      page('messages'),
      page('sending'),
      list('quick-reply'),
      list('survey'),
      list('disposition-code'),
      list('context-variable'),
      list('outbound-configuration'),
      page('runs'),
      list('message-template'),
      list('time-out-rule'),
    ],
  },
  {
    name: groups.workforce,
    places: [
      page('users'),
      list('skill'),
      list('skill-type'),
      list('rating-model'),
      list('capacity-profile'),
      list('presence'),
      list('operating-hours'),
    ],
  },
  {
    name: groups.experience,
    places: [list('session-template'), list('application-tab'), list('notification-template'), list('sound')],
  },
  {
    name: groups.safety,
    places: [
      page('consent'),
      list('consent-mode'),
      list('consent-text'),
      page('blocked'),
      list('masking-rule'),
      page('forget'),
    ],
  },
  {
    name: groups.system,
    places: [
      page('organisation'),
      page('security'),
      page('webhooks'),
      page('history'),
      page('failedEvents', 'failed-events'),
      page('transfer'),
    ],
  },
];

/** Every place once, with its group. */
export const everyPlace = sideBar.flatMap((group) => group.places.map((place) => ({ ...place, group: group.name })));

/** What supervisors find in administration (product.md 36): quick replies are theirs to keep, hours and presences to look at. */
const ofSupervisors: readonly string[] = ['quick-reply', 'operating-hours', 'presence'];

/** The side bar of somebody with these roles. */
export const sideBarOf = (roles: readonly Role[]): readonly Group[] =>
  roles.includes('administrator')
    ? sideBar
    : sideBar
        .map(({ name, places }) => ({
          name,
          places: places.filter(({ kind }) => kind !== undefined && ofSupervisors.includes(kind.kind)),
        }))
        .filter(({ places }) => places.length > 0);

/** Whether somebody with these roles may change things of this kind, as its door says. */
export const mayEdit = ({ editors = ['administrator'] }: Pick<Kind, 'editors'>, roles: readonly Role[]): boolean =>
  editors.some((role) => roles.includes(role));

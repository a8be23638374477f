import type { ChosenDispositionsView, DispositionOptionsView } from '#contracts';

type Option = DispositionOptionsView['items'][number];

/** A reason as it can be chosen; one that is chosen stays in sight although nobody can choose it any more. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly stopsTexts: boolean;
  readonly isChosen: boolean;
}

export interface Category {
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** What I have chosen so far. */
export const chosenBy = (chosen: ChosenDispositionsView, agentId: string | null): readonly string[] =>
  chosen.items.filter(({ by }) => by.agentId === agentId).map(({ id }) => id);

/** The reasons to choose from, category by category in the order of the list; those whose name or category has the words searched for. */
export function categoriesOf(
  options: readonly Option[],
  chosen: ChosenDispositionsView['items'],
  mine: readonly string[],
  search: string,
): readonly Category[] {
  const retired = chosen
    .filter(({ id }) => mine.includes(id) && !options.some((option) => option.id === id))
    .map((one) => ({ ...one, effect: 'none' as const }));
  const wanted = search.trim().toLocaleLowerCase();
  const groups = new Map<string, Choice[]>();
  for (const { id, name, category, effect } of [...options, ...retired]) {
    if (wanted !== '' && !`${category} ${name}`.toLocaleLowerCase().includes(wanted)) continue;
    const choice = { id, name, category, stopsTexts: effect === 'do-not-contact', isChosen: mine.includes(id) };
    groups.set(category, [...(groups.get(category) ?? []), choice]);
  }
  return [...groups].map(([name, choices]) => ({ name, choices }));
}

/**
 * What is chosen after this one was pressed: once more takes it back; where only one may be chosen it takes the place of the other. Null: as
 * many are chosen as may be.
 */
export function pressed(mine: readonly string[], id: string, atMost: number): readonly string[] | null {
  if (mine.includes(id)) return mine.filter((one) => one !== id);
  if (atMost === 1) return [id];
  return mine.length < atMost ? [...mine, id] : null;
}

/** What colleagues said, each with their reasons. */
export function saidByOthers(
  { items }: ChosenDispositionsView,
  agentId: string | null,
): readonly { readonly name: string; readonly reasons: readonly string[] }[] {
  const others = new Map<string, { name: string; reasons: string[] }>();
  for (const { by, name } of items) {
    if (by.agentId === agentId) continue;
    const known = others.get(by.agentId) ?? { name: by.name, reasons: [] };
    others.set(by.agentId, { ...known, reasons: [...known.reasons, name] });
  }
  return [...others.values()];
}

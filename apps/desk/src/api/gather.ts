/**
 * Asks for many of a kind at once what is wanted one by one while a list is drawn: two hundred names are one request. What the answer leaves
 * out is null.
 */
export function gathered<View extends { readonly conversationId: string }>(
  load: (ids: readonly string[]) => Promise<readonly View[]>,
): (id: string) => Promise<View | null> {
  let asked = new Map<string, ((view: View | null) => void)[]>();
  let gathering: Promise<void> | null = null;
  const fetchAll = async () => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    const all = [...asked];
    asked = new Map();
    gathering = null;
    for (let from = 0; from < all.length; from += 200) {
      const part = all.slice(from, from + 200);
      const items = await load(part.map(([id]) => id));
      const found = new Map(items.map((item) => [item.conversationId, item]));
      for (const [id, answers] of part) answers.forEach((answer) => answer(found.get(id) ?? null));
    }
  };
  return (id) =>
    new Promise((resolve, reject) => {
      asked.set(id, [...(asked.get(id) ?? []), resolve]);
      (gathering ??= fetchAll()).catch(reject);
    });
}

/** What Parley asks a skill finder (docs/bots.md), as far as this one reads it. */
export interface Question {
  readonly text: string;
}

const words: Readonly<Record<string, readonly string[]>> = {
  billing: ['bill', 'invoice', 'charge', 'refund', 'pay'],
  delivery: ['parcel', 'deliver', 'courier', 'late', 'track'],
  repair: ['broken', 'crack', 'repair', 'warranty'],
};

/** A model that knows a few words of three topics: a place to begin from. The more of them a text has, the higher it rates the topic. */
export function answer({ text }: Question): { tags: { tag: string; rating: number }[] } {
  const said = text.toLowerCase();
  return {
    tags: Object.entries(words).flatMap(([tag, some]) => {
      const found = some.filter((word) => said.includes(word)).length;
      return found === 0 ? [] : [{ tag, rating: Math.min(10, found * 3) }];
    }),
  };
}

import fc from 'fast-check';
import { configurationText, readYaml } from './configuration-file.ts';

const sections = ['first', 'second', 'none'];
const slug = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const thing = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', '\n', ' ', '#', ':', '"', '-', '\t') }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
  ),
);
const entries = fc
  .dictionary(slug, thing)
  .chain((things) => fc.record({ things: fc.constant(things), section: fc.constantFrom('first', 'second') }));

describe('the text of a file of configuration', () => {
  it.each(['yaml', 'json'] as const)('says as %s what it was made from, whatever its texts are', async (form) => {
    await fc.assert(
      fc.asyncProperty(entries, async ({ things, section }) => {
        const all = Object.entries(things).map(([name, one]) => ({ section, slug: name, thing: one }));
        let text = '';
        for await (const piece of configurationText(sections, all, form)) text += piece;
        const read = form === 'yaml' ? readYaml(text) : (JSON.parse(text) as unknown);
        expect(read).toEqual({ format: 1, first: {}, second: {}, none: {}, [section]: { ...things } });
      }),
      { examples: [[{ things: { one: { a: ' \n' } }, section: 'first' }]] },
    );
  });
});

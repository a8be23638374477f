import fc from 'fast-check';
import { readSearch } from './quick-reply-search.ts';

const tags = ['refund', 'late'];
const search = (typed: string) => readSearch(typed, (word) => tags.includes(word.toLowerCase()));

describe('what is typed behind /q', () => {
  it.each([
    ['', { lists: null, tags: [], keyword: '' }],
    ['parcel', { lists: null, tags: [], keyword: 'parcel' }],
    ['where is it', { lists: null, tags: [], keyword: 'where is it' }],
    ['refund', { lists: null, tags: ['refund'], keyword: '' }],
    ['Refund late  tomorrow  early', { lists: null, tags: ['Refund', 'late'], keyword: 'tomorrow early' }],
    ['tomorrow refund', { lists: null, tags: [], keyword: 'tomorrow refund' }],
    ['#', { lists: '', tags: [], keyword: '' }],
    ['#re', { lists: 're', tags: ['re'], keyword: '' }],
    ['#refund #late soon', { lists: null, tags: ['refund', 'late'], keyword: 'soon' }],
    ['#nobody soon', { lists: null, tags: ['nobody'], keyword: 'soon' }],
  ])('as "%s" means %j', (typed, meant) => {
    expect(search(typed)).toEqual(meant);
  });

  it('never loses a word', () => {
    const word = fc.constantFrom('refund', '#late', 'soon', '#other', 'x');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const { tags: found, keyword } = search(words.join(' '));
        expect([...found, ...keyword.split(' ').filter(Boolean)].join(' ').replaceAll('#', '')).toBe(
          words.join(' ').replaceAll('#', ''),
        );
      }),
    );
  });
});

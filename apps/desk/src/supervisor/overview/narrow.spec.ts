import { anything, choicesOf, narrowed, nobody } from './narrow.ts';

const conversation = (status: string, line: string, agentId: string | null, queue?: string) =>
  ({ status, channelId: line, channelName: `Line ${line}`, agentId, queue }) as never as {
    status: 'open';
    channelId: never;
    channelName: string;
    agentId: never;
    queue?: string;
  };
const all = [
  conversation('open', 'a', null, 'Main'),
  conversation('active', 'a', 'lena', 'Main'),
  conversation('active', 'b', 'diego', 'Night'),
  conversation('waiting', 'b', 'lena'),
];
const found = (narrow: object) =>
  narrowed(all, { ...anything, ...narrow }, ({ queue }) => queue).map((one) => all.indexOf(one));

describe('the conversations of a supervisor', () => {
  it.each([
    [{}, [0, 1, 2, 3]],
    [{ status: 'active' }, [1, 2]],
    [{ line: 'b' }, [2, 3]],
    [{ queue: 'Main' }, [0, 1]],
    [{ agent: 'lena' }, [1, 3]],
    [{ agent: nobody }, [0]],
    [{ status: 'active', line: 'a', agent: 'diego' }, []],
  ])('are narrowed to what is like %j', (narrow, expected) => {
    expect(found(narrow)).toEqual(expected);
  });

  it('offer to be narrowed to what is among them, once each and by name, and to what they are narrowed to', () => {
    const line = ({ channelId, channelName }: (typeof all)[number]) => ({ value: channelId, label: channelName });
    expect(choicesOf(all.toReversed(), line, null).map(({ label }) => label)).toEqual(['Line a', 'Line b']);
    expect(choicesOf([], line, { value: 'c', label: 'Line c' })).toEqual([{ value: 'c', label: 'Line c' }]);
    expect(choicesOf(all, () => null, null)).toEqual([]);
  });
});

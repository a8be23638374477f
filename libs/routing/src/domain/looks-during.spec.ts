import { queueId } from '#contracts';
import { looksDuring, staysOf } from './looks-during.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute));
const [billing, returns] = ['018f0000-0000-7000-8000-000000000901', '018f0000-0000-7000-8000-000000000902'].map((id) =>
  queueId.parse(id),
) as [ReturnType<typeof queueId.parse>, ReturnType<typeof queueId.parse>];

describe('where an item waited', () => {
  it('is one queue after another, the last until it was taken', () => {
    const stays = staysOf([{ at: at(0), queueId: billing }], { at: at(5), queueId: returns }, at(9));
    expect(stays).toEqual([
      { queueId: billing, from: at(0), to: at(5) },
      { queueId: returns, from: at(5), to: at(9) },
    ]);
  });

  it('is not the queue that it left at once, and the last one even then', () => {
    const turns = [
      { at: at(0), queueId: billing },
      { at: at(0), queueId: returns },
    ];
    expect(staysOf(turns, { at: at(0), queueId: returns }, at(4))).toEqual([
      { queueId: returns, from: at(0), to: at(4) },
    ]);
    expect(staysOf([], { at: at(4), queueId: returns }, at(4))).toHaveLength(1);
  });
});

describe('looks at a line while an item waited in it', () => {
  const look = (minute: number, isOver = false) => ({ at: at(minute), isOver });

  it('are what held when it came, and what was found until it was taken', () => {
    const looks = [look(0), look(2), look(4), look(8)];
    expect(looksDuring(looks, { from: at(3), to: at(5) })).toEqual([look(2), look(4)]);
  });

  it('are not those of before the line moved again', () => {
    expect(looksDuring([look(0), look(2, true)], { from: at(3), to: at(5) })).toEqual([]);
    expect(looksDuring([look(0), look(2, true), look(4)], { from: at(1), to: at(5) })).toEqual([look(0), look(4)]);
  });

  it('are none where it did not wait', () => {
    expect(looksDuring([look(0)], { from: at(3), to: at(3) })).toEqual([]);
  });
});

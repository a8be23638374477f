import { memoryFolder } from './folders.ts';

const gigabyte = 2 ** 30;

describe('data of tests', () => {
  it.each([
    [16, 8, '/dev/shm'],
    [8, 4, '/dev/shm'],
    // a machine that is small, one that is busy, and one without such a folder
    [2, 1, undefined],
    [4, 8, undefined],
    [16, 0.06, undefined],
    [16, 0, undefined],
  ])('with %s GB of memory left and room for %s GB in it lie in %s', (available, free, folder) => {
    expect(memoryFolder(available * gigabyte, free * gigabyte)).toBe(folder);
  });
});

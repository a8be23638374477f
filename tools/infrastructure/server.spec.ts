import { firstThatServes, NotToBeHad } from './server.ts';

const not = (why: string) => () => {
  throw new NotToBeHad(why);
};

describe('looking for a server', () => {
  it('takes the first way that works', async () => {
    expect(await firstThatServes('server', [not('Too far.'), () => 'second', () => 'third'])).toBe('second');
  });

  it('says all that was in the way when nothing works', async () => {
    await expect(firstThatServes('server', [not('Too far.'), not('Too dear.'), not('Too far.')])).rejects.toThrow(
      'No server: Too far. Too dear.',
    );
  });

  it('does not pass over what is broken', async () => {
    const broken = () => {
      throw new Error('It burns.');
    };
    await expect(firstThatServes('server', [broken, () => 'second'])).rejects.toThrow('It burns.');
  });
});

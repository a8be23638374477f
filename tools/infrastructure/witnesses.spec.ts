import { whenATestFails } from '#testing';
import { addWhatWasSeen, forgetWitnesses } from './witnesses.ts';

afterEach(forgetWitnesses);

const seenWith = async (error: Error) => {
  await addWhatWasSeen(error);
  return error;
};

describe('a test that fails', () => {
  it('says what its witnesses saw, where its error says what was wrong', async () => {
    whenATestFails(() => Promise.resolve('The window showed: Offer'));
    whenATestFails(() => Promise.resolve('The other window showed: nothing'));
    const { message, stack } = await seenWith(new Error('It did not come.'));
    expect(message).toBe('It did not come.\n\nThe window showed: Offer\n\nThe other window showed: nothing');
    expect(stack).toMatch(/^Error: It did not come\.\n\nThe window showed: Offer\n\n.*nothing\n +at /);
  });

  it('says its own where a witness has nothing to say, or cannot', async () => {
    whenATestFails(() => Promise.resolve(''));
    whenATestFails(() => Promise.reject(new Error('The window is closed.')));
    expect((await seenWith(new Error('It did not come.'))).message).toBe('It did not come.');
  });

  it('asks nobody of a file before', async () => {
    whenATestFails(() => Promise.resolve('seen'));
    forgetWitnesses();
    expect((await seenWith(new Error('It did not come.'))).message).toBe('It did not come.');
  });
});

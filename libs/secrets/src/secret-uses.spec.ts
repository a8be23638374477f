import { type SecretUse, SecretUses } from './secret-uses.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, second));

const toldOf = async (uses: SecretUses) => {
  const told: SecretUse[] = [];
  await uses.tell(async (some) => void told.push(...some));
  return told;
};

describe('what secrets are read for', () => {
  it('is counted by secret, by whose it is and by purpose, and told once', async () => {
    const uses = new SecretUses();
    for (const second of [1, 2, 3]) uses.note('token', 'main', 'sending', at(second));
    uses.note('token', 'main', 'verifying', at(4));
    uses.note('token', 'other', 'sending', at(5));
    expect(await toldOf(uses)).toEqual([
      { secret: 'token', subject: 'main', purpose: 'sending', times: 3, since: at(1), lastAt: at(3) },
      { secret: 'token', subject: 'main', purpose: 'verifying', times: 1, since: at(4), lastAt: at(4) },
      { secret: 'token', subject: 'other', purpose: 'sending', times: 1, since: at(5), lastAt: at(5) },
    ]);
    expect(await toldOf(uses)).toEqual([]);
  });

  it('that could not be told is told with what came meanwhile', async () => {
    const uses = new SecretUses();
    uses.note('token', 'main', 'sending', at(1));
    const failing = uses.tell(async () => {
      uses.note('token', 'main', 'sending', at(2));
      throw new Error('away');
    });
    await expect(failing).rejects.toThrow('away');
    expect(await toldOf(uses)).toEqual([
      { secret: 'token', subject: 'main', purpose: 'sending', times: 2, since: at(1), lastAt: at(2) },
    ]);
  });
});

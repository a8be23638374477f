import './jest-equip.ts';

const tearDown = async (): Promise<void> => globalThis.equipment?.stop();

export { tearDown as default };

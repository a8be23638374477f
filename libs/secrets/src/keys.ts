/** Keys by id, in the order given: `id:base64,id:base64`, 32 bytes each. `name` is what the setting is called. */
export function readKeys(name: string, keys: string): ReadonlyMap<string, Buffer> {
  const read = new Map<string, Buffer>();
  for (const entry of keys.split(',')) {
    const [id = '', encoded = ''] = entry.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!/^[\w-]+$/.test(id) || key.length !== 32)
      throw new Error(`${name} must be a list of id:key, each key 32 bytes in base64.`);
    read.set(id, key);
  }
  return read;
}

import { useSyncExternalStore } from 'react';
import { addressesKnown, spellAddress, watchAddresses } from './address.ts';

/** {@link spellAddress} for what is on screen: written again as soon as it can be written better. */
export function useAddress(address: string): string {
  useSyncExternalStore(watchAddresses, addressesKnown);
  return spellAddress(address);
}

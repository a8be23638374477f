export { applyFile, type Door, type How, RefusedFile, type Results, type Tried, tryFile, WrongFile } from './apply.ts';
export { compose, type Fault, type File, type Parts } from './compose.ts';
export {
  actionOnKey,
  type AskedKey,
  faultsOfKeys,
  type PlaceOfKey,
  placesOfKeys,
  serviceOfKey,
  type StandingKey,
  takeKeys,
  withKeys,
} from './keys.ts';
export { withSecrets } from './secrets.ts';

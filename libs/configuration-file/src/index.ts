export { applyFile, type Door, type How, RefusedFile, type Results, type Tried, tryFile, WrongFile } from './apply.ts';
export { compose, type Fault, type File, type Parts, withSecrets } from './compose.ts';

/** Whose approvals a classic token takes: a crypto officer's, or, where it is for a key, a crypto user's. */
import { resolve } from 'node:path';
import { readFileStart } from '../../../files/read.ts';
import { type FieldText, showText } from '../../../parser/text.ts';
import { findRecords, RECORD_BYTES } from '../../../token/record.ts';
import { typeOfApprovers } from '../../../token/sdk5/roles.ts';
import type { Context } from '../../context.ts';

/** @param token a token file, or its first record */
export function typeForToken(token: Uint8Array): 1 | 2 {
  const [first] = findRecords(token).records;
  return typeOfApprovers(first?.service ?? 0);
}

/** The same of a file; of one that is not there yet, a crypto officer's. */
export function typeForTokenFile(path: FieldText, { cwd }: Context): 1 | 2 {
  const shown = showText(path);
  const start = shown === '' ? undefined : readFileStart(resolve(cwd, shown), RECORD_BYTES)?.start;
  return typeForToken(start ?? new Uint8Array());
}

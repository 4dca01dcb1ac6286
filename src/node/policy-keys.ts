import { dirname, resolve } from 'node:path';
import { type AnyFailure, isFailure } from '../failure.ts';
import type { KeyFileProblem } from '../failure-codes/policy-diagnostic.ts';
import { readRegularFile } from '../files/read.ts';

/** Most bytes that a file with a public key may have: more than any certificate with its chain. */
const LARGEST = 1 << 16;

/**
 * Opens the key files that a policy names: regular files only, relative to the policy's own folder.
 *
 * @param policy its path, relative to `cwd`; `-` where it has none, and its folder is `cwd`
 * @returns what a file holds, or why it cannot be had
 * @example
 * const openKey = policyKeys('policies/payment.toml', process.cwd());
 * openKey('keys/ada.pub'); // policies/keys/ada.pub
 */
export function policyKeys(
  policy: string,
  cwd: string,
): (path: string) => Uint8Array | KeyFileProblem {
  const folder = policy === '-' ? cwd : dirname(resolve(cwd, policy));
  return (path) => {
    try {
      return readRegularFile(path, { what: 'public key', folder, limit: LARGEST });
    } catch (error) {
      if (!isFailure(error)) throw error;
      return describe(error);
    }
  };
}

function describe(failure: AnyFailure): KeyFileProblem {
  switch (failure.code) {
    case 'file-unreadable':
      return { code: 'unreadable', system: failure.values.system };
    case 'file-too-large':
      return { code: 'too-large', limit: failure.values.limit };
    default:
      return { code: 'not-regular' };
  }
}

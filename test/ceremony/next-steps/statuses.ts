/** What became of files, for tests of what has to be done next. */
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import type {
  CeremonyStatus,
  JudgedApproval,
  Judgement,
  MissingOfficer,
} from '../../../src/ceremony/status.ts';
import type { WrongCause, WrongSignature } from '../../../src/ceremony/wrong-signature.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { makeToken } from '../ceremony.ts';

/** Of a file with a token of officer1, in which no approval is and two are needed. */
export function statusWith(more: Partial<CeremonyStatus> = {}): CeremonyStatus {
  return {
    format: 'classic',
    token: readSignedToken('t', makeToken(), nodeCrypto),
    approvals: [],
    missing: [],
    strangers: [],
    right: 0,
    required: 2,
    requiredFrom: 'option',
    refusals: [],
    reached: false,
    warnings: [],
    ...more,
  };
}

/** An approval, its signature in `NAME.sig`. */
export function approvalOf(
  name: string,
  judgement: Judgement,
  more: Partial<Pick<JudgedApproval, 'file' | 'type' | 'onRequest'>> = {},
): JudgedApproval {
  return { type: 2, name, file: `${name}.sig`, trailingBytes: 0, ...judgement, ...more };
}

export const RIGHT: Judgement = { state: 'right' };

/** A wrong signature, by the causes that come without values. */
export function wrongBy(
  codes: readonly string[],
  more: Partial<WrongSignature> = {},
  right?: string,
): Judgement {
  const [first, ...others] = codes.map((code) => ({ code }) as WrongCause);
  if (first === undefined) throw new Error('a wrong signature has a cause');
  const wrong = { causes: [first, ...others], signer: undefined, fixed: undefined, ...more };
  return { state: 'wrong', wrong: wrong as WrongSignature, right };
}

/** Officers with usable keys who have not signed. */
export function missingOf(...names: readonly string[]): readonly MissingOfficer[] {
  return names.map((name) => ({ name, isUsable: true }));
}

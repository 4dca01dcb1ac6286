/** Whose a bare signature is. */

import { type CheckOptions, findApprover } from '../../../../ceremony/collect.ts';
import type { CombineInput } from '../../../../ceremony/combine.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { quoted } from '../../../input/read-file.ts';
import type { BareSignature } from './inputs.ts';

/**
 * A bare signature as an approval.
 *
 * @param expected the type of those whose approvals the token's service takes
 * @throws Failure where it is nobody's, or has another length and nobody can say why
 */
export async function signedBy(
  signature: BareSignature,
  base: CombineInput,
  expected: number,
  check: CheckOptions | undefined,
): Promise<CombineInput> {
  const { path, bytes, type = expected } = signature;
  const name = signature.name ?? (await nameOf(signature, base, check));
  if (bytes.length !== 256 && check === undefined) {
    throw new CommandFailure(
      'file',
      `the signature ${quoted(path)} has ${countNoun(bytes.length, 'byte')}, expected 256`,
      'with --roster you are told what it is',
    );
  }
  const approvers = [{ type, name, file: path, signature: bytes }];
  return { ...base, source: path, approvers };
}

async function nameOf(
  { path, bytes }: BareSignature,
  { token }: CombineInput,
  check: CheckOptions | undefined,
): Promise<string> {
  if (check === undefined) {
    throw new CommandFailure(
      'usage',
      `${quoted(path)} is no approval file, and it is not said whose signature it is`,
      'write NAME=FILE, or give --roster, which tells whose it is',
    );
  }
  const found = findApprover(bytes, token, check, nodeCrypto);
  if ('name' in found) return found.name;
  const { describeNobodys } = await import('../../../../words/collect.ts');
  throw new CommandFailure(
    'file',
    describeNobodys(found.wrong, path),
    'have the officer sign again, or leave it out',
  );
}

import { uint8ArrayToHex } from 'uint8array-extras';
import { escapeUnsafe } from '../../../../printable.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { Context } from '../../../context.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import type { CheckedAnswer, VerifyAnswer } from '../answer.ts';
import type { VerifyArguments, VerifyKeys } from '../keys.ts';
import { describeFile, describeKey, findKeyPath } from './answer-parts.ts';
import { type CheckedSignature, type CheckInput, checkFile } from './check.ts';
import { explainSdk5ByHand } from './explain.ts';

/**
 * Verifies all signatures in a file.
 *
 * @returns whether there is one, and all are right
 */
export function showAll(
  input: CheckInput,
  keys: VerifyKeys,
  args: VerifyArguments,
  context: Context,
): boolean {
  const { signatures, warnings } = checkFile(input);
  const wrong = signatures.filter(({ isRight }) => !isRight).length;
  const verified = signatures.length > 0 && wrong === 0;
  const byHand = args.explain ? explain(signatures, keys, args) : undefined;
  if (args.json) {
    const answer: VerifyAnswer = {
      ...describeFile(input, args),
      verified,
      reason: verified ? null : describeCount(signatures.length, wrong),
      officer: null,
      key: null,
      keyFile: null,
      causes: [],
      signatures: signatures.map((signature) => encode(signature, keys)),
      warnings,
      ...(byHand && { byHand }),
    };
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLines([
      ...foldLines(signatures, (signature) => [describeChecked(signature, keys)]),
      ...(signatures.length === 0 ? [`wrong: ${describeCount(0, 0)}`] : []),
      ...foldLines(warnings, (warning) => [`careful: ${warning}`]),
      ...(byHand ?? []),
    ]);
  }
  return verified;
}

function explain(
  signatures: readonly CheckedSignature[],
  keys: VerifyKeys,
  { file }: VerifyArguments,
): readonly string[] {
  return signatures.flatMap(({ place, toSign, signer, username }) => {
    const keyFile = findKeyPath(signer ?? username, keys);
    return explainSdk5ByHand({ toSign, source: { place }, keyFile }, file);
  });
}

function describeCount(all: number, wrong: number): string {
  if (all === 0) return 'there is no signature in the file';
  return `of ${countNoun(all, 'signature')}, ${wrong} ${wrong === 1 ? 'is' : 'are'} wrong`;
}

function describeChecked(
  { place, username, isRight, reasons, signer }: CheckedSignature,
  keys: VerifyKeys,
): string {
  const said = username === undefined ? '' : `, of ${escapeUnsafe(username)}`;
  if (!isRight) return `wrong: the signature in ${place}${said}: ${reasons.join('; ')}`;
  if (keys.kind === 'roster') {
    return `right: the signature in ${place} is by ${escapeUnsafe(signer ?? '')}`;
  }
  const by = `is by ${escapeUnsafe(keys.path)}`;
  return `right: the signature in ${place}${said === '' ? '' : `${said},`} ${by}`;
}

function encode(signature: CheckedSignature, keys: VerifyKeys): CheckedAnswer {
  const { place, username, toSign, isRight, reasons, causes, signer } = signature;
  return {
    place,
    username: username ?? null,
    sha256: uint8ArrayToHex(toSign.digest),
    verified: isRight,
    reasons,
    causes,
    ...describeKey(signer, keys),
  };
}

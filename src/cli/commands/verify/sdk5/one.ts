import { explainSignature, findSigner } from '../../../../ceremony/wrong-signature.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { listToSign, type ToSign } from '../../../../token/sdk5/to-sign.ts';
import type { Context } from '../../../context.ts';
import type { VerifyAnswer } from '../answer.ts';
import type { VerifyArguments, VerifyKeys } from '../keys.ts';
import { describeFile, describeKey, findKeyPath } from './answer-parts.ts';
import { type CheckInput, describeCase } from './check.ts';
import { explainSdk5ByHand } from './explain.ts';

/**
 * Verifies a signature in a file of its own: of anything that is to be signed in the JSON.
 *
 * @returns whether it is right
 */
export function showOne(
  signature: Uint8Array,
  input: CheckInput,
  keys: VerifyKeys,
  args: VerifyArguments,
  context: Context,
): boolean {
  const all = listToSign(input.document).map((toSign) => ({
    toSign,
    given: { ...describeCase(toSign, input), signature },
  }));
  const right = all.find(({ given }) => findSigner(given, undefined, nodeCrypto) !== undefined);
  const signer = right && findSigner(right.given, undefined, nodeCrypto);
  const [first] = all;
  const wrong =
    right || first === undefined ? undefined : explainSignature(first.given, nodeCrypto);
  const reason = wrong?.causes.map(input.describeCause).join('; ') ?? null;
  const toSign = (right ?? first)?.toSign;
  const byHand =
    args.explain && toSign !== undefined
      ? explainSdk5ByHand(
          {
            toSign,
            source: { file: args.signature ?? '-' },
            keyFile: findKeyPath(signer ?? wrong?.signer, keys),
          },
          args.file,
        )
      : undefined;
  if (args.json) {
    const answer: VerifyAnswer = {
      ...describeFile(input, args),
      verified: right !== undefined,
      reason,
      ...describeKey(signer ?? wrong?.signer, keys),
      causes: wrong?.causes.map(({ code }) => code) ?? [],
      ...(byHand && { byHand }),
    };
    context.stdout.printJson(answer);
  } else {
    const by = keys.kind === 'key' ? keys.path : (signer ?? '');
    const over = right && describePlace(right.toSign, all.length);
    const line = right
      ? `right: the signature is by ${escapeUnsafe(by)}${over}`
      : `wrong: ${reason}`;
    context.stdout.printLines([line, ...(byHand ?? [])]);
  }
  return right !== undefined;
}

function describePlace({ path }: ToSign, all: number): string {
  return all === 1 ? '' : `, over ${path}`;
}

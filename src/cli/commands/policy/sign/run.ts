import { addSignature } from '../../../../ceremony/dsse/add-signature.ts';
import { encodePae } from '../../../../ceremony/dsse/pae.ts';
import { writeEnvelope } from '../../../../ceremony/dsse/write-envelope.ts';
import { POLICY_PAYLOAD_TYPE } from '../../../../ceremony/policy/signed-policy.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { fingerprintKey } from '../../../../signer/fingerprint.ts';
import { signMessage } from '../../../../signer/sign-message.ts';
import { matchesKey } from '../../../../signer/verify.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readSoundPolicy } from '../../../input/read-policy.ts';
import { openSigner } from '../../../keys/open-signer.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import type { policySign } from './definition.ts';

export { policySign as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof policySign>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const { policy: path, out, force, quiet } = args;
  const used = [{ what: 'policy', path }, ...(await listKeyFiles(args))];
  const outputs = planOutputs([{ what: 'signed policy', path: out }], { force, used }, context);
  outputs.refuseExisting();
  const { policy, bytes, toml, signed } = await readSoundPolicy(path, context);
  if (!quiet) {
    const name = policy.name === undefined ? '' : ` "${escapeUnsafe(policy.name)}"`;
    context.stderr.printLine(`the policy${name} has the SHA-256 ${policy.digest}`);
  }
  const signer = await openSigner({ ...args, stdinTaken: path === '-' }, context);
  const signedBytes = signed?.signedBytes ?? encodePae(POLICY_PAYLOAD_TYPE, toml);
  const isSigned = (signed?.signatures ?? []).some(({ signature }) =>
    matchesKey(signer.publicKey, signedBytes, signature),
  );
  const envelope =
    signed === undefined
      ? writeEnvelope({ payloadType: POLICY_PAYLOAD_TYPE, payload: toml, signatures: [] })
      : bytes;
  const result = isSigned
    ? envelope
    : addSignature(envelope, {
        keyId: fingerprintKey(signer.publicKey),
        signature: await signMessage(signedBytes, signer),
      });
  await signer.close();
  const place = outputs.placeOf(out);
  await writeResult(out, result, 'signed policy', context, { force, place });
  return EXIT_CODES.done.code;
}

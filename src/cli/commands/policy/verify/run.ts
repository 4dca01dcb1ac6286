import { judgeRequestSignatures } from '../../../../ceremony/request/judge-signatures.ts';
import type { JudgedRequestSignature } from '../../../../ceremony/request/request.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { readSoundPolicy } from '../../../input/read-policy.ts';
import { readRosterInput } from '../../../input/read-roster.ts';
import { type Line, paint } from '../../../printer.ts';
import type { PolicyVerifyAnswer } from './answer.ts';
import type { policyVerify } from './definition.ts';

export { policyVerify as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof policyVerify>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const { policy: path } = args;
  const { policy, signed } = await readSoundPolicy(path, context);
  if (signed === undefined) throw notSigned(path);
  const { holdersAt } = await readRosterInput(args.roster, context);
  const judged = judgeRequestSignatures(signed, holdersAt(), nodeCrypto);
  const valid = judged.length > 0 && judged.every(({ state }) => state !== 'unknown');
  if (args.json) {
    const answer: PolicyVerifyAnswer = {
      schemaVersion: 1,
      policy: { file: path, name: policy.name ?? null, sha256: policy.digest },
      valid,
      signatures: judged.map((one) => ({
        state: one.state,
        names: one.state === 'unknown' ? [] : [...one.names],
      })),
    };
    context.stdout.printJson(answer);
  } else {
    const name = policy.name === undefined ? 'policy' : `policy "${escapeUnsafe(policy.name)}"`;
    context.stdout.printLines([
      `${name}: SHA-256 ${policy.digest}`,
      ...(judged.length === 0 ? ['nobody has signed it'] : judged.map(describe)),
    ]);
  }
  return valid ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function describe(one: JudgedRequestSignature): Line {
  switch (one.state) {
    case 'right':
      return [paint('good', 'right'), `: signed by ${one.names.join(', ')}`];
    case 'repeated':
      return `again by ${one.names.join(', ')}`;
    case 'unknown':
      return [paint('error', 'wrong'), ': by no key of the roster, or over another policy'];
  }
}

function notSigned(path: string): CommandFailure {
  return new CommandFailure(
    'file',
    `${path === '-' ? 'standard input' : quoted(path)} is a policy that nobody has signed`,
    'mofn policy sign --help tells how it is signed',
  );
}

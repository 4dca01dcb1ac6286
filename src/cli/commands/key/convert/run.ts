import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openKeyFile } from '../../../keys/open-signer.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { encodePrivateKey } from '../encode-key.ts';
import { readNewPassphrase } from '../new-passphrase.ts';
import type { keyConvert } from './definition.ts';

export { keyConvert as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyConvert>;

export async function run(args: Arguments, context: Context) {
  const { file, out, force, form } = args;
  const used = await listKeyFiles({ ...args, key: file });
  const outputs = planOutputs([{ what: 'new key', path: out }], { force, used }, context);
  outputs.refuseExisting();
  // What is wrong with the old file is being mended, so that it is not warned of.
  const { key } = await openKeyFile(file, { passin: args.passin, quiet: true }, context);
  const stdinTaken = file === '-' || args.passin === 'stdin';
  const passphrase = await readNewPassphrase(
    out ?? 'the new key',
    { ...args, stdinTaken },
    context,
  );
  const pem = encodePrivateKey(key, passphrase, form);
  const place = outputs.placeOf(out);
  await writeResult(out, pem, 'key', context, { force, secret: true, place });
  return EXIT_CODES.done.code;
}

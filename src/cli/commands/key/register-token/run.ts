import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { isThere } from '../../../../files/look.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { findQuorumKeyFaults } from '../../../../signer/quorum-key.ts';
import { signRegistration } from '../../../../signer/sign-registration.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { isConsoleWord } from '../../../../words/console-word.ts';
import { describeKeyProblem } from '../../../../words/quorum-key.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readInput } from '../../../input/read-file.ts';
import { refuseEmptyName } from '../../../input/refuse-empty-name.ts';
import { openSigner } from '../../../keys/open-signer.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { writeWhole } from '../../../output/write-file.ts';
import type { KeyRegisterTokenAnswer } from '../answer.ts';
import { encodePublicKey } from '../encode-key.ts';
import type { keyRegisterToken } from './definition.ts';

export { keyRegisterToken as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyRegisterToken>;

/** So that no signature made for one registration serves another. */
const RANDOM_BYTES = 16;

export async function run(args: Arguments, context: Context) {
  const name = canonicalUserName(args.name);
  if (name === undefined) {
    throw new CommandFailure(
      'usage',
      `"${escapeUnsafe(args.name)}" is no user name: 1 to 31 letters, digits and _`,
    );
  }
  refuseEmptyName('folder', args['out-dir']);
  const { force, type } = args;
  const token = join(args['out-dir'], `${name}.regtoken`);
  const signatureFile = `${token}.sig`;
  const publicFile = join(args['out-dir'], `${name}.pub`);
  const outputs = planOutputs(
    [
      { what: 'registration token', path: token },
      { what: 'signature', path: signatureFile },
      { what: 'public key', path: publicFile },
    ],
    { force, used: await listKeyFiles(args) },
    context,
  );
  outputs.refuseExisting([token, signatureFile]);
  const signer = await openSigner(args, context);
  const text = `registration of ${name} ${randomBytes(RANDOM_BYTES).toString('hex')}\n`;
  const signature = await signRegistration(Buffer.from(text), signer);
  await signer.close();
  const { publicKey } = signer;
  const publicPem = encodePublicKey(publicKey);
  const hasPublic = await isFileOf(publicPem, publicFile, context);
  if (!hasPublic) outputs.refuseExisting([publicFile]);
  if (!args.quiet) {
    for (const fault of findQuorumKeyFaults(publicKey)) {
      showWarning(`an HSM would refuse the key: ${describeKeyProblem(fault)}`, context);
    }
  }
  const write = (path: string, data: string | Uint8Array, what: string): Promise<void> =>
    writeWhole(path, data, what, context, { force, place: outputs.placeOf(path) });
  await write(token, text, 'registration token');
  await write(signatureFile, signature, 'signature');
  if (!hasPublic) await write(publicFile, publicPem, 'public key');
  const command = `registerQuorumPubKey ${type} ${name} ${token} ${signatureFile} ${publicFile}`;
  const files = { token, signature: signatureFile, public: publicFile };
  const answer: KeyRegisterTokenAnswer = { schemaVersion: 1, name, ...files, command };
  if (args.json) context.stdout.printJson(answer);
  else context.stdout.printLine(command);
  if (!args.quiet && !isConsoleWord(args['out-dir'])) {
    const place = quotePath(args['out-dir']);
    showWarning(
      `the console takes no blanks and controls in a path: leave the folder out, and start it there: cd ${place}`,
      context,
    );
  }
  return EXIT_CODES.done.code;
}

/** Whether the file is there with this very text, as `mofn key new` has written it: it is left alone. */
async function isFileOf(text: string, path: string, context: Context): Promise<boolean> {
  if (!isThere(resolve(context.cwd, path))) return false;
  return (await readInput(path, 'public key', context)).equals(Buffer.from(text));
}

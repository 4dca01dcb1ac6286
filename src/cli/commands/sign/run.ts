import type { TokenKey } from '../../../ceremony/token-key.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import { type Context, canAsk } from '../../context.ts';
import { findTokenKey } from '../../input/find-token-key.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { listKeyFiles } from '../../keys/used-files.ts';
import type { SignAnswer } from './answer.ts';
import { askAndSign, openBeside, type SaidBeside, type ToSignNow } from './ask-and-sign.ts';
import { checkDigest, parseDigest } from './expected-digest.ts';
import { isSdk5 } from './is-sdk5.ts';
import { type Message, readMessage } from './message.ts';
import { planTasks, refuseTerminal, type Task } from './plan.ts';
import { refuseClassicOptions } from './refuse-classic-options.ts';
import { refuseMixed } from './refuse-mixed.ts';
import { LARGEST_MESSAGE, type SignArguments } from './sign-arguments.ts';
import { writeSignature } from './write-signature.ts';

export { sign as definition } from './definition.ts';

export async function run(args: SignArguments, context: Context) {
  const tasks = await planTasks(args.token, args, await listKeyFiles(args), context);
  const expected = parseDigest(args['expect-digest'], args.token[0]);
  const [task] = tasks;
  if (tasks.length > 1 || task === undefined) {
    const { signMany } = await import('./sign-many.ts');
    return signMany(tasks, args, context);
  }
  const bytes =
    task.bytes ?? (await readInput(task.input, 'file to sign', context, LARGEST_MESSAGE));
  const message = readMessage(task.input, bytes);
  if (await isSdk5(message)) {
    const { signSdk5 } = await import('./sdk5/run.ts');
    return signSdk5(message, task, expected, args, context);
  }
  refuseClassicOptions(message, task, args);
  refuseTerminal(args, context);
  const beside = await openBeside(task.request, message, args, context);
  const key = await findTokenKey(message.records, args.hsm, context);
  const teller = args.quiet ? undefined : await import('./tell.ts');
  teller?.tellMessage(beside.request?.lines ?? [], message, key, context);
  checkDigest(message, expected);
  refuseMixed(message, args.mixed);
  const work: ToSignNow = {
    mayGoOn: () => mayGoOn(task, args, context),
    sign: async (signer, said) => {
      await teller?.warnOfOddKey(signer, message, context);
      await signOne(message, key, task, signer, said, args, context);
    },
  };
  return askAndSign(beside, work, args, context);
}

async function signOne(
  message: Message,
  key: TokenKey | undefined,
  task: Task,
  signer: OpenedSigner,
  said: SaidBeside,
  args: SignArguments,
  context: Context,
): Promise<void> {
  const signature = await signer.sign(message.bytes);
  const toStdout = args.json && task.output === undefined;
  if (!toStdout) await writeSignature(signature, task, args, context);
  if (!args.quiet && task.output !== undefined) {
    context.stderr.printLine(`wrote the signature ${quoted(task.output)}`);
  }
  if (!args.json) return;
  const { encodeSigned } = await import('./signed.ts');
  const signed = encodeSigned(message, task, signer, signature, key);
  const answer: SignAnswer = { schemaVersion: 1, ...signed, ...said };
  context.stdout.printJson(answer);
}

/** Asks where somebody sits there and a file will be written; scripts and pipes are not asked. */
async function mayGoOn(task: Task, args: SignArguments, context: Context): Promise<boolean> {
  const isWritten = task.output !== undefined || task.request !== undefined;
  if (args.yes || !isWritten || task.input === '-') return true;
  if (!canAsk(context)) return true;
  const { askUser } = await import('../../input/terminal.ts');
  return askUser(task.request === undefined ? 'Sign it?' : 'Sign both?', context);
}

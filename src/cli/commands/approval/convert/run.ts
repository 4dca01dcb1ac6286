import type { ConvertRefusal, Unheld } from '../../../../ceremony/convert/refusal.ts';
import { convertToClassic } from '../../../../ceremony/convert/to-classic.ts';
import { convertToSdk5 } from '../../../../ceremony/convert/to-sdk5.ts';
import type { ClassicSet } from '../../../../ceremony/formats/classic.ts';
import { readApprovalSet } from '../../../../ceremony/formats/index.ts';
import type { Sdk5Set } from '../../../../ceremony/formats/sdk5.ts';
import { type NamedFiles, namedFiles } from '../../../../node/named-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { writeResult } from '../../../output/write-file.ts';
import { writeIntoFolder } from '../../../output/write-into-folder.ts';
import { describeAmbiguous } from '../describe-ambiguous.ts';
import type { approvalConvert } from './definition.ts';

export { approvalConvert as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof approvalConvert>;

export async function run(args: Arguments, context: Context) {
  const { file, to } = args;
  const bytes = await readInput(file, 'approval file', context);
  refuseOtherContent(bytes, 'approvals', file);
  const files = namedFiles(file, context.cwd);
  const set = readApprovalSet(bytes, { path: file, files }, nodeCrypto);
  if (set.format === to) throw alreadySo(args);
  const dropped =
    set.format === 'classic'
      ? await writeSdk5(set, files, args, context)
      : await writeClassic(set, args, context);
  if (!args.quiet) {
    if (dropped.length > 0) {
      const { listUnheld } = await import('../../../../words/convert.ts');
      showWarning(`left out: ${listUnheld(dropped)}`, context);
    }
    const names = set.approvals.map(({ name }) => escapeUnsafe(showText(name)));
    const list = names.length === 0 ? '' : `: ${names.join(', ')}`;
    context.stderr.printLine(`${countNoun(names.length, 'approval')}${list}`);
  }
  return EXIT_CODES.done.code;
}

/** @returns what was left out */
async function writeSdk5(
  set: ClassicSet,
  files: NamedFiles,
  args: Arguments,
  context: Context,
): Promise<readonly Unheld[]> {
  const { file, out, force, drop } = args;
  const named = [
    ...set.names.tokens.map((path) => ({ what: 'token', path: showText(files.pathFor(path)) })),
    ...set.names.signatures.map((path) => ({
      what: 'signature',
      path: showText(files.pathFor(path)),
    })),
  ];
  const used = [{ what: 'approval file', path: file }, ...named];
  const outputs = planOutputs([{ what: 'token file', path: out }], { force, used }, context);
  const converted = convertToSdk5(set, { drop }, nodeCrypto);
  if (!converted.ok) throw await refused(converted.refusal, args);
  const place = outputs.placeOf(out);
  await writeResult(out, converted.bytes, 'token file', context, { force, place });
  if (!args.quiet) {
    for (const path of files.ambiguous) showWarning(describeAmbiguous(showText(path)), context);
  }
  return converted.dropped;
}

/** @returns what was left out */
async function writeClassic(
  set: Sdk5Set,
  args: Arguments,
  context: Context,
): Promise<readonly Unheld[]> {
  const { file, force, drop, 'out-dir': folder = '.' } = args;
  const converted = convertToClassic(set, { drop }, nodeCrypto);
  if (!converted.ok) throw await refused(converted.refusal, args);
  const files = converted.files.map(({ is, name, bytes }) => ({ what: is, name, bytes }));
  const used = [{ what: 'token file', path: file }];
  await writeIntoFolder(folder, files, { force, used }, context);
  return converted.dropped;
}

async function refused(refusal: ConvertRefusal, { file }: Arguments): Promise<CommandFailure> {
  const { describeConvertRefusal } = await import('../../../../words/convert.ts');
  const { message, hint } = describeConvertRefusal(refusal, file);
  return new CommandFailure('file', message, hintOf(refusal, file) ?? hint);
}

function hintOf({ code }: ConvertRefusal, file: string): string | undefined {
  switch (code) {
    case 'device-error':
    case 'readings-differ':
      return `"mofn approval lint ${file === '-' ? file : quotePath(file)}" says more`;
    case 'unheld':
      return 'use --drop to leave that out';
    default:
      return undefined;
  }
}

function alreadySo({ file, to }: Arguments): CommandFailure {
  const kinds = { classic: 'a classic approval file', sdk5: 'a token file of SDK 5' };
  const other = to === 'classic' ? 'sdk5' : 'classic';
  return new CommandFailure(
    'file',
    `${quoted(file)} is ${kinds[to]} already`,
    `--to ${other} makes ${kinds[other]} of it`,
  );
}

import { dirname, isAbsolute, join, resolve } from 'node:path';
import { encodeStatus } from '../../../../answers/status/encode-status.ts';
import { judgeStatus } from '../../../../answers/status/judge-status.ts';
import type { ApprovalSet } from '../../../../ceremony/approval-set.ts';
import { readApprovalSet } from '../../../../ceremony/formats/index.ts';
import type { StatusWarning } from '../../../../ceremony/status.ts';
import type { NearbyFile } from '../../../../ceremony/wrong-signature.ts';
import { isThere } from '../../../../files/look.ts';
import { readNearbyFiles } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { nodeFiles } from '../../../../node/node-files.ts';
import { showText } from '../../../../parser/text.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import type { ApprovalStatusAnswer } from './answer.ts';
import { checkRequired } from './check-required.ts';
import { readSources } from './sources.ts';
import type { StatusArguments } from './status-arguments.ts';
import { showStatus } from './status-text.ts';

export { approvalStatus as definition } from './definition.ts';

export async function run(args: StatusArguments, context: Context) {
  const { file, required } = args;
  checkRequired(required);
  const bytes = await readInput(file, 'approval file', context);
  refuseOtherContent(bytes, 'approvals', file);
  const set = readApprovalSet(bytes, { path: file, files: nodeFiles(context.cwd) }, nodeCrypto);
  const { roster, inPolicy, request, policy, key } = await readSources(args, set, context);
  const isHere = (path: string): boolean => isThere(resolve(context.cwd, path));
  const held = { roster, policy, key };
  const { status, steps, now } = judgeStatus(
    {
      ...held,
      bytes,
      set,
      names: args,
      required,
      request,
      inPolicy,
      nearby: findNearby(set, file, context),
      folder: findOwnFolder(set, file, isHere),
      isThere: isHere,
      folderOf: dirname,
      now: context.now(),
    },
    nodeCrypto,
  );
  if (args.json) {
    const answer: ApprovalStatusAnswer = encodeStatus(status, held, steps, args, now);
    context.stdout.printJson(answer);
  } else {
    showStatus(status, held, args.quiet ? [] : steps, args, context);
    if (!args.quiet) await showWarnings(status.warnings, context);
  }
  return status.reached ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

/** What stands beside the approval file, its tokens and its signatures. */
function findNearby(set: ApprovalSet, file: string, { cwd }: Context): readonly NearbyFile[] {
  const tokens = set.names.tokens.map(showText);
  const signatures = set.names.signatures.map(showText);
  return readNearbyFiles(
    [...tokens, ...signatures, ...(file === '-' ? [] : [file])],
    [...signatures, ...tokens.slice(0, 1)],
    cwd,
  );
}

/** The folder of the approval file, where something that it names is there and not in this one. */
function findOwnFolder(
  set: ApprovalSet,
  file: string,
  isHere: (path: string) => boolean,
): string | undefined {
  const folder = dirname(file);
  const named = namedPaths(set).filter((path) => !isAbsolute(path));
  const isThereOnly = (path: string): boolean => !isHere(path) && isHere(join(folder, path));
  return file !== '-' && named.some(isThereOnly) ? folder : undefined;
}

function namedPaths({ names: { tokens, signatures } }: ApprovalSet): readonly string[] {
  return [...tokens, ...signatures].map(showText);
}

async function showWarnings(warnings: readonly StatusWarning[], context: Context): Promise<void> {
  if (warnings.length === 0) return;
  const { showWarning } = await import('../../../output/show-failure.ts');
  const { describeWarning } = await import('../../../../words/status.ts');
  for (const text of foldLines(warnings, (warning) => [describeWarning(warning)])) {
    showWarning(text.trim(), context);
  }
}

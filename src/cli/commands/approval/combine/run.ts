import {
  type CheckOptions,
  checkApprovals,
  collectApprovals,
  findApprover,
  isApprovalFile,
} from '../../../../ceremony/collect.ts';
import {
  type CombineInput,
  mergeApprovals,
  requireWholeSignatures,
  type SignedApprovals,
} from '../../../../ceremony/combine.ts';
import { readClassicSet } from '../../../../ceremony/formats/classic.ts';
import { recogniseContent } from '../../../../content/recognise-content.ts';
import { namedFiles } from '../../../../node/named-files.ts';
import { readNearbyFiles } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { readRosterFolder } from '../../../../node/roster-folder.ts';
import { showText } from '../../../../parser/text.ts';
import { writeApproval } from '../../../../parser/write.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
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
import { showRosterProblems } from '../../../output/show-roster-problems.ts';
import { writeResult } from '../../../output/write-file.ts';
import type { approvalCombine } from './definition.ts';
import { listInputs, listNamed } from './used-files.ts';

type Arguments = ArgumentsOf<typeof approvalCombine>;

/** A signature file, and whose it is said to be. */
interface BareSignature {
  readonly path: string;
  readonly bytes: Buffer;
  /** Missing where the token's service tells. */
  readonly type: number | undefined;
  /** Missing where the roster has to tell. */
  readonly name: string | undefined;
}

/** An approval file of either kind. */
interface ApprovalInput {
  readonly approvals: CombineInput;
  /** Missing of a classic one. */
  readonly document: QuorumDocument | undefined;
  /** Of those whose approvals its service takes. */
  readonly type: number;
}

/** The type of a crypto officer. */
const OFFICER = 2;

const TYPES: Readonly<Record<string, number>> = { cu: 1, co: OFFICER };

export async function run(args: Arguments, context: Context) {
  refuseNonsense(args);
  const { out, force } = args;
  const roster = args.roster === undefined ? undefined : readRosterFolder(args.roster, context.cwd);
  const used = listInputs(args, roster);
  const outputs = planOutputs([{ what: 'new approval file', path: out }], { force, used }, context);
  if (roster !== undefined && !args.quiet) showRosterProblems(roster, context);
  const { files, signatures, ambiguous } = await readInputs(args, context);
  const { approvals: base, document, type } = await findToken(args, files, context);
  const collected = files.map(({ approvals }) => approvals);
  const token = showText(base.multiTokenFilePath);
  const beside = [token, ...signatures.map(({ path }) => path)];
  const check = roster && { roster, nearby: readNearbyFiles(beside, beside, context.cwd) };
  const bare: CombineInput[] = [];
  for (const signature of signatures) bare.push(await signedBy(signature, base, type, check));
  const combined = mergeApprovals([base, ...collected, ...bare], nodeCrypto);
  const unchecked = check === undefined ? [] : await refuseWrong(combined, check);
  requireWholeSignatures(combined);
  const bytes = await write(combined, document, files, args, outputs);
  const place = outputs.placeOf(out);
  await writeResult(out, bytes, 'approval file', context, { force, place });
  if (!args.quiet) {
    for (const path of ambiguous) showWarning(describeAmbiguous(path), context);
    for (const name of unchecked) {
      showWarning(`${name} is not checked: the roster has no key of that name`, context);
    }
    const names = combined.approvers.map(({ name }) => name).join(', ');
    const count = combined.approvers.length;
    context.stderr.printLine(`${countNoun(count, 'approval')}: ${names}`);
  }
  return EXIT_CODES.done.code;
}

/** A file of the kind of that which the token is from. */
async function write(
  combined: SignedApprovals,
  document: QuorumDocument | undefined,
  files: readonly ApprovalInput[],
  { comments }: Arguments,
  outputs: ReturnType<typeof planOutputs>,
): Promise<Uint8Array> {
  if (document !== undefined) return (await import('./sdk5.ts')).writeSdk5(document, combined);
  const newer = files.find((file) => file.document !== undefined)?.approvals.source;
  if (newer !== undefined) {
    throw new CommandFailure(
      'file',
      `${quoted(newer)} is a token file of the newer command line, and the first is a classic approval file, which names signature files`,
      'name it first, and the result is like it; or make a classic one of it with "mofn approval convert"',
    );
  }
  outputs.refuseUsed(listNamed(combined));
  return writeApproval(combined, { comments });
}

/**
 * @returns names of approvers whose key the roster does not have, so that they are not checked
 * @throws Failure of kind `file` for a wrong signature, which would make an HSM refuse the whole file
 */
async function refuseWrong(
  combined: SignedApprovals,
  check: CheckOptions,
): Promise<readonly string[]> {
  const { unchecked, wrong } = checkApprovals(combined, check, nodeCrypto);
  const [first] = wrong;
  if (first === undefined) return unchecked;
  const { describeWrongApproval } = await import('../../../../words/collect.ts');
  throw new CommandFailure(
    'file',
    describeWrongApproval(first),
    `have ${first.name} sign again, or leave the approval out: an HSM refuses a file with a wrong one`,
  );
}

function refuseNonsense({ inputs, token }: Arguments): void {
  if (token === '-' || inputs.some((input) => input.endsWith('=-'))) throw nameless();
}

/** The new file names the token and the signatures, so these need names. */
function nameless(): CommandFailure {
  return new CommandFailure(
    'usage',
    'a token or signature cannot come from standard input: the new file has to name it',
    'write it to a file first',
  );
}

async function readInputs(
  { inputs }: Arguments,
  context: Context,
): Promise<{
  readonly files: readonly ApprovalInput[];
  readonly signatures: readonly BareSignature[];
  /** Paths, as they are shown. */
  readonly ambiguous: ReadonlySet<string>;
}> {
  const files: ApprovalInput[] = [];
  const signatures: BareSignature[] = [];
  const ambiguous = new Set<string>();
  for (const input of inputs) {
    const words = /^(?:(co|cu):)?([A-Za-z0-9_]{1,31})=(.+)$/s.exec(input);
    if (words !== null) {
      const [, type, name, path = ''] = words;
      const bytes = await readInput(path, 'signature', context);
      refuseOtherContent(bytes, 'signature', path);
      signatures.push({ path, bytes, type: TYPES[type ?? ''], name });
      continue;
    }
    const bytes = await readInput(input, 'approval file or signature', context);
    if (recogniseContent(bytes) === 'sdk5-token') {
      files.push((await import('./sdk5.ts')).collectSdk5(input, bytes));
      continue;
    }
    if (!isApprovalFile(bytes)) {
      refuseOtherContent(bytes, 'signature', input);
      if (input === '-') throw nameless();
      signatures.push({ path: input, bytes, type: undefined, name: undefined });
      continue;
    }
    const named = namedFiles(input, context.cwd);
    const { pathFor } = named;
    const set = readClassicSet(bytes, named, nodeCrypto);
    const result = collectApprovals(set, { source: input, pathFor });
    if (!result.ok) {
      const { describeCollectRefusal } = await import('../../../../words/collect.ts');
      const message = describeCollectRefusal(result.refusal, input);
      throw new CommandFailure(
        'file',
        message,
        `"mofn approval lint ${input === '-' ? input : quotePath(input)}" says more`,
      );
    }
    files.push({ approvals: result.approvals, document: undefined, type: OFFICER });
    for (const path of named.ambiguous) ambiguous.add(showText(path));
  }
  return { files, signatures, ambiguous };
}

/** What the signatures are over: --token, or the token of the first approval file. */
async function findToken(
  { token: path }: Arguments,
  [first]: readonly ApprovalInput[],
  context: Context,
): Promise<ApprovalInput> {
  if (path !== undefined) {
    const token = await readInput(path, 'token file', context);
    const found = refuseOtherContent(token, 'token', path);
    if (found === 'sdk5-token') {
      return withoutApprovers((await import('./sdk5.ts')).collectSdk5(path, token));
    }
    const approvals = { source: path, token, ...namedToken(path), approvers: [] };
    return { approvals, document: undefined, type: OFFICER };
  }
  if (first !== undefined) return withoutApprovers(first);
  throw new CommandFailure(
    'usage',
    'found signatures alone, and no token that they are over',
    'name the multi token file with --token, or an approval file beside them',
  );
}

function withoutApprovers(input: ApprovalInput): ApprovalInput {
  return { ...input, approvals: { ...input.approvals, approvers: [] } };
}

function namedToken(path: string): { multiTokenFilePath: string; tokenFilePath: string } {
  return { multiTokenFilePath: path, tokenFilePath: '' };
}

async function signedBy(
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

function describeAmbiguous(path: string): string {
  return (
    `"${escapeUnsafe(path)}" is taken from the working directory, as the HSM's tool does; ` +
    "the approval file's own folder has another file of that name"
  );
}

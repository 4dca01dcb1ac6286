/** What is combined: approval files of either kind, and bare signatures. */
import { collectApprovals, isApprovalFile } from '../../../../ceremony/collect.ts';
import type { CombineInput } from '../../../../ceremony/combine.ts';
import { readClassicSet } from '../../../../ceremony/formats/classic.ts';
import { recogniseContent } from '../../../../content/recognise-content.ts';
import { namedFiles } from '../../../../node/named-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { showText } from '../../../../parser/text.ts';
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { typeForToken } from '../approver-type.ts';
import type { approvalCombine } from './definition.ts';

type Arguments = ArgumentsOf<typeof approvalCombine>;

/** An approval file of either kind. */
export interface ApprovalInput {
  readonly approvals: CombineInput;
  /** Missing of a classic one. */
  readonly document: QuorumDocument | undefined;
  /** Of those whose approvals its service takes. */
  readonly type: number;
}

const TYPES: Readonly<Record<string, number>> = { cu: 1, co: 2 };

/** A signature file, and whose it is said to be. */
export interface BareSignature {
  readonly path: string;
  readonly bytes: Buffer;
  /** Missing where the token's service tells. */
  readonly type: number | undefined;
  /** Missing where the roster has to tell. */
  readonly name: string | undefined;
}

/** @throws Failure of kind `usage` where standard input is to be what the new file names */
export function refuseNonsense({ inputs, token }: Arguments): void {
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

/** Reads all inputs, and tells approval files from signatures by their content. */
export async function readInputs(
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
    const { approvals } = result;
    files.push({ approvals, document: undefined, type: typeForToken(approvals.token) });
    for (const path of named.ambiguous) ambiguous.add(showText(path));
  }
  return { files, signatures, ambiguous };
}

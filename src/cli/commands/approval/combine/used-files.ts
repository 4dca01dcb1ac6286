/** What combining reads, and what the new file will name: none of it may be lost to the new file. */
import type { SignedApprovals } from '../../../../ceremony/combine.ts';
import { showText } from '../../../../parser/text.ts';
import type { UsedFile } from '../../../output/plan-outputs.ts';

/** What the command line names. */
export function listInputs({ inputs, token }: Named): readonly UsedFile[] {
  return [
    { what: 'token', path: token },
    ...inputs.map((path) => ({ what: 'input', path })),
    // NAME=FILE; an input of that name counts as well.
    ...inputs.map((input) => ({ what: 'signature', path: input.split(/^[^=]*=/s)[1] })),
  ];
}

interface Named {
  readonly inputs: readonly string[];
  readonly token: string | undefined;
}

/** What the new file names. */
export function listNamed(combined: SignedApprovals): readonly UsedFile[] {
  const { multiTokenFilePath, tokenFilePath, approvers } = combined;
  return [
    { what: 'token', path: pathOf(multiTokenFilePath) },
    { what: 'token', path: pathOf(tokenFilePath) },
    ...approvers.map(({ file }) => ({ what: 'signature', path: pathOf(file) })),
  ];
}

/** Nothing where there is none. */
function pathOf(field: SignedApprovals['tokenFilePath']): string | undefined {
  return showText(field) || undefined;
}

/**
 * What to type next in a ceremony.
 */
import {
  findNextSteps,
  type NextStep,
  type SignatureFormat,
} from '../../../../ceremony/next-steps.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { quoteForShell } from '../../../../words/quote-for-shell.ts';

/** What somebody has to do. Both texts are safe to show. */
export interface ShownStep {
  /** Who does what: `officer3 signs`. */
  readonly what: string;
  /** Commands, one a line; none where there is nothing to type. */
  readonly commands: readonly string[];
}

/** The next steps, with their commands. */
export function suggestSteps(
  status: CeremonyStatus,
  { approvalFile }: { readonly approvalFile: string },
): readonly ShownStep[] {
  const names = {
    file: quoteForShell(approvalFile === '-' ? 'APPROVAL_FILE' : approvalFile),
    token: status.token === undefined ? '' : quoteForShell(showText(status.token.path)),
  };
  return findNextSteps(status).map((step) => showStep(step, names));
}

/** Words of commands, as a shell takes them. */
interface ShellNames {
  /** The approval file. */
  readonly file: string;
  readonly token: string;
}

function showStep(step: NextStep, { file, token }: ShellNames): ShownStep {
  const lint = `mofn approval lint ${file}`;
  switch (step.code) {
    case 'repair-file':
      return { what: 'mend the approval file', commands: [lint] };
    case 'look-at-file':
      return { what: "see what the HSM's tool makes of the file", commands: [lint] };
    case 'read-all':
      return { what: 'make the tool read all of it', commands: [lint] };
    case 'sign': {
      const key = quoteForShell(`${step.name}.key`);
      const sign = `mofn sign ${token} --key ${key} --out ${quoteForShell(step.file)}`;
      return step.again
        ? { what: `${escapeUnsafe(step.name)} signs again`, commands: [`${sign} --force`] }
        : { what: `${escapeUnsafe(step.name)} signs`, commands: [sign] };
    }
    case 'decode':
      return {
        what: `${escapeUnsafe(step.name)}'s signature is right once it is decoded`,
        commands: [decode(step.format, quoteForShell(step.file))],
      };
    case 'remove':
      return {
        what: describeRemoval(step.name),
        commands: [`mofn approval remove ${file} ${quoteForShell(step.name)} --write`],
      };
    case 'make-officer': {
      const approver = `co:${step.name}=${quoteForShell(step.file)}`;
      return {
        what: `make ${escapeUnsafe(step.name)} a CO in the file`,
        commands: [`mofn approval set ${file} --approver ${approver} --write`],
      };
    }
    case 'keep-one':
      return {
        what: `keep only one approval of ${escapeUnsafe(step.name)}`,
        commands: [
          `mofn approval remove ${file} ${quoteForShell(step.name)} --write`,
          `mofn approval add ${file} ${step.name}=${quoteForShell(step.file)} --write`,
        ],
      };
    case 'add-key': {
      const name = escapeUnsafe(step.name);
      const what = `put ${name}'s public key into the roster, as ${name}.pub, and ask again`;
      return { what, commands: [] };
    }
    case 'ask-more':
      return askMore(step.officers, step.count, token, file);
    case 'hand-in': {
      const user = escapeUnsafe(step.user ?? 'OFFICER');
      return {
        what: `${user}, who asked for the token, hands the file in, in cloudhsm_mgmt_util`,
        commands: [`loginHSM CO ${user} -hpswd`, `approveToken ${file}`],
      };
    }
  }
}

function describeRemoval(name: string): string {
  const shown = escapeUnsafe(name);
  return canonicalUserName(name) === undefined
    ? `take the approval of "${shown}" out`
    : `take ${shown}'s approval out`;
}

/** How to get a signature out of a file that has it in another format. */
function decode(format: SignatureFormat, file: string): string {
  const decoders: Readonly<Record<SignatureFormat, string>> = {
    base64: `base64 -d ${file}`,
    hex: `sed 's/.*= *//' ${file} | tr -d ' :\\n' | xxd -r -p`,
    // The signature is what stands last in these.
    der: `tail -c 256 ${file}`,
  };
  return `${decoders[format]} > ${file}.bin && mv ${file}.bin ${file}`;
}

function askMore(
  officers: readonly [string, ...string[]],
  count: number,
  token: string,
  file: string,
): ShownStep {
  const [first] = officers;
  const out = `${token}.${first}.sig`;
  return {
    what:
      officers.length === 1
        ? `${first} signs`
        : `${count} of ${officers.join(', ')} sign; ${first} types`,
    commands: [
      `mofn sign ${token} --key ${first}.key --out ${out}`,
      `mofn approval add ${file} ${first}=${out} --write`,
    ],
  };
}

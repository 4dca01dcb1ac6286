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

type StepOf<Code extends NextStep['code']> = Extract<NextStep, { readonly code: Code }>;

const STEPS: {
  readonly [Code in NextStep['code']]: (step: StepOf<Code>, names: ShellNames) => ShownStep;
} = {
  'repair-file': (_, { file }) => lint('mend the approval file', file),
  'look-at-file': (_, { file }) => lint("see what the HSM's tool makes of the file", file),
  'read-all': (_, { file }) => lint('make the tool read all of it', file),
  sign({ name, file: signature, again }, { token }) {
    const key = quoteForShell(`${name}.key`);
    const sign = `mofn sign ${token} --key ${key} --out ${quoteForShell(signature)}`;
    return again
      ? { what: `${escapeUnsafe(name)} signs again`, commands: [`${sign} --force`] }
      : { what: `${escapeUnsafe(name)} signs`, commands: [sign] };
  },
  decode: ({ name, file, format }) => ({
    what: `${escapeUnsafe(name)}'s signature is right once it is decoded`,
    commands: [decode(format, quoteForShell(file))],
  }),
  remove: ({ name }, { file }) => ({
    what: describeRemoval(name),
    commands: [`mofn approval remove ${file} ${quoteForShell(name)} --write`],
  }),
  'make-officer': ({ name, file: signature }, { file }) => ({
    what: `make ${escapeUnsafe(name)} a CO in the file`,
    commands: [
      `mofn approval set ${file} --approver co:${name}=${quoteForShell(signature)} --write`,
    ],
  }),
  'keep-one': ({ name, file: signature }, { file }) => ({
    what: `keep only one approval of ${escapeUnsafe(name)}`,
    commands: [
      `mofn approval remove ${file} ${quoteForShell(name)} --write`,
      `mofn approval add ${file} ${name}=${quoteForShell(signature)} --write`,
    ],
  }),
  'add-key': ({ name }) => {
    const shown = escapeUnsafe(name);
    const what = `put ${shown}'s public key into the roster, as ${shown}.pub, and ask again`;
    return { what, commands: [] };
  },
  'ask-more': ({ officers, count }, names) => askMore(officers, count, names),
  'hand-in': ({ user = 'OFFICER' }, { file }) => ({
    what: `${escapeUnsafe(user)}, who asked for the token, hands the file in, in cloudhsm_mgmt_util`,
    commands: [`loginHSM CO ${escapeUnsafe(user)} -hpswd`, `approveToken ${file}`],
  }),
};

function showStep(step: NextStep, names: ShellNames): ShownStep {
  // The compiler does not see that what stands under a code is for its values.
  const show = STEPS[step.code] as (step: NextStep, names: ShellNames) => ShownStep;
  return show(step, names);
}

function lint(what: string, file: string): ShownStep {
  return { what, commands: [`mofn approval lint ${file}`] };
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
  { token, file }: ShellNames,
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

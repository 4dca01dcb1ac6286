/**
 * What to type next in a ceremony.
 */

import type { Roster } from '../../../../ceremony/roster.ts';
import type { CeremonyStatus, JudgedApproval } from '../../../../ceremony/status.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { quoteForShell } from '../../../../words/quote-for-shell.ts';

/** What somebody has to do. Both texts are safe to show. */
export interface NextStep {
  /** Who does what: `officer3 signs`. */
  readonly what: string;
  /** Commands, one a line; none where there is nothing to type. */
  readonly commands: readonly string[];
}

export interface StepNames {
  /** As it was given; `-` is standard input. */
  readonly approvalFile: string;
}

export function suggestSteps(
  status: CeremonyStatus,
  roster: Roster,
  { approvalFile }: StepNames,
): readonly NextStep[] {
  const file = quoteForShell(approvalFile === '-' ? 'APPROVAL_FILE' : approvalFile);
  if (status.token === undefined) {
    return [{ what: 'mend the approval file', commands: [`mofn approval lint ${file}`] }];
  }
  const token = quoteForShell(showText(status.token.path));
  const steps = status.approvals.flatMap((approval) => stepFor(approval, status, token, file));
  const coming = new Set(status.approvals.filter(isComing).map(({ name }) => name)).size;
  steps.push(...askMore(status, roster, status.required - status.right - coming, token, file));
  if (status.reached) return [...steps, handIn(status, file)];
  const isOdd = status.warnings.some(({ code }) => code === 'readings-differ');
  return isOdd || steps.length === 0 ? [lintFirst(file), ...steps] : steps;
}

function lintFirst(file: string): NextStep {
  return {
    what: "see what the HSM's tool makes of the file",
    commands: [`mofn approval lint ${file}`],
  };
}

/** Whether one more right approval comes about by the step that is suggested for this one. */
function isComing({ state, type, name }: JudgedApproval): boolean {
  if (state === 'refused') return type !== 2 && canonicalUserName(name) !== undefined;
  return state !== 'right';
}

function stepFor(
  approval: JudgedApproval,
  status: CeremonyStatus,
  token: string,
  file: string,
): NextStep[] {
  const name = escapeUnsafe(approval.name);
  const signature = quoteForShell(approval.file);
  const sign = `mofn sign ${token} --key ${quoteForShell(`${approval.name}.key`)} --out ${signature}`;
  switch (approval.state) {
    case 'right':
      return [];
    case 'wrong': {
      const decode = decodingOf(approval, signature);
      return decode === undefined
        ? [{ what: `${name} signs again`, commands: [`${sign} --force`] }]
        : [{ what: `${name}'s signature is right once it is decoded`, commands: decode }];
    }
    case 'no-file':
      return [{ what: `${name} signs`, commands: [sign] }];
    case 'refused':
      return [takeOut(approval, status, signature, file)];
    case 'unread':
      return [{ what: 'make the tool read all of it', commands: [`mofn approval lint ${file}`] }];
    case 'unchecked':
      return [
        {
          what: `put ${name}'s public key into the roster, as ${name}.pub, and ask again`,
          commands: [],
        },
      ];
  }
}

/** What is refused though its signature is not to blame. */
function takeOut(
  { name, type }: JudgedApproval,
  { approvals }: CeremonyStatus,
  signature: string,
  file: string,
): NextStep {
  const shown = escapeUnsafe(name);
  const remove = `mofn approval remove ${file} ${quoteForShell(name)} --write`;
  if (canonicalUserName(name) === undefined) {
    return { what: `take the approval of "${shown}" out`, commands: [remove] };
  }
  if (type !== 2) {
    const set = `mofn approval set ${file} --approver co:${name}=${signature} --write`;
    return { what: `make ${shown} a CO in the file`, commands: [set] };
  }
  const first = approvals.find((approval) => approval.name === name);
  if (first === undefined || first.state === 'refused') {
    return { what: `take ${shown}'s approval out`, commands: [remove] };
  }
  const add = `mofn approval add ${file} ${name}=${quoteForShell(first.file)} --write`;
  return { what: `keep only one approval of ${shown}`, commands: [remove, add] };
}

/** How to get the signature out of a file that has it in another format. */
function decodingOf({ wrong }: JudgedApproval, signature: string): string[] | undefined {
  if (wrong?.mended === undefined) return undefined;
  const codes = wrong.causes.map(({ code }) => code).join(' ');
  const replace = (command: string): string[] => [
    `${command} > ${signature}.bin && mv ${signature}.bin ${signature}`,
  ];
  if (codes === 'base64-text') return replace(`base64 -d ${signature}`);
  if (codes === 'hex-text') {
    return replace(`sed 's/.*= *//' ${signature} | tr -d ' :\\n' | xxd -r -p`);
  }
  // The signature is what stands last in these.
  if (codes === 'der-wrapped') return replace(`tail -c 256 ${signature}`);
  return undefined;
}

function askMore(
  { missing }: CeremonyStatus,
  { officers }: Roster,
  count: number,
  token: string,
  file: string,
): NextStep[] {
  const able = missing.filter((name) =>
    officers.some((officer) => officer.name === name && officer.problem === undefined),
  );
  const [first] = able;
  if (count <= 0 || first === undefined) return [];
  const who = able.length === 1 ? first : `${Math.min(count, able.length)} of ${able.join(', ')}`;
  const out = `${token}.${first}.sig`;
  return [
    {
      what: able.length === 1 ? `${who} signs` : `${who} sign; ${first} types`,
      commands: [
        `mofn sign ${token} --key ${first}.key --out ${out}`,
        `mofn approval add ${file} ${first}=${out} --write`,
      ],
    },
  ];
}

/** The requester hands the file in, and uses the token. */
function handIn({ token }: CeremonyStatus, file: string): NextStep {
  const user = token?.records[0]?.user ?? 'OFFICER';
  return {
    what: `${escapeUnsafe(user)}, who asked for the token, hands the file in, in cloudhsm_mgmt_util`,
    commands: [`loginHSM CO ${escapeUnsafe(user)} -hpswd`, `approveToken ${file}`],
  };
}

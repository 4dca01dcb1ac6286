/**
 * What to type next where each officer lays a signature down in a file of its own, and the files are put together when
 * all are there.
 */
import { escapeUnsafe } from '../../../printable.ts';
import { describeMissingSeats } from '../../../words/policy.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { ShownStep } from '../status-answer.ts';
import {
  addKeyStep,
  describeAsked,
  fixRequestStep,
  getTokenStep,
  lintStep,
  type NewRequest,
  noRuleStep,
  otherKindStep,
  replaceKeyStep,
  type StepTable,
} from './shown-step.ts';

/** What the steps name. Paths that are no function's are as a shell takes them. */
export interface FolderNames {
  readonly token: string;
  readonly isSdk5: boolean;
  /** Whether the keys are those of a policy. */
  readonly inPolicy: boolean;
  /** Options that say where the keys are: `--roster` with its path, `--policy` with its path, or both. */
  readonly keys: readonly string[];
  /** Options of `mofn sign` that have the request signed by somebody, with a blank before them; empty where there is none. */
  readonly withRequest: (name: string) => string;
  readonly newRequest: NewRequest | undefined;
  /** A path for somebody's signature, at which there is nothing. */
  readonly newSignature: (name: string) => string;
  /** M, as it was said; missing where nobody has said it. */
  readonly required: number | undefined;
  /** Files with approvals in them. */
  readonly sources: readonly string[];
  /** Copies of the request; none where there is none. */
  readonly requests: readonly string[];
  /** Paths for the file that is handed in, and for the request of all, at which there is nothing. */
  readonly combined: string;
  readonly combinedRequest: string;
}

/** By the code of a step. */
export const FOLDER_STEPS: StepTable<FolderNames> = {
  'other-kind': (_, { token }) => otherKindStep(token),
  'repair-file': (_, { token }) => lintStep('see what is the matter with the file', token),
  'fix-file': (_, { token }) => lintStep('have the file mended', token),
  'set-count': (_, { token }) => lintStep('have the file mended', token),
  'get-token': ({ user }) => getTokenStep(user),
  'set-token': (_, { token }) => lintStep('see what is the matter with the file', token),
  'look-at-file': (_, { token }) => lintStep('see what an HSM would make of the file', token),
  'read-all': (_, { token }) => lintStep('see what an HSM would make of the file', token),
  'take-file': ({ name, file }) =>
    byHand(`${escapeUnsafe(name)}'s right signature stands in ${escapeUnsafe(file)}`),
  'fix-request': ({ problem }, { newRequest }) => fixRequestStep(problem, newRequest),
  'sign-request': ({ name }, names) => ({
    what: `${escapeUnsafe(name)} signs the request, and with it the token once more`,
    commands: [sign(name, names)],
  }),
  sign: ({ name }, names) => ({
    what: `${escapeUnsafe(name)} signs`,
    commands: [sign(name, names)],
  }),
  'sign-anew': ({ name, file }, names) => ({
    what: `${escapeUnsafe(name)} signs again, and takes ${escapeUnsafe(file)} away`,
    commands: [sign(name, names)],
  }),
  'give-name': ({ name, signer, file }) =>
    byHand(
      `${signer} has signed, and not ${escapeUnsafe(name)}: give ${escapeUnsafe(file)} ${signer}'s name`,
    ),
  decode: ({ name, file }, names) => ({
    what: `${escapeUnsafe(name)} signs again, in the format that an HSM takes, and takes ${escapeUnsafe(file)} away`,
    commands: [sign(name, names)],
  }),
  remove: ({ name }) => byHand(`take the approval of "${escapeUnsafe(name)}" away`),
  'make-officer': ({ name, file }) =>
    byHand(
      `${escapeUnsafe(name)} approves in a role that does not count here: ${escapeUnsafe(file)}`,
    ),
  'keep-one': ({ name, file }) =>
    byHand(`keep only one approval of ${escapeUnsafe(name)}: ${escapeUnsafe(file)}`),
  'add-key': ({ name }, { inPolicy }) => addKeyStep(name, inPolicy),
  'replace-key': ({ name }, { inPolicy }) => replaceKeyStep(name, inPolicy),
  'ask-more': ({ officers, count }, names) => ({
    what: describeAsked(officers, count),
    commands: [sign(officers[0], names)],
  }),
  'ask-seats': ({ seats, account }, names) => ({
    what: describeMissingSeats(seats),
    commands: account === undefined ? [] : [sign(account, names)],
  }),
  'no-rule': noRuleStep,
  'say-required': () =>
    byHand('say with --required how many approvals the HSM wants, or name a policy that does'),
  'hand-in': ({ user = 'USER' }, names) => ({
    what: `${escapeUnsafe(user)}, who asked for the token, puts the approvals together, and is told what to type then`,
    commands: combine(names),
  }),
};

function byHand(what: string): ShownStep {
  return { what, commands: [] };
}

function sign(name: string, { token, isSdk5, withRequest, newSignature }: FolderNames): string {
  const detached = isSdk5 ? ' --detached' : '';
  const key = quotePath(`${name}.key`);
  const out = quotePath(newSignature(name));
  return `mofn sign ${token}${withRequest(name)} --key ${key}${detached} --out ${out}`;
}

function combine(names: FolderNames): readonly string[] {
  const { token, isSdk5, sources, requests, keys, required, combined, combinedRequest } = names;
  const others = sources.filter((one) => one !== token);
  // A token file of the newer command line comes first: what is made is like it.
  const files = isSdk5 ? [token, ...others] : [...others, '--token', token];
  const roster = keys[0]?.replace(/^--policy /, '--roster ') ?? '';
  const [request] = requests;
  const isOne = requests.length === 1;
  const asked = isOne ? request : combinedRequest;
  return [
    `mofn approval combine ${files.join(' ')} ${roster} --out ${combined}`,
    ...(request === undefined || isOne
      ? []
      : [`mofn request combine ${requests.join(' ')} --out ${combinedRequest}`]),
    [
      `mofn approval status ${combined}`,
      ...(asked === undefined ? [] : [`--request ${asked}`]),
      ...keys,
      ...(required === undefined ? [] : [`--required ${required}`]),
    ].join(' '),
  ];
}

/**
 * What to type next in a ceremony over a token file of the newer command line, which holds the signatures
 * itself.
 */
import { escapeUnsafe } from '../../../printable.ts';
import { roleOfApprovers } from '../../../token/sdk5/roles.ts';
import { SERVICE } from '../../../token/service.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { TOKEN_VALIDITY } from '../../../token/validity.ts';
import { describeMissingSeats } from '../../../words/policy.ts';
import { quoteForShell, quotePath } from '../../../words/quote-for-shell.ts';
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

/** What the steps name. */
export interface Sdk5Names {
  /** The token file, as a shell takes it. */
  readonly file: string;
  /** Whether the keys are those of a policy. */
  readonly inPolicy: boolean;
  /** Options of `mofn sign` that have the request signed, with a blank before them; empty where there is none. */
  readonly withRequest: string;
  /** What a new request is made with. */
  readonly newRequest: NewRequest | undefined;
  /** What the request asks for, as cloudhsm-cli has it. */
  readonly operation: string | undefined;
  /** Missing where the token tells none. */
  readonly service: number | undefined;
  /** The key that the token is for, as `0x…`; missing where it is for none. */
  readonly keyReference: string | undefined;
  /** Seconds since the token was made. */
  readonly age: number | undefined;
}

/** By the code of a step. */
export const SDK5_STEPS: StepTable<Sdk5Names> = {
  'other-kind': (_, { file }) => otherKindStep(file),
  'repair-file': (_, { file }) => lintStep('see what is the matter with the token file', file),
  'fix-file': (_, { file }) => lintStep('mend the token file', file),
  'set-count': (_, { file }) => lintStep('mend the token file', file),
  'get-token': ({ user }) => getTokenStep(user),
  'set-token': (_, { file }) => lintStep('see what is the matter with the token file', file),
  'take-file': ({ name, file: place }) =>
    byHand(
      `${escapeUnsafe(name)}'s right signature stands in ${escapeUnsafe(place)}: put it there`,
    ),
  'look-at-file': (_, { file }) => lintStep('see what an HSM would make of the file', file),
  'read-all': (_, { file }) => lintStep('see what an HSM would make of the file', file),
  'fix-request': ({ problem }, { newRequest }) => fixRequestStep(problem, newRequest),
  'sign-request': ({ name }, names) => ({
    what: `${escapeUnsafe(name)} signs the request, and with it the token once more`,
    commands: [`${sign(names, name)} --force`],
  }),
  sign: ({ name }, names) => ({
    what: `${escapeUnsafe(name)} signs`,
    commands: [sign(names, name)],
  }),
  'sign-anew': ({ name }, names) =>
    signAnew(`${escapeUnsafe(name)} signs again`, name, name, names),
  'give-name': ({ name, signer, file: place }) =>
    byHand(
      `${signer} has signed, and not ${escapeUnsafe(name)}: write ${signer} as the username of ${escapeUnsafe(place)}`,
    ),
  decode({ name, format }, names) {
    const shown = escapeUnsafe(name);
    if (format === 'der') return signAnew(`${shown} signs again`, name, name, names);
    return {
      what: `${shown}'s signature is right once it is written as base64`,
      commands: [`mofn approval lint --fix --write ${names.file}`],
    };
  },
  remove: ({ name }, { file }) => ({
    what: `take the approval of "${escapeUnsafe(name)}" out`,
    commands: [remove(file, name)],
  }),
  'make-officer': ({ name, file: place }, { service = 0 }) =>
    byHand(
      `if ${escapeUnsafe(name)} means to approve as ${roleOfApprovers(service)}, write that as the role in ${escapeUnsafe(place)}`,
    ),
  'keep-one': ({ name, file: place }) =>
    byHand(
      `only one approval of ${escapeUnsafe(name)} may be there: keep ${escapeUnsafe(place)}, and take the other out`,
    ),
  'add-key': ({ name }, { inPolicy }) => addKeyStep(name, inPolicy),
  'replace-key': ({ name }, { inPolicy }) => replaceKeyStep(name, inPolicy),
  'ask-more': ({ officers, count }, names) => ({
    what: describeAsked(officers, count),
    commands: [sign(names, officers[0])],
  }),
  'ask-seats': ({ seats, account }, names) => ({
    what: describeMissingSeats(seats),
    commands: account === undefined ? [] : [sign(names, account)],
  }),
  'no-rule': noRuleStep,
  'say-required': (_, { keyReference: key }) => ({
    what:
      key === undefined
        ? 'say with --required how many approvals the service needs; in cloudhsm-cli, quorum token-sign list-quorum-values prints it'
        : `say with --required how many approvals the key asks for; in cloudhsm-cli, key list --filter key-reference=${key} --verbose shows it`,
    commands: [],
  }),
  'hand-in': ({ user = 'USER' }, names) => ({
    what: `${escapeUnsafe(user)}, in the session of cloudhsm-cli that got the token, does what it was asked for${describeLeft(names)}`,
    commands: [`${names.operation ?? operationOf(names)} --approval ${names.file}`],
  }),
};

type SignNames = Pick<Sdk5Names, 'file' | 'withRequest'>;

function sign({ file, withRequest }: SignNames, name: string): string {
  return `mofn sign ${file}${withRequest} --key ${quotePath(`${name}.key`)} --as ${quotePath(name)} --write`;
}

/** Where a command would take out a signature that is right for somebody. */
function byHand(what: string): ShownStep {
  return { what: `${what}, with an editor`, commands: [] };
}

/** The wrong approval goes, and nothing else: the other signatures stay as they are. */
function signAnew(what: string, wrong: string, signer: string, names: SignNames): ShownStep {
  const canSign = canonicalUserName(signer) !== undefined;
  return { what, commands: [remove(names.file, wrong), ...(canSign ? [sign(names, signer)] : [])] };
}

/** What stands in a file as a name may begin with a dash. */
function remove(file: string, name: string): string {
  const word = quoteForShell(name.startsWith('-') ? `--approver=${name}` : name);
  return `mofn approval remove ${file} ${word} --write`;
}

/** One of the operations that a service covers; which, only the requester knows. */
function operationOf({ service, keyReference: key }: Sdk5Names): string {
  switch (service) {
    case SERVICE.miscCo:
      return 'quorum token-sign set-quorum-value --service SERVICE --value M';
    case SERVICE.useKey:
      return `crypto sign MECHANISM --key-filter key-reference=${key} --hash-function HASH --data-path DATA`;
    case SERVICE.manageKey:
      return `key set-attribute --filter key-reference=${key} --name NAME --value VALUE`;
    case SERVICE.clusterManagement:
      return 'cluster mtls register-trust-anchor --path CERTIFICATE';
    default:
      return 'user create --username NAME --role ROLE';
  }
}

function describeLeft({ age }: Sdk5Names): string {
  if (age === undefined) return '';
  const left = Math.min(TOKEN_VALIDITY, TOKEN_VALIDITY - age);
  return left > 0
    ? `; ${left} s are left`
    : '; its time is over, and only the HSM knows whether it still takes it';
}

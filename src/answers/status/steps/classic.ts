/**
 * What to type next in a ceremony over a classic approval file.
 */
import type { SignatureFormat } from '../../../ceremony/next-steps.ts';
import { escapeUnsafe } from '../../../printable.ts';
import { typeOfApprovers } from '../../../token/sdk5/roles.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { isConsoleWord } from '../../../words/console-word.ts';
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
export interface ClassicNames {
  /** The approval file, as a shell takes it. */
  readonly file: string;
  /** The approval file as it is. */
  readonly handedIn: string;
  /** The token, as a shell takes it. */
  readonly token: string;
  /** Missing where the token tells none. */
  readonly service: number | undefined;
  /** Whether the keys are those of a policy. */
  readonly inPolicy: boolean;
  /** Options of `mofn sign` that have the request signed, with a blank before them; empty where there is none. */
  readonly withRequest: string;
  /** What a new request is made with. */
  readonly newRequest: NewRequest | undefined;
  /** A path like this one at which there is nothing. */
  readonly newFile: (path: string) => string;
  /** Whether there is nothing at a path, and its folder is there. */
  readonly canBeMade: (path: string) => boolean;
  /** The path of a new signature of an officer. */
  readonly newSignature: (name: string) => string;
}

/** By the code of a step. */
export const CLASSIC_STEPS: StepTable<ClassicNames> = {
  'other-kind': (_, { file }) => otherKindStep(file),
  'repair-file': (_, { file }) => lintStep('mend the approval file', file),
  'fix-file': (_, { file }) => ({
    what: 'have the approval file mended, and ask again',
    commands: [`mofn approval lint --fix --write ${file}`],
  }),
  'set-count': ({ count }, { file }) => ({
    what: 'put the right number of approvals into the file, and ask again',
    commands: [`mofn approval set ${file} --count ${count} --write`],
  }),
  'get-token': ({ user }) => getTokenStep(user),
  'set-token': ({ token }, { file }) => ({
    what: `all have signed ${escapeUnsafe(token)}: if that is the token that is meant, name it`,
    commands: [`mofn approval set ${file} ${optionWord('token', token)} --write`],
  }),
  'take-file': ({ name, file: signature }, { file }) => ({
    what: `${escapeUnsafe(name)}'s right signature is in ${escapeUnsafe(signature)}: name that`,
    commands: [setFile(file, name, signature)],
  }),
  'look-at-file': (_, { file }) => lintStep("see what the HSM's tool makes of the file", file),
  'read-all': (_, { file }) => lintStep('make the tool read all of it', file),
  'fix-request': ({ problem }, { newRequest }) => fixRequestStep(problem, newRequest),
  'sign-request': ({ name, file: signature }, names) => ({
    what: `${escapeUnsafe(name)} signs the request, and with it the token once more`,
    commands: [`${sign(names, name, signature)} --force`],
  }),
  sign({ name, file: signature }, names) {
    const { file, canBeMade, newSignature } = names;
    const made = canBeMade(signature) ? signature : newSignature(name);
    return {
      what: `${escapeUnsafe(name)} signs`,
      commands: [
        sign(names, name, made),
        ...(made === signature ? [] : [setFile(file, name, made)]),
      ],
    };
  },
  'sign-anew'({ name }, names) {
    const { file, newSignature } = names;
    const signature = newSignature(name);
    return {
      what: `${escapeUnsafe(name)} signs again, into another file`,
      commands: [sign(names, name, signature), setFile(file, name, signature)],
    };
  },
  'give-name': ({ name, signer, file: signature }, { file }) => ({
    what: `${signer} has signed, and not ${escapeUnsafe(name)}: put ${signer}'s name there`,
    commands: [remove(file, name), add(file, signer, signature)],
  }),
  decode({ name, file: signature, format }, { file, newFile }) {
    const decoded = newFile(`${signature}.bin`);
    return {
      what: `${escapeUnsafe(name)}'s signature is right once it is decoded`,
      commands: [
        decode(format, quotePath(signature), quotePath(decoded)),
        setFile(file, name, decoded),
      ],
    };
  },
  remove: ({ name }, { file }) => ({
    what: describeRemoval(name),
    commands: [remove(file, name)],
  }),
  'make-officer': ({ name, file: signature }, { file, service = 0 }) => {
    const type = nameTypeOfApprovers(service);
    return {
      what: `make ${escapeUnsafe(name)} a ${type} in the file`,
      commands: [setFile(file, `${type.toLowerCase()}:${name}`, signature)],
    };
  },
  'keep-one': ({ name, file: signature }, { file }) => ({
    what: `keep only one approval of ${escapeUnsafe(name)}`,
    commands: [remove(file, name), add(file, name, signature)],
  }),
  'add-key': ({ name }, { inPolicy }) => addKeyStep(name, inPolicy),
  'replace-key': ({ name }, { inPolicy }) => replaceKeyStep(name, inPolicy),
  'ask-more': ({ officers, count }, names) =>
    haveSigned(describeAsked(officers, count), officers[0], names),
  'ask-seats': ({ seats, account }, names) =>
    haveSigned(describeMissingSeats(seats), account, names),
  'no-rule': noRuleStep,
  'say-required': (_, { file }) => lintStep('see how many approvals the file claims', file),
  'hand-in': ({ user = 'OFFICER' }, names) => handIn(escapeUnsafe(user), names),
};

function sign(
  { token, withRequest }: Pick<ClassicNames, 'token' | 'withRequest'>,
  name: string,
  signature: string,
): string {
  return `mofn sign ${token}${withRequest} --key ${quotePath(`${name}.key`)} --out ${quotePath(signature)}`;
}

function setFile(file: string, name: string, signature: string): string {
  return `mofn approval set ${file} --approver ${quoteForShell(`${name}=${signature}`)} --write`;
}

/** A path behind an option may begin with a dash. */
function optionWord(option: string, path: string): string {
  return path.startsWith('-')
    ? quoteForShell(`--${option}=${path}`)
    : `--${option} ${quotePath(path)}`;
}

function add(file: string, name: string, signature: string): string {
  return `mofn approval add ${file} ${quoteForShell(`${name}=${signature}`)} --write`;
}

/** What stands in an approval file as a name may begin with a dash. */
function remove(file: string, name: string): string {
  const word = quoteForShell(name.startsWith('-') ? `--approver=${name}` : name);
  return `mofn approval remove ${file} ${word} --write`;
}

/** As the console calls those whose approvals a service takes. */
function nameTypeOfApprovers(service: number): 'CU' | 'CO' {
  return typeOfApprovers(service) === 1 ? 'CU' : 'CO';
}

/** Lines for the console, which parts words by blanks and has no quotes. */
function handIn(user: string, { handedIn: file, newFile, service = 0 }: ClassicNames): ShownStep {
  const who = `${user}, who asked for the token, hands the file in, in cloudhsm_mgmt_util`;
  const logIn = `loginHSM ${nameTypeOfApprovers(service)} ${user} -hpswd`;
  const path = file === '-' ? 'APPROVAL_FILE' : file;
  if (isConsoleWord(path)) {
    return { what: who, commands: [logIn, `approveToken ${path}`] };
  }
  const copy = newFile('approval.txt');
  return {
    what: `${who}, under another name: the console takes no blanks and controls in one`,
    commands: [`cp -- ${quotePath(path)} ${copy}`, logIn, `approveToken ${copy}`],
  };
}

function describeRemoval(name: string): string {
  const shown = escapeUnsafe(name);
  return canonicalUserName(name) === undefined
    ? `take the approval of "${shown}" out`
    : `take ${shown}'s approval out`;
}

/** How to get a signature out of a file that has it in another format. */
function decode(format: SignatureFormat, file: string, decoded: string): string {
  const decoders: Readonly<Record<SignatureFormat, string>> = {
    base64: `base64 -d ${file}`,
    hex: `sed 's/.*= *//' ${file} | tr -d ' :\\n' | xxd -r -p`,
    // The signature is what stands last in these.
    der: `tail -c 256 ${file}`,
  };
  return `${decoders[format]} > ${decoded}`;
}

/** @param name of who types it; nobody's where there is nothing to type */
function haveSigned(what: string, name: string | undefined, names: ClassicNames): ShownStep {
  if (name === undefined) return { what, commands: [] };
  const { file, newSignature } = names;
  const signature = newSignature(name);
  return { what, commands: [sign(names, name, signature), add(file, name, signature)] };
}

/**
 * What the console says, but for the texts that belong to one command or one edition. Where each
 * text comes from is told in docs/fidelity.md.
 */
import type { Place } from '../console/waits.ts';
import { escapeUnsafe } from '../printable.ts';
import { findService } from '../token/service.ts';
import { DEVICE_SENTENCES } from '../words/device.ts';
import { HSM_ERRORS } from '../words/hsm-errors.ts';

/** Texts that the device has for what it refuses; every other name is printed as it stands. */
const ERROR_TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(HSM_ERRORS).map(([name, { text }]) => [name, `HSM Error: ${text}`]),
  ),
  RET_INVALID_INPUT: 'Invalid input data/params',
  RET_KEY_NOT_FOUND: 'HSM Error: there is no such key, or none that you own or share',
  RET_PASSWORD_LENGTH: 'min pswd len 7 and max pswd len 32',
};

/** Texts that published scripts look for after these two commands. */
const INVALID_TYPE = { RET_INVALID_USER_TYPE: 'invalid user type' };
const USER_CHANGE_TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  createUser: INVALID_TYPE,
  changePswd: INVALID_TYPE,
};

export const WORDS = {
  connecting: [
    'Connecting to the server(s), it may take time',
    'depending on the server(s) load, please wait...',
    '',
  ],
  connectingTo: ({ name, hostname, port }: Address): string =>
    `Connecting to server '${escapeUnsafe(name)}': hostname '${escapeUnsafe(hostname)}', port ${port}...`,
  connectedTo: ({ name, hostname, port }: Address): string =>
    `Connected to server '${escapeUnsafe(name)}': hostname '${escapeUnsafe(hostname)}', port ${port}.`,
  cannotConnect: ({ hostname, port }: Address): string => {
    const shown = escapeUnsafe(hostname);
    return `Connection to server ${shown}(${shown}) on port ${port} failed:Connection timed out`;
  },
  connectionFailed: 'Connection to one of servers failed, exiting...',
  disconnecting: 'disconnecting from servers, please wait...',

  continueQuestion: 'Do you want to continue(y/n)?',
  invalidContinue: "Invalid option, please type 'y' or 'n'",
  retryIgnoreAbort: 'Retry/Ignore/Abort?(R/I/A):',
  retryRollBackIgnore: 'Retry/rollBack/Ignore?(R/B/I):',
  invalidChoice: (options: readonly string[]): string => {
    const quoted = options.map((option) => `'${option}'`);
    return `Invalid option, please type ${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
  },
  passPhrase: 'Enter PEM pass phrase:',
  passwordsDiffer: 'Passwords do not match',

  serverPrompt: (index: number): string => `server${index}>`,
  serverMode: "Server is in 'E2' mode...",
  noSuchServer: (word: string): string => `No such server: ${escapeUnsafe(word)}`,
  notInServerMode: 'Not in server mode',
  serverModeOnly: (command: string): string =>
    `${command} is for server mode only, enter it with: server <n>`,

  lineTooLong: 'Line too long',
  /** @param nearest the command that may have been meant */
  unknownCommand: (word: string, nearest: string | undefined): string =>
    `Unknown command: ${showWord(word)}, type 'help' for the list of commands` +
    (nearest === undefined ? '' : `; did you mean '${nearest}'?`),
  ambiguousCommand: (word: string, names: readonly string[]): string =>
    `Ambiguous command: ${showWord(word)} (${names.join(', ')})`,
  syntax: (syntax: string): string => `Syntax: ${syntax}`,
  noTwoFactor: (word: string): string =>
    `The cluster is not configured for dual-factor authentication, please leave out ${word}`,
  authDataWritten: (path: string): string =>
    `Authentication data written to: "${escapeUnsafe(path)}"`,
  authDataRequest: [
    'Generate Base64-encoded signatures for SHA256 digests in the authentication data',
    'file. To generate the signatures, use the RSA private key, which is the second factor of',
    'authentication for this user. Paste the signatures and the corresponding public key',
    'into the authentication data file and provide the file path below.',
    'Leave this field blank to use the path initially provided.',
  ],
  enterFileName: 'Enter filename:',
  unsigned: (server: Place): string => `no signature in base64 for${placeOf(server)}`,
  notAsked: (server: Place): string => `nothing in it is what${placeOf(server)} wants signed`,
  noPublicKey: 'no PublicKey',

  /** @param where as `on` has it; empty in server mode */
  succeeded: (command: string, where: string = ''): string => `${command} success${where}`,
  /** @param where as `on` has it; empty in server mode */
  notDone: (command: string, where: string = ''): string => `${command} failed${where}`,
  failed: (command: string, why: string): string => `${command} failed: ${escapeUnsafe(why)}`,
  cannotOpen: (path: string): string => DEVICE_SENTENCES.cannotOpen(escapeUnsafe(path)),
  cannotOpenApprovalFile: (path: string): string =>
    DEVICE_SENTENCES.cannotOpenApprovalFile(escapeUnsafe(path)),
  cannotWrite: (path: string): string => `failed to write ${escapeUnsafe(path)}`,
  notRead: (path: string, why: string): string =>
    `failed to read ${escapeUnsafe(path)}: ${escapeUnsafe(why)}`,
  tooLarge: (path: string, limit: number): string =>
    `failed to read ${escapeUnsafe(path)}: larger than ${limit} bytes`,
  /** Of a command whose server was waited for no longer. */
  interrupted: 'interrupted',
  keyAttribute: {
    unknown: (): string => 'Unknown attribute, listAttributes shows them',
    'not-settable': (attribute: string): string => `${attribute} cannot be set`,
    value: (attribute: string): string => `${attribute} is 0 or 1`,
  },
  keyWithout: (attribute: string): string => `the key has no ${attribute}`,
  improperToken: 'Improper token passed',

  /** ` on server 0(10.0.2.14)` */
  on: (server: Place): string => ` on${placeOf(server)}`,
  /** What an HSM, or a fault that is set on one, says of a refusal. */
  error: (command: string, name: string): string =>
    USER_CHANGE_TEXTS[command]?.[name] ?? ERROR_TEXTS[name] ?? escapeUnsafe(name),
  /** `USER_MGMT`; the number itself where the service has no known name. */
  service: (service: number): string => findService(service)?.name ?? String(service),
} as const;

/** ` server 0(10.0.2.14)` */
function placeOf({ index, name }: Place): string {
  return ` server ${index}(${escapeUnsafe(name)})`;
}

/** Most characters that are shown of what is no command. */
const LONGEST_WORD = 80;

function showWord(word: string): string {
  const characters = [...word];
  const shown = characters.slice(0, LONGEST_WORD).join('');
  return `${escapeUnsafe(shown)}${characters.length > LONGEST_WORD ? '…' : ''}`;
}

interface Address {
  readonly name: string;
  readonly hostname: string;
  readonly port: number;
}

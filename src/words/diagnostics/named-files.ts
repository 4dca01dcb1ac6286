/** What lint says of the files that it names. */

import { DEVICE_LIMITS } from '../../parser/device/limits.ts';
import type { FieldText } from '../../parser/text.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { IN_OWN_FOLDER } from '../own-folder.ts';
import { quotePath } from '../quote-for-shell.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';
import { quote } from './quote.ts';

const WHERE_PATHS_START =
  'paths start at the folder in which the console runs; --no-files leaves files out';

function noFile(path: FieldText): string {
  return `found no readable file ${quote(path)}`;
}

/** A label as `RSA PRIVATE KEY`, in words. */
function namePem(label: string): string {
  return `a PEM ${label.toLowerCase().replace(/^(rsa|ec|dsa) /, (word) => word.toUpperCase())}`;
}

function describeTokens(bytes: number): string {
  if (bytes === 0) return 'nothing';
  const records = bytes / DEVICE_LIMITS.tokenRecord;
  return Number.isInteger(records) ? countNoun(records, 'record') : countNoun(bytes, 'byte');
}

export const NAMED_FILE_WORDS: DiagnosticWords<
  | 'repeated-signature'
  | 'token-file'
  | 'mixed-token'
  | 'type-of-service'
  | 'signature-file'
  | 'path-depends-on-folder'
> = {
  'repeated-signature': {
    summary: 'two approvers have the same signature',
    why: 'A signature is right for one key only: the same file, or two files with the same bytes, cannot be the signatures of two officers.',
    message: ({ name, other }) =>
      `found the same signature for ${quote(name)} as for ${quote(other)}`,
    hint: () => 'name the signature file of this approver',
  },
  'token-file': {
    summary: 'a token file is missing, or is none',
    why: 'A token file is a row of records of 80 bytes, one for each HSM, 32 at most. The device refuses a multi token file of another size, and a single token file of less than one record. It takes an empty multi token file, but then there is nothing to approve.',
    message: ({ field, path, bytes, label }) => {
      if (bytes === undefined) return noFile(path);
      if (label !== undefined) {
        return `found ${namePem(label)} in the token file ${quote(path)}, expected records of 80 bytes`;
      }
      return field === 'multiTokenFilePath'
        ? `found ${describeTokens(bytes)} in the token file ${quote(path)}, expected 1 to 32 records of 80 bytes`
        : `found ${countNoun(bytes, 'byte')} in the token file ${quote(path)}, expected a record of 80 bytes`;
    },
    hint: ({ field, bytes }) => {
      if (bytes === undefined) return WHERE_PATHS_START;
      return field === 'multiTokenFilePath'
        ? 'name the file that getToken wrote; it must reach you as it was, byte for byte'
        : 'name a token file, or leave the value empty';
    },
  },
  'mixed-token': {
    summary:
      'the records of the token file are of several users, services or keys, several of one node, or stand among what is none',
    why: 'HSMs write the records of one user and one service (and of one key, where the service is about keys), one for each node, and nothing else. An HSM looks in the file for its own record, whatever stands beside it. A signature is over the whole file, so that who approves the one approves the others with it.',
    message: ({ path, users, services, keys, others, repeated }) => {
      const isMixed = users.length > 1 || services.length > 1 || keys.length > 1 || others > 0;
      if (!isMixed) {
        return `found several records of ${listAll('node', repeated)} in the token file ${quote(path)}`;
      }
      const beside =
        others === 0 ? '' : `, beside ${others} that ${others === 1 ? 'is' : 'are'} none,`;
      const handles = keys.map((key) => `0x${key.toString(16).padStart(16, '0')}`);
      const of = keys.length > 1 ? `, and of ${listAll('key', handles)}` : '';
      return `found records of ${listAll('user', users)} and ${listAll('service', services)}${of}${beside} in the token file ${quote(path)}`;
    },
    hint: ({ users: [user = 'whoever made the file', ...others] }) =>
      others.length > 0
        ? 'ask whoever made the file, and sign nothing of it'
        : `sign nothing of it; ${user} gets the token again, and sends it as a file`,
  },
  'type-of-service': {
    summary: 'an approver is of another type than the token’s service takes',
    why: 'Crypto officers (type 2) approve what concerns users and the HSM, and for a key (services 5, USE_KEY, and 6, MANAGE_KEY) its users do, who are crypto users (type 1). The HSM looks for a user of that name and type, and refuses the whole file where there is none.',
    message: ({ found, expected, service }) =>
      `found the approver type ${found}, expected ${expected}: a token of service ${service} is approved by ${expected === 1 ? 'crypto users (CU)' : 'crypto officers (CO)'}`,
    hint: ({ expected }) => `write ${expected}, if that user is meant`,
  },
  'signature-file': {
    summary: 'a signature file is missing, or has not 256 bytes',
    why: 'A signature by an RSA key of 2048 bits has 256 bytes. The device refuses a file with less; of a file with more it takes the first 256 without a word, so that this is a warning, but for a key or a certificate.',
    message({ path, bytes, label }) {
      if (bytes === undefined) return noFile(path);
      const found = label === undefined ? countNoun(bytes, 'byte') : namePem(label);
      return `found ${found} in the signature file ${quote(path)}, expected 256 bytes`;
    },
    hint: ({ bytes }) =>
      bytes === undefined
        ? WHERE_PATHS_START
        : 'a signature is binary, and by a key of 2048 bits: neither hex, nor base64, nor with a newline at its end',
  },
  'path-depends-on-folder': {
    summary:
      'a path means another file from the working directory than from the approval file’s own folder',
    why: 'The device takes relative paths from the folder in which the console was started, never from the folder of the approval file. Where the two lead to different files, the outcome depends on where the console is started. Where only the approval file’s folder has any, the device stops at it from here, and this is an error.',
    message: ({ path, more, folder }) =>
      folder !== undefined
        ? `${IN_OWN_FOLDER}: ${quote(path)}${more > 0 ? ` and ${more} more` : ''}`
        : `found ${quote(path)}${more > 0 ? ` (and ${more} more)` : ''} to be another file from the working directory than from the folder of the approval file`,
    hint: ({ folder }) =>
      folder === undefined
        ? 'start the console in the folder that is meant, or write absolute paths'
        : `cd ${quotePath(folder)}`,
  },
};

function listAll(what: string, all: readonly (string | number)[]): string {
  return `${what}${all.length > 1 ? 's' : ''} ${all.map((one) => escapeUnsafe(String(one))).join(', ')}`;
}

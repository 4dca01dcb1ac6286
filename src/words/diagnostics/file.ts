/** What lint says of the file as a whole. */
import { describeContent } from '../content.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';

export const FILE_WORDS: DiagnosticWords<
  | 'not-an-approval-file'
  | 'utf-16'
  | 'carriage-return-lines'
  | 'byte-order-mark'
  | 'missing-last-newline'
  | 'nul-byte'
> = {
  'not-an-approval-file': {
    summary: 'the file is something else: a key, a token, a signature, JSON, binary data',
    why: 'A file that holds a private key, a public key, a certificate, a token or a signature, JSON, and binary data without any of the six keys is no approval file. It is named as what it is, and nothing of it is shown, in no format and by no command. That is a warning only where the device reads an approval file all the same, as with a private key behind it.',
    message: ({ found }) => `found ${describeContent(found)}, expected an approval file`,
    hint: ({ found }) =>
      found === 'private-key'
        ? 'name the approval file; a private key belongs to nobody but its officer'
        : 'name the approval file, as "mofn approval new" writes it',
  },
  'utf-16': {
    summary: 'the file is UTF-16, of which the device can read nothing',
    why: 'Some Windows tools, PowerShell’s `>` among them, write two bytes for each character. The device finds no key in such a file, and tells only that it `failed to open` a path that is empty.',
    message: () => 'found UTF-16, expected one byte for each character',
    hint: () => 'save the file as UTF-8 or ASCII',
  },
  'carriage-return-lines': {
    summary: 'lines end with a carriage return alone, so that all of them are one line',
    why: 'For the device, as for this tool, a line ends with a newline. With carriage returns alone (as old Macintosh programs write them) the whole file is one line, of which the first field at most is read.',
    message: () => 'found lines that end with a carriage return alone, expected newlines',
    hint: () => 'save the file with line ends of Unix or Windows',
  },
  'byte-order-mark': {
    summary: 'the file begins with a byte order mark, which hides its first line',
    why: 'The device compares a key with the first bytes of a line. Three invisible bytes before it, and the line is skipped without a word. If the first line is a comment or blank, nothing is lost, and this is a warning.',
    message: ({ hidesLine }) =>
      `found a byte order mark${hidesLine ? ': the device skips this line' : ''}`,
    hint: () => 'save the file without it',
  },
  'missing-last-newline': {
    summary: 'the last line has no newline at its end',
    why: 'The device does not mind as long as there is a `;`. But what is appended to the file comes to stand on the same line, where it is not read.',
    message: () => 'found no newline at the end of the file',
    hint: () => 'end the last line with a newline',
  },
  'nul-byte': {
    summary: 'a NUL byte cuts a value short, or the file is no text',
    why: 'For the device a value ends at a NUL, and what follows on the line is lost. NUL bytes outside of fields are a warning: the file may not be an approval file at all.',
    message: ({ cutsValue }) =>
      cutsValue
        ? 'found a NUL byte: for the device the value ends here'
        : 'found a NUL byte, expected text',
    hint: ({ cutsValue }) => (cutsValue ? 'take it out' : 'check that this is the right file'),
  },
};

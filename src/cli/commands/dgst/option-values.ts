/**
 * The values of single options, as `openssl dgst` reads them.
 */
import { DgstError, notOffered, usageError } from './dgst-error.ts';

/** What `-keyform` asks for; openssl heeds these and takes every other one for none. */
export type KeyForm = 'pem' | 'der' | 'engine' | 'any';

// OpenSSL judges most formats by their first letter only.
export function readKeyForm(value: string): KeyForm {
  const bad = usageError(
    `dgst: Bad format "${value}"\ndgst: Invalid format "${value}" for option -keyform`,
  );
  switch (value.charAt(0).toLowerCase()) {
    case 'd':
      return 'der';
    case 'e':
      return 'engine';
    case 't':
    case 's':
    case 'm':
    case 'h':
    case '1':
      return 'any';
    case 'n':
      if (/^(NSS|nss)$/.test(value)) return 'any';
      throw usageError(
        `dgst: Bad format "${value}"; must be one of:\ndgst: Invalid format "${value}" for option -keyform`,
      );
    case 'p':
      if (/^([pP]|PEM|pem)$/.test(value)) return 'pem';
      if (/^(PVK|pvk|P12|p12|PKCS12|pkcs12)$/.test(value)) return 'any';
      throw bad;
    default:
      throw bad;
  }
}

/** The integer range of C's `int`. */
const INT_MAX = 2 ** 31 - 1;

// strtol with base 0 judges the text; atoi, which reads decimal digits only, takes the value.
export function readPositiveCount(text: string, name: string): number {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  const [, sign = '', digits = ''] = match ?? [];
  const value = Number(/^0[0-7]/.test(digits) ? `0o${digits}` : digits) * (sign === '-' ? -1 : 1);
  if (match === null || Math.abs(value) >= 2 ** 63) {
    const base = /^0[xX]/.test(text) ? 'a hexadecimal' : text.startsWith('0') ? 'an octal' : 'a';
    throw usageError(`dgst: Can't parse "${text}" as ${base} number`);
  }
  if (value > INT_MAX || value < -INT_MAX - 1) {
    throw usageError(`dgst: Value "${text}" outside integer range`);
  }
  if (value <= 0) {
    throw usageError(`dgst: Non-positive number "${text}" for option -${name}`);
  }
  return readDecimal(text);
}

/** C's `atoi`: decimal digits after blanks and a sign, and 0 where there are none. */
export function readDecimal(text: string): number {
  const [, number = '0'] = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(text) ?? [];
  return Number(number);
}

export function checkProvider(name: string): void {
  if (name === 'default' || name === 'base') return;
  throw new DgstError(
    `dgst: unable to load provider ${name}\n` +
      'Hint: use -provider-path option or OPENSSL_MODULES environment variable.',
  );
}

/** A part of a property query that is a wish, or holds of the default provider. */
const CHANGES_NOTHING =
  /^\s*(\?.*|provider\s*=\s*('default'|"default"|default)|fips\s*=\s*no|-\s*fips)?\s*$/is;

/** A query that asks for another provider, or for a property that the default one has not got, is refused. */
export function checkPropertyQuery(query: string): void {
  if (!query.split(',').every((part) => CHANGES_NOTHING.test(part))) {
    throw notOffered(`-propquery ${query}`);
  }
}

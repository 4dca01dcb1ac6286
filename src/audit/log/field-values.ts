import type { LoggedUser, LogResponse } from '../log-event.ts';
import { isOpcodeAtOdds, isUserTypeAtOdds } from './known-numbers.ts';

/** What stands behind the colons. Each reader answers `undefined` for what cannot stand there. */

interface Named {
  readonly name: string;
  readonly number: number | undefined;
}

/** `CN_CREATE_USER (0x3)`; the emulator leaves out a number that no document has. */
export const readOpcode: (text: string) => Named | undefined = remember((text) => {
  const named = readWithHex(text);
  return named === undefined || isOpcodeAtOdds(named) ? undefined : named;
});

/** `CN_CERT_AUTH_CMD (0x9)` */
export const readCommandType: (text: string) => Named | undefined = remember(readWithHex);

/** `CN_CRYPTO_OFFICER (2)` */
export const readUserType: (text: string) => Omit<LoggedUser, 'name'> | undefined = remember(
  (text) => {
    const named = readNamed(/^([A-Z][A-Z0-9_]{0,63})(?: \((\d{1,9})\))?$/.exec(text));
    if (named === undefined || isUserTypeAtOdds(named)) return undefined;
    return { type: named.name, typeNumber: named.number };
  },
);

/** `MGMT_USER_DETAILS_LOG (2)` */
export const readLogType: (text: string) => Named | undefined = remember((text) =>
  readNamed(/^([A-Z][A-Z0-9_]{0,63})(?: \((\d{1,9})\))?$/i.exec(text)),
);

/** `0:HSM Return: SUCCESS`, `163:HSM Error: RET_USER_LOGIN_FAILURE`; the emulator may leave out the number. */
export const readResponse: (text: string) => LogResponse | undefined = remember((text) => {
  const match = /^(?:(\d{1,9}):\s?)?HSM (Return|Error): (.*)$/s.exec(text);
  if (match === null) return undefined;
  const [, digits, kind, words = ''] = match;
  const number = digits === undefined ? undefined : Number(digits);
  const isSuccess = kind === 'Return';
  // Zero is what success is, and nothing else.
  if (isSuccess !== (number === 0) || (isSuccess && words !== 'SUCCESS')) return undefined;
  return { isSuccess, number, text: words };
});

/** `0x107`, 32 bits. */
export function readHex32(text: string): number | undefined {
  return /^0x[0-9a-f]{1,8}$/i.test(text) ? Number(text) : undefined;
}

/** `0x1`, 64 bits. */
export function readHex64(text: string): bigint | undefined {
  return /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : undefined;
}

/** `131079`, 32 bits; 0 where there is no key. */
export function readHandle(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffff_ffff ? Number(text) : undefined;
}

/** `3` */
export function readDecimal(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function readWithHex(text: string): Named | undefined {
  return readNamed(/^([A-Z][A-Z0-9_]{0,63})(?: \((0x[0-9a-fA-F]{1,8})\))?$/.exec(text));
}

function readNamed(match: RegExpExecArray | null): Named | undefined {
  if (match?.[1] === undefined) return undefined;
  return { name: match[1], number: match[2] === undefined ? undefined : Number(match[2]) };
}

/** Most values that are remembered; a log has some dozen, and whoever makes up others gains nothing. */
const MOST_REMEMBERED = 256;

/** A log has the same values over and over. */
function remember<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size < MOST_REMEMBERED) known.set(text, value);
    return value;
  };
}

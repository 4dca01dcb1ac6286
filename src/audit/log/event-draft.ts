import type { LogEvent, LoggedKeys, LoggedUser, LogOddity, LogOddityCode } from '../log-event.ts';
import type { FieldLine, FieldName } from './field-names.ts';
import {
  readCommandType,
  readDecimal,
  readHandle,
  readHex32,
  readHex64,
  readLogType,
  readOpcode,
  readResponse,
  readUserType,
} from './field-values.ts';
import { LOG_TYPES } from './log-types.ts';
import { readTime } from './time.ts';

/** What each event has. */
const ALWAYS: readonly FieldName[] = [
  'Sequence No',
  'Reboot counter',
  'Command Type(hex)',
  'Opcode',
  'Session Handle',
  'Response',
  'Log type',
];

/** What events have besides, by what their log type says that they tell. */
const BY_LOG_TYPE: Readonly<Record<number, readonly FieldName[]>> = {
  [LOG_TYPES.user.number]: ['User Name', 'User Type'],
  [LOG_TYPES.keys.number]: ['Priv/Secret Key Handle', 'Public Key Handle'],
};

/** One event while its lines come in, in whatever order. */
export class EventDraft {
  readonly #fields: Partial<Record<FieldName, string>> = {};
  readonly #places: Partial<Record<FieldName, number>> = {};
  readonly #place: number;
  readonly #onOddity: (oddity: LogOddity) => void;
  /** The one line that may stand there more than once. */
  readonly #spent: number[] = [];
  #isSpoiled = false;

  /** @param place where its `Time:` stands */
  constructor(place: number, onOddity: (oddity: LogOddity) => void) {
    this.#place = place;
    this.#onOddity = onOddity;
  }

  /** @param isCut the line was longer than what is read */
  add({ name, text }: FieldLine, place: number, isCut: boolean): void {
    if (isCut) this.#spoil('too-long', name, place);
    else if (name === 'Token') this.#takeToken(text);
    else if (this.#fields[name] !== undefined) this.#spoil('field-twice', name, place);
    else {
      this.#fields[name] = text;
      this.#places[name] = place;
    }
  }

  /**
   * The event, once all its lines are there; nothing where one of them is odd, which is told.
   *
   * @param isLast nothing comes behind it, so that what it lacks may have been cut off
   */
  finish(isLast: boolean): LogEvent | undefined {
    if (this.#isActOfOperator()) return undefined;
    const type = this.#read('Log type', readLogType)?.number ?? LOG_TYPES.minimal.number;
    const missing = this.#findMissing(BY_LOG_TYPE[type] ?? []);
    if (missing !== undefined) {
      if (this.#isSpoiled) return undefined;
      this.#spoil(isLast ? 'cut-short' : 'missing-field', missing, this.#place);
      return undefined;
    }
    const time = this.#readTime();
    const sequence = this.#read('Sequence No', readHex64);
    const reboots = this.#read('Reboot counter', readHex32);
    const command = this.#read('Command Type(hex)', readCommandType);
    const opcode = this.#read('Opcode', readOpcode);
    const session = this.#read('Session Handle', readHex64);
    const response = this.#read('Response', readResponse);
    const user = this.#readUser();
    const keys = this.#readKeys();
    if (
      this.#isSpoiled ||
      time === undefined ||
      sequence === undefined ||
      reboots === undefined ||
      command === undefined ||
      opcode === undefined ||
      session === undefined ||
      response === undefined
    ) {
      return undefined;
    }
    return {
      time,
      sequence,
      reboots,
      opcode: opcode.name,
      opcodeNumber: opcode.number,
      session,
      response,
      user,
      keys,
      attribute: this.#fields['Attribute'],
      isShared: this.#readShared(),
      service: this.#guess('Service'),
      m: this.#guess('M Value'),
      spent: this.#spent,
      place: this.#place,
    };
  }

  /** What the operator of the emulator did stands behind the HSMs' logs, and in none of them. */
  #isActOfOperator(): boolean {
    return this.#has('Act No') && !this.#has('Sequence No') && !this.#has('Opcode');
  }

  #findMissing(besides: readonly FieldName[]): FieldName | undefined {
    return [...ALWAYS, ...besides].find((name) => !this.#has(name));
  }

  #readTime(): bigint | undefined {
    const time = this.#read('Time', readTime);
    if (time !== 'disagrees') return time;
    this.#spoil('time-disagrees', 'Time', this.#place);
    return undefined;
  }

  #readUser(): LoggedUser | undefined {
    const name = this.#fields['User Name'];
    const type = this.#read('User Type', readUserType);
    return name === undefined || type === undefined ? undefined : { name, ...type };
  }

  #readKeys(): LoggedKeys | undefined {
    const secret = this.#read('Priv/Secret Key Handle', readHandle);
    const publicKey = this.#read('Public Key Handle', readHandle);
    if (secret === undefined || publicKey === undefined) return undefined;
    return { secret, public: publicKey, wrapping: this.#read('Wrapping Key Handle', readHandle) };
  }

  /** The service of a token, which a line of the emulator's tells among others. */
  #takeToken(text: string): void {
    const [, service] = /, Service (\d{1,9}),/.exec(text) ?? [];
    if (service !== undefined) this.#spent.push(Number(service));
  }

  #readShared(): boolean | undefined {
    const text = this.#fields['Shared'];
    return text === '1' || text === '0' ? text === '1' : undefined;
  }

  /** What stands in a field; a field that is there and cannot be read is told. */
  #read<Value>(name: FieldName, read: (text: string) => Value | undefined): Value | undefined {
    const text = this.#fields[name];
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) this.#spoil('bad-field', name, this.#places[name] ?? this.#place);
    return value;
  }

  /** A line that AWS's log does not have: what else it may be is nobody's business. */
  #guess(name: 'Service' | 'M Value'): number | undefined {
    const text = this.#fields[name];
    return text === undefined ? undefined : readDecimal(text);
  }

  #has(name: FieldName): boolean {
    return this.#fields[name] !== undefined;
  }

  #spoil(code: LogOddityCode, what: string, place: number): void {
    this.#isSpoiled = true;
    this.#onOddity({ place, code, what });
  }
}

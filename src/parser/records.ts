/**
 * What the grammar hands over: where things stand, as plain numbers. Objects are made of them when
 * somebody asks (items.ts); a large file is then no burden on the garbage collector, and the time for a
 * byte does not grow with it.
 */
import type { FieldName } from './fields.ts';

/** What a record is about. */
type RecordKind =
  | FieldName
  /** a field whose key is not spelt as documented */
  | 'other-key'
  /** any number of whole lines, blank or comments */
  | 'remarks'
  | 'stray'
  | 'byte-order-mark';

const CODES: Readonly<Record<RecordKind, number>> = {
  multiTokenFilePath: 0,
  tokenFilePath: 1,
  numberOfApprovals: 2,
  type: 3,
  name: 4,
  file: 5,
  'other-key': 6,
  remarks: 7,
  stray: 8,
  'byte-order-mark': 9,
};

const KINDS = Object.keys(CODES) as readonly RecordKind[];

/** Numbers of a record: its code, and the four places of a {@link PieceRecord}. */
const SIZE = 5;

/** Where one piece of a file stands, in bytes from the file's beginning. */
export interface PieceRecord {
  readonly kind: RecordKind;
  /** Where it begins, its indent included. */
  readonly start: number;
  readonly keyStart: number;
  /** Where a field's key and the `=` behind it end. */
  readonly valueStart: number;
  /** Whether a field has a `;`. */
  readonly terminated: boolean;
  readonly end: number;
}

/** Records in the order of the file; each begins where the one before it ends. */
export class Records {
  private readonly numbers: number[] = [];

  addField(
    kind: FieldName | 'other-key',
    start: number,
    keyStart: number,
    valueStart: number,
    terminated: boolean,
    end: number,
  ): void {
    // The sign of the first number says whether there is a `;`.
    const code = CODES[kind];
    this.numbers.push(terminated ? code : -1 - code, start, keyStart, valueStart, end);
  }

  addOther(kind: 'remarks' | 'stray' | 'byte-order-mark', start: number, end: number): void {
    this.numbers.push(CODES[kind], start, start, start, end);
  }

  /** Hands each record to a function, in order. */
  forEach(visit: (record: PieceRecord) => void): void {
    const { numbers } = this;
    for (let i = 0; i < numbers.length; i += SIZE) {
      const code = numbers[i] ?? 0;
      visit({
        kind: KINDS[code < 0 ? -1 - code : code] ?? 'stray',
        start: numbers[i + 1] ?? 0,
        keyStart: numbers[i + 2] ?? 0,
        valueStart: numbers[i + 3] ?? 0,
        terminated: code >= 0,
        end: numbers[i + 4] ?? 0,
      });
    }
  }
}

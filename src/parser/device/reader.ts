import type { Span } from '../../diagnostic.ts';
import { type FieldText, fromByteString } from '../text.ts';
import type { DeviceWarning } from './codes.ts';
import { DEVICE_FIELDS, type DeviceFieldName, type DevicePart, fieldOfPiece } from './fields.ts';
import { readNumber } from './number.ts';
import { endOfPiece } from './piece.ts';
import { readValue } from './value.ts';

/** One field that the reader took a value from, or tried to. */
export interface DeviceField {
  readonly field: DeviceFieldName;
  /** The piece of the file that it stands in, its newline included. */
  readonly piece: Span;
  readonly text: FieldText;
  readonly value: Span;
  /** For the number of approvals (32 bits) and an approver's type (8 bits): what they are read as. */
  readonly number: number | undefined;
  /** False: too long for its field, so it was neither stored nor counted. */
  readonly counted: boolean;
  /** False: neither `;` nor newline in the piece, so that the real reading is undefined. */
  readonly ended: boolean;
}

/** Reads a file piece by piece, as far as it is asked to. */
export interface PieceReader {
  /**
   * Reads on until a field of this part of the file is found.
   *
   * @returns the field, or undefined at the end of the file
   */
  readField(part: DevicePart): DeviceField | undefined;
}

/** Fields that are counted before the reader goes on: of the header, and of each approver. */
export const FIELDS_OF_PART = 3;

/** Starts to read a file at its beginning. */
export function createPieceReader(bytes: Uint8Array): PieceReader {
  let position = 0;
  return {
    readField(part) {
      while (position < bytes.length) {
        const start = position;
        position = endOfPiece(bytes, start);
        const field = fieldOfPiece(bytes, start);
        if (field !== undefined && DEVICE_FIELDS[field].part === part) {
          return readFieldOfPiece(bytes, field, { start, end: position });
        }
      }
      return undefined;
    },
  };
}

function readFieldOfPiece(bytes: Uint8Array, field: DeviceFieldName, piece: Span): DeviceField {
  const rules = DEVICE_FIELDS[field];
  const value = readValue(bytes, piece.start + rules.key.length, piece.end);
  const fits = rules.capacity === undefined || value.bytes.length < rules.capacity;
  return {
    field,
    piece,
    text: fromByteString(value.bytes),
    value: value.span,
    number: numberOf(field, () => readNumber(value.bytes)),
    counted: fits,
    ended: value.ended,
  };
}

function numberOf(field: DeviceFieldName, read: () => number): number | undefined {
  if (field === 'numberOfApprovals') return read();
  if (field === 'type') return read() & 0xff;
  return undefined;
}

/** What is to be said of a field, in the order in which the reader comes upon it. */
export function warningsOf({
  field,
  ended,
  counted,
  value: { start, end },
}: DeviceField): readonly DeviceWarning[] {
  const warnings: DeviceWarning[] = [];
  if (!ended) warnings.push({ code: 'value-not-ended' });
  if (!counted) warnings.push({ code: 'value-too-long', field, bytes: end - start });
  return warnings;
}

/**
 * The field that the device would see in the piece that starts at `start`, whatever part of the file
 * it has come to. Most pieces are none.
 */
export function readFieldAt(bytes: Uint8Array, start: number): DeviceField | undefined {
  const end = endOfPiece(bytes, start);
  const field = fieldOfPiece(bytes, start);
  return field && readFieldOfPiece(bytes, field, { start, end });
}

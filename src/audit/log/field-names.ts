/** The lines that are known. Each stands once in an event. */
export const FIELD_NAMES = [
  'Time',
  'Sequence No',
  'Reboot counter',
  'Command Type(hex)',
  'Opcode',
  'Session Handle',
  'Response',
  'Log type',
  'User Name',
  'User Type',
  'Priv/Secret Key Handle',
  'Public Key Handle',
  'Wrapping Key Handle',
  'Attribute',
  'Shared',
  'Service',
  'M Value',
  'Token',
  'Act No',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** A field's line. */
export interface FieldLine {
  readonly name: FieldName;
  /** What stands behind the colon, without the blanks around it. */
  readonly text: string;
}

/** By what they begin with, since a gigabyte has some thirty million lines. */
const BY_FIRST: ReadonlyMap<number, readonly FieldName[]> = new Map(
  FIELD_NAMES.map((name) => [
    name.charCodeAt(0),
    FIELD_NAMES.filter((other) => other.charCodeAt(0) === name.charCodeAt(0)),
  ]),
);

const COLON = 0x3a;

/**
 * Reads the line of a field. The guide writes the colon in three ways: behind nothing, a blank or a tab.
 *
 * @returns nothing where it is another line
 * @example
 * readFieldLine('Sequence No : 0x1'); // { name: 'Sequence No', text: '0x1' }
 */
export function readFieldLine(line: string): FieldLine | undefined {
  const start = isBlank(line.charCodeAt(0)) ? line.trimStart() : line;
  for (const name of BY_FIRST.get(start.charCodeAt(0)) ?? []) {
    if (!start.startsWith(name)) continue;
    let colon = name.length;
    while (isBlank(start.charCodeAt(colon))) colon += 1;
    if (start.charCodeAt(colon) === COLON) return { name, text: start.slice(colon + 1).trim() };
  }
  return undefined;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

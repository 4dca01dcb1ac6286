import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/evidence/manifest/read-manifest.ts';
import { writeManifest } from '../../../src/evidence/manifest/write-manifest.ts';
import { isFailure } from '../../../src/failure.ts';
import { IS_LONG } from '../../support/how-many.ts';
import { wholeManifest } from '../../support/whole-manifest.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
const isBySchema = ajv.compile(JSON.parse(readFileSync('docs/evidence.schema.json', 'utf8')));

const BYTES = writeManifest(wholeManifest);
const STATEMENT: unknown = JSON.parse(Buffer.from(BYTES).toString());

function isRead(bytes: Uint8Array): boolean {
  try {
    readManifest(bytes);
    return true;
  } catch (error) {
    if (isFailure(error) && error.code === 'manifest-malformed') return false;
    throw error;
  }
}

const encode = (statement: unknown): Buffer =>
  Buffer.from(`${JSON.stringify(statement, undefined, 2)}\n`);

describe('a manifest', () => {
  it('is read as what was written', () => {
    expect(readManifest(BYTES)).toEqual(wholeManifest);
  });

  it('is as its schema says', () => {
    expect(isBySchema(STATEMENT), ajv.errorsText(isBySchema.errors)).toBe(true);
  });

  it('escapes what is not shown', () => {
    const { ceremony } = wholeManifest.findings;
    if (ceremony === null) throw new Error('there is one');
    const title = 'a\u202eb\u0000\u2028</script>';
    const findings = { ...wholeManifest.findings, ceremony: { ...ceremony, title } };
    const bytes = writeManifest({ ...wholeManifest, findings });
    expect(Buffer.from(bytes).toString()).toContain('a\\u202eb\\u0000\\u2028');
    expect(readManifest(bytes).findings.ceremony?.title).toBe(title);
  });

  it.each([
    ['another layout', Buffer.from(JSON.stringify(STATEMENT))],
    ['no line end', BYTES.subarray(0, -1)],
    ['a byte order mark', Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), BYTES])],
    ['no JSON', Buffer.from('{')],
    ['nothing', Buffer.alloc(0)],
    ['no UTF-8', Buffer.of(0x22, 0xff, 0x22)],
    ['brackets without end', Buffer.from('['.repeat(1_000_000))],
    ['a list', Buffer.from('[]\n')],
    [
      'two members of one name',
      Buffer.from(Buffer.from(BYTES).toString().replace('"_type"', '"_type": "x",\n  "_type"')),
    ],
  ])('is refused: %s', (_, bytes) => {
    expect(isRead(bytes)).toBe(false);
  });
});

/** Every value of a statement, by its path. */
function* listPaths(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* listPaths(inner, [...path, name]);
}

function replace(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const inner = replace((value as Record<string, unknown>)[name], rest, other);
  if (Array.isArray(value)) {
    return value.flatMap((one, at) =>
      String(at) === name ? (inner === undefined ? [] : [inner]) : [one],
    );
  }
  return { ...(value as object), [name]: inner };
}

const OTHERS: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  [{}],
  { extra: 1 },
  '2026-11-29T08:00:00',
  '2026-11-29T08:00:00Z',
  'ab'.repeat(32),
  'AB'.repeat(32),
];

it('is refused where the schema refuses, wherever one value is another', () => {
  const paths = [...listPaths(STATEMENT)];
  expect(paths.length).toBeGreaterThan(300);
  for (const [at, path] of paths.entries()) {
    // Some of the others for each, other ones for the next; all of them in the long version.
    for (const other of OTHERS.filter((_, which) => IS_LONG || which % 9 === at % 9)) {
      const statement = replace(STATEMENT, path, other);
      const found = { path, other, isRead: isRead(encode(statement)) };
      expect(found).toEqual({ path, other, isRead: isBySchema(statement) });
    }
  }
});

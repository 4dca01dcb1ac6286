/** Pages of the table of keys, as a stranger may have written them. */
import { describe, expect, it } from 'vitest';

import {
  readDirectory,
  readMaterials,
  readRecords,
} from '../../../../src/hsm/machine/keys/key-pages.ts';
import { createMemoryObjects } from '../../../../src/hsm/store/object-store.ts';
import { StagedObjects } from '../../../../src/hsm/store/staged-objects.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { keyRecord } from '../../../support/key-records.ts';

const NAME = `000000000001-${'0'.repeat(64)}`;
const READERS = { records: readRecords, materials: readMaterials, directory: readDirectory };

type Kind = keyof typeof READERS;
const KINDS = Object.keys(READERS) as Kind[];

/** What a page holds, of the text that is in it. */
function read(kind: Kind, content: string): unknown {
  const objects = new StagedObjects(createMemoryObjects(), 1);
  return READERS[kind](objects, objects.put(Buffer.from(content)));
}

/** What a user would be told of a page. */
const problemOf = (kind: Kind, page: unknown) => failureOf(() => read(kind, JSON.stringify(page)));

/** Pages of one entry for each number. */
const PAGES = {
  records: (numbers: readonly number[]) => numbers.map((number) => keyRecord(number)),
  materials: (numbers: readonly number[]) => numbers.map((number) => [number, 'AAAA']),
  directory: (numbers: readonly number[]) => numbers.map((number) => [number, NAME, null]),
};

describe.each(KINDS)('a page of %s', (kind) => {
  const page = PAGES[kind];

  it.each([[[]], [[7]], [[7, 8]], [[1, 7, 31]]])('has the numbers %j', (numbers) => {
    expect(() => read(kind, JSON.stringify(page(numbers)))).not.toThrow();
  });

  it.each([[[7, 7]], [[8, 7]], [[7, 9, 8]], [[7, 8, 8]], [[9, 7, 8]]])(
    'has not the numbers %j, which do not ascend',
    (numbers) => {
      expect(problemOf(kind, page(numbers))).toMatchObject({
        kind: 'state',
        message: expect.stringContaining('expected each number once, in their order'),
      });
    },
  );

  it('is a list, in JSON', () => {
    for (const content of ['', '[', '{}', 'null', '7']) {
      expect(failureOf(() => read(kind, content)).kind).toBe('state');
    }
  });
});

it.each(['A', 'AA', 'AAA', 'AA==A', 'AAAA\n', 'AB==', 'AA_-', 'AAAA=', '!!!!'])(
  'bytes are base64 in its one encoding, and not %j',
  (text) => {
    const base64 = expect.stringContaining('expected base64');
    expect(problemOf('materials', [[7, text]])).toMatchObject({ kind: 'state', message: base64 });
    expect(problemOf('records', [keyRecord(7, { spki: text })]).message).toEqual(base64);
  },
);

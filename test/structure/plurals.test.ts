import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countNoun } from '../../src/words/count-noun.ts';

/** What speaks to people. The device's own words are as the device says them, and so are openssl's. */
const FILES = ['words', 'cli']
  .flatMap((room) =>
    readdirSync(join('src', room), { recursive: true, encoding: 'utf8' }).map((name) =>
      join('src', room, name),
    ),
  )
  .filter(
    (file) => file.endsWith('.ts') && !/(words\/device|words\/count-noun)\.ts$|\/dgst\//.test(file),
  )
  .map((file) => [file, readFileSync(file, 'utf8')] as const);

const NOUNS = new Set(
  FILES.flatMap(([, text]) =>
    [...text.matchAll(/countNoun\([^'`]*'([\w ]+)'/g)].map(([, noun = '']) => noun),
  ),
);

it('counts one thing as one, and none as many', () => {
  expect([0, 1, 2].map((count) => countNoun(count, 'byte'))).toEqual([
    '0 bytes',
    '1 byte',
    '2 bytes',
  ]);
  expect(countNoun(1, 'record is', 'records are')).toBe('1 record is');
});

it('counts in no sentence without it, so that nothing says "1 bytes"', () => {
  expect([...NOUNS]).toEqual(expect.arrayContaining(['byte', 'record', 'approval', 'officer']));
  const counted = new RegExp(`(?<!to )\\$\\{[^}]*\\} (more )?(${[...NOUNS].join('|')})s\\b`, 'g');
  const found = FILES.flatMap(([file, text]) =>
    [...text.matchAll(counted)].map(([words]) => `${file}: ${words}`),
  );
  expect(found).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KEY_CONTAINERS } from '../../src/signer/containers/index.ts';

test('each container of keys has a code of its own', () => {
  const codes = Object.values(KEY_CONTAINERS).flatMap((rows) => rows.map(({ code }) => code));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => /^[a-z0-9-]+$/.test(code))).toBe(true);
});

test('what failures say of a container is a code of the table', () => {
  const codes = Object.values(KEY_CONTAINERS).flatMap((rows) => rows.map(({ code }) => code));
  const words = readFileSync('src/words/failures/signer.ts', 'utf8');
  const named = [...words.matchAll(/container === '([a-z0-9-]+)'/g)].map(([, code]) => code);
  expect(named.length).toBeGreaterThan(0);
  for (const code of named) expect(codes).toContain(code);
});

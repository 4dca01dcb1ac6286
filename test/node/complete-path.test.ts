import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { completePath } from '../../src/node/complete-path.ts';

it('gives the paths that begin so, and tells folders apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paths-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'keys'));
  for (const name of ['keys.txt', '.hidden', 'keys/a b.pem']) writeFileSync(join(folder, name), '');
  symlinkSync(join(folder, 'keys'), join(folder, 'link'));
  symlinkSync('/nowhere', join(folder, 'loose'));
  expect(completePath('', folder)).toEqual(['keys/', 'keys.txt', 'link/', 'loose']);
  expect(completePath('ke', folder)).toEqual(['keys/', 'keys.txt']);
  expect(completePath('./keys/', folder)).toEqual(['./keys/a b.pem']);
  expect(completePath(`${folder}/.h`, '/')).toEqual([`${folder}/.hidden`]);
  expect(completePath('no-such-folder/x', folder)).toEqual([]);
  expect(completePath('keys.txt/', folder)).toEqual([]);
  expect(completePath('a\0b/', folder)).toEqual([]);
});

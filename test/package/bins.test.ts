import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { PROGRAMS } from '../../src/cli/programs.ts';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
};

it('every program of bin/ is installed under its own name', () => {
  const programs = readdirSync('bin').filter((name) => name !== 'package.json');
  expect(bin).toEqual(Object.fromEntries(programs.map((name) => [name, `bin/${name}`])));
});

it.each(Object.keys(bin))('%s can be run, and is a command of mofn', (name) => {
  const file = `bin/${name}`;
  expect(statSync(file).mode & 0o111).toBe(0o111);
  const [first, ...rest] = readFileSync(file, 'utf8').split('\n');
  expect(first).toBe('#!/usr/bin/env node');
  if (name !== 'mofn') expect(rest.slice(1)).toEqual(["require('./mofn');", '']);
  // What it puts before its words: those of a command, and -- where the words are another program's own.
  const put = /^process[.]argv[.]splice[(]2, 0, (.*)[)];$/.exec(rest[0] ?? '')?.[1] ?? '';
  const all = [...put.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);
  expect(all, 'the executable does as much').toEqual(PROGRAMS[name]);
  const words = all.filter((word) => word !== '--');
  if (name === 'mofn') expect(words).toEqual([]);
  else expect(DEFINITIONS.map(({ path }) => path)).toContain(words.join(' '));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
const promises = [
  ...page.matchAll(/^\| (?<promise>[^|]+) \| (?<holders>[^|]*\]\([^|]+) \|$/gm),
].map(({ groups: { promise = '', holders = '' } = {} }) => ({ promise, holders }));

describe('docs/security.md', () => {
  it('has promises under each heading that names who is hostile', () => {
    const [, ...sections] = page.split(/^## /m);
    const hostile = [...page.matchAll(/^\| (?<who>an? [^|]+|two at once|whoever [^|]+) \|/gm)];
    expect(hostile.length).toBeGreaterThan(4);
    for (const { groups } of hostile) {
      const who = groups?.['who'] ?? '';
      const section = sections.find((text) => text.toLowerCase().startsWith(`${who}\n`));
      expect(section, who).toMatch(/\]\(\.\.\/test\//);
    }
  });

  it.each(promises)('holds by tests that are there: $promise', ({ holders }) => {
    const tests = [...holders.matchAll(/\[(?<title>[^\]]+)\]\((?<path>[^)]+)\)/g)];
    expect(tests.length).toBeGreaterThan(0);
    for (const { groups } of tests) {
      const { title = '', path = '' } = groups ?? {};
      expect(readFileSync(join('docs', path), 'utf8')).toContain(title);
    }
  });

  it('counts every promise', () => {
    expect(promises.length).toBe(page.match(/^\| .*\]\(\.\.\/test\//gm)?.length);
  });
});

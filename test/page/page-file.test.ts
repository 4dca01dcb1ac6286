/** The page as a file: what `mofn page` writes, and that it is shut. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

async function build(): Promise<string> {
  const { buildPage } = await import(new URL('../../scripts/build-page.mjs', import.meta.url).href);
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return (await buildPage({ root, version })).html;
}

it('is what the build makes, which makes the same bytes each time', async () => {
  const { bytes, code } = await runCommand(['page', '-o', '-']);
  expect(code).toBe(0);
  const html = await build();
  expect(bytes.toString()).toBe(html);
  expect(await build()).toBe(html);
});

it('has at most 400,000 bytes, and each in a place that the policy names by its hash', async () => {
  const html = await build();
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(400_000);
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const hashes = ['script', 'style'].map((name) => {
    const found = [...html.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))];
    expect(found).toHaveLength(1);
    const hash = createHash('sha256')
      .update(found[0]?.[1] ?? '')
      .digest('base64');
    return `${name}-src 'sha256-${hash}'`;
  });
  expect(policy.split('; ').sort()).toEqual(
    [
      "default-src 'none'",
      ...hashes,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].sort(),
  );
});

it('names nothing that it would load', async () => {
  const html = await build();
  const markup = html.replace(/<(script|style)>.*?<\/\1>/gs, '');
  expect(markup).not.toMatch(/\b(src|href|action|srcset)=|url\(|@import/);
});

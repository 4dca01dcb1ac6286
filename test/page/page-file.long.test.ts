/** The page as a file: what `mofn page` writes, and that it is shut. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CHROMIUM, startChromium } from '../support/chromium.ts';
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
  const hashOf = (text: string): string =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const only = (pattern: RegExp): string => {
    const found = [...html.matchAll(pattern)];
    expect(found).toHaveLength(1);
    return found[0]?.[1] ?? '';
  };
  const packed = only(/<script type="text\/plain" id="packed">([A-Za-z0-9+/=]*)<\/script>/g);
  const script = gunzipSync(Buffer.from(packed, 'base64')).toString();
  const unpacker = only(/<script>(.*?)<\/script>/gs);
  const style = only(/<style>(.*?)<\/style>/gs);
  expect(policy.split('; ').sort()).toEqual(
    [
      "default-src 'none'",
      `script-src ${hashOf(unpacker)} ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types mofn-unpack',
    ].sort(),
  );
});

it('names nothing that it would load', async () => {
  const html = await build();
  const markup = html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, '');
  expect(markup).not.toMatch(/\b(src|href|action|srcset)=|url\(|@import/);
});

it.skipIf(!CHROMIUM.has)(
  `makes neither markup nor a script of a text, once it is unpacked ${CHROMIUM.label}`,
  async () => {
    await using browser = await startChromium();
    await using opened = await browser.openHtml(await build());
    const { page } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(opened.complaints).toEqual([]);
    for (const attempt of [
      "document.body.innerHTML = '<b>x</b>'",
      "document.createElement('script').text = 'globalThis.ran = true'",
      "eval('globalThis.ran = true')",
      "trustedTypes.createPolicy('mofn-unpack', { createScript: (text) => text })",
      "trustedTypes.createPolicy('another', { createHTML: (text) => text })",
    ]) {
      // In a task of the page's own, as a debugger may do what a page may not.
      const ended = await page.evaluate(
        `new Promise((tell) => setTimeout(() => {
          try { ${attempt}; tell('done'); } catch ({ name }) { tell(name); }
        }))`,
      );
      expect(ended, attempt).toMatch(/^(Type|Eval)Error$/);
    }
    expect(await page.evaluate('typeof ran')).toBe('undefined');
    expect(
      await page.evaluate("fetch('https://example.org/').then(() => 'went', () => 'kept')"),
    ).toBe('kept');
  },
);

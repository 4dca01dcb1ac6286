import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHROMIUM,
  type Chromium,
  findAccessibilityProblems,
  startChromium,
} from '../support/chromium.ts';

const PAGE = '<!doctype html><html lang="en"><title>a page</title><main><h1>a page</h1>';

describe.skipIf(!CHROMIUM.has)(`the browser that pages are tested with ${CHROMIUM.label}`, () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser[Symbol.asyncDispose]());

  it('shows a file, in the size and the colours that are asked for', async () => {
    await using opened = await browser.openHtml(`${PAGE}<style>:root{color-scheme:light dark}`, {
      width: 360,
      scheme: 'dark',
    });
    const { page, complaints } = opened;
    expect(await page.getByRole('heading').textContent()).toBe('a page');
    expect(await page.evaluate('innerWidth')).toBe(360);
    expect(await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('tells what a page asks others for, and has no network for it', async () => {
    await using opened = await browser.openHtml(
      `${PAGE}<img src="http://127.0.0.1:9/x.png" alt="x">`,
    );
    await expect
      .poll(() => opened.complaints.join())
      .toContain('request: http://127.0.0.1:9/x.png');
    await expect.poll(() => opened.complaints.join()).toContain('ERR_INTERNET_DISCONNECTED');
  });

  it('tells what a content security policy keeps a page from, and finds what axe finds', async () => {
    await using opened = await browser.openHtml(
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><script>1</script><img>',
    );
    await expect.poll(() => opened.complaints.join()).toContain('Content Security Policy');
    expect((await findAccessibilityProblems(opened.page)).join()).toContain('image-alt');
  });
});

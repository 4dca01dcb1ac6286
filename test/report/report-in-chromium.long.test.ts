/** The report as people have it: opened from a disk, in either colour scheme, on a telephone and on paper. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/evidence/manifest.ts';
import { renderReport } from '../../src/report/render-report.tsx';
import {
  CHROMIUM,
  type Chromium,
  findAccessibilityProblems,
  lookAs,
  startChromium,
  type View,
} from '../support/chromium.ts';
import {
  digestOf,
  HOSTILE_MARKUP,
  makeContradicted,
  makeEmpty,
  makeHostile,
  makeLong,
  makeManifest,
  makeRehearsal,
} from '../support/evidence-manifest.ts';
import { IS_WHOLE } from '../support/how-many.ts';
import { readCommands } from '../support/read-commands.ts';

const REPORTS = {
  'of a ceremony that went well': renderReport(makeManifest()),
  'of a rehearsal': renderReport(makeRehearsal()),
  'in which everything contradicts': renderReport(makeContradicted()),
  'of the longest names': renderReport(makeLong()),
  'of nothing': renderReport(makeEmpty()),
  'of hostile texts': renderReport(makeHostile()),
};

/** With the plain files that openssl takes for each signature of a request. */
function withOpenssl(manifest: Manifest): Manifest {
  const paths = manifest.findings.requests.flatMap(({ path, signatures }) => [
    `openssl/${path}.pae`,
    ...signatures.flatMap(({ fingerprint }, at) => [
      `openssl/${path}.${at + 1}.sig`,
      `openssl/key-${fingerprint}.pem`,
    ]),
  ]);
  const added = paths.map((path) => ({
    path,
    kind: 'plain-signature' as const,
    sha256: digestOf(path),
    bytes: 1,
  }));
  return { ...manifest, pieces: [...manifest.pieces, ...added] };
}

const VIEWS: readonly View[] = [
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'light' },
];

describe.skipIf(!CHROMIUM.has)(`the report ${CHROMIUM.label}`, () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
  });

  describe.each([...Object.entries(REPORTS).entries()])('%i: %s', (at, [, html]) => {
    it('is found right by axe and fits, however it is looked at', async () => {
      await using opened = await browser.openHtml(html, VIEWS[0]);
      for (const [which, view] of VIEWS.entries()) {
        await lookAs(opened.page, view);
        // What axe says takes longest: by turns in one way and in the other, and in each in the long version.
        if (IS_WHOLE || at % VIEWS.length === which) {
          expect(await findAccessibilityProblems(opened.page), JSON.stringify(view)).toEqual([]);
        }
        expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
      }
      expect(opened.complaints).toEqual([]);
    });
  });

  it('shows hostile texts as text, and makes no element of them', async () => {
    await using opened = await browser.openHtml(renderReport(makeHostile()));
    const { page } = opened;
    expect(await page.locator('script, img, [onload], [onerror]').count()).toBe(0);
    expect(await page.locator('h1').count()).toBe(1);
    const heading = await page.locator('h1').textContent();
    expect(heading).toMatch(/^<\/title><\/style><script>alert\(1\)<\/script><img src=x /);
    expect(heading).not.toBe(HOSTILE_MARKUP);
    // Lines are kept where people write them; nothing else is there that acts, hides or turns.
    const unsafe = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
    const text = (await page.locator('html').textContent()) ?? '';
    expect([...text.matchAll(unsafe)].map(([one]) => one)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  it('is gone through by keys alone: every link and every table that scrolls is reached, in order', async () => {
    await using opened = await browser.openHtml(renderReport(makeContradicted()), { width: 360 });
    const { page } = opened;
    const all = (await page.evaluate(
      "[...document.querySelectorAll('a, [tabindex]')].map((one) => one.getAttribute('href') ?? one.getAttribute('aria-label'))",
    )) as readonly string[];
    const reached: unknown[] = [];
    for (let count = 0; count < all.length; count += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(
          "document.activeElement.getAttribute('href') ?? document.activeElement.getAttribute('aria-label')",
        ),
      );
    }
    expect(reached).toEqual(all);
  });

  it.each([360, 1440])(
    'shows commands so that they can be read and copied, at %i pixels',
    async (width) => {
      await using opened = await browser.openHtml(renderReport(withOpenssl(makeManifest())), {
        width,
      });
      const { overlaps, selected, written } = await readCommands(opened.page);
      expect(written.join('\n')).toContain('openssl dgst -sha256 -verify ');
      expect(overlaps).toEqual([]);
      expect(selected).toEqual(written);
    },
  );

  it('leaves what a table is called where it is when the table is moved sideways', async () => {
    await using opened = await browser.openHtml(renderReport(makeLong()), { width: 360 });
    const { page } = opened;
    await page.evaluate(
      "for (const one of document.querySelectorAll('.wide')) one.scrollLeft = one.scrollWidth",
    );
    const captions = await page.locator('figcaption').all();
    expect(captions.length).toBeGreaterThan(2);
    for (const caption of captions) {
      const { x, width } = (await caption.boundingBox()) ?? { x: -1, width: 0 };
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(360);
    }
  });

  it('tells by words, too, what is told by colour', async () => {
    await using opened = await browser.openHtml(renderReport(makeContradicted()));
    const row = opened.page.getByRole('row', { name: /^bob / });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      'not there',
      'admin, no key registered',
      '+ added',
    ]);
  });
});

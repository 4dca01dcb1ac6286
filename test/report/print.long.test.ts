/** Report and paper script on A4, as Chromium prints them and poppler reads the pages. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/evidence/manifest.ts';
import { renderReport } from '../../src/report/render-report.tsx';
import { renderScript } from '../../src/report/render-script.tsx';
import { makeScript } from '../support/ceremony-script.ts';
import { CHROMIUM, type Chromium, startChromium } from '../support/chromium.ts';
import { digestOf, makeManifest, makeRehearsal } from '../support/evidence-manifest.ts';
import { howMany } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';

/** The manifest of so many files. */
function makeBundleOf(count: number): Manifest {
  const pieces = Array.from({ length: count }, (_, at) => ({
    path: `outcomes/${String(at).padStart(3, '0')}.txt`,
    kind: 'outcome' as const,
    sha256: digestOf(String(at)),
    bytes: at,
  }));
  return { ...makeManifest(), pieces };
}

const PDFTOTEXT = requireProgram('pdftotext');

describe.skipIf(!CHROMIUM.has || !PDFTOTEXT.has)(
  `what is printed ${CHROMIUM.label} ${PDFTOTEXT.label}`,
  () => {
    let browser: Chromium;
    beforeAll(async () => {
      browser = await startChromium();
    });
    afterAll(async () => {
      await browser[Symbol.asyncDispose]();
    });

    /** The text of each page. */
    async function print(html: string): Promise<readonly string[]> {
      await using opened = await browser.openHtml(html, { scheme: 'dark' });
      const pdf = await opened.page.pdf({ preferCSSPageSize: true });
      const text = execFileSync('pdftotext', ['-layout', '-', '-'], {
        input: pdf,
        encoding: 'utf8',
      });
      return text.split('\f').slice(0, -1);
    }

    it('has its number and the number of all on each page of a report', async () => {
      const pages = await print(renderReport(makeManifest()));
      expect(pages.length).toBeGreaterThan(3);
      for (const [at, page] of pages.entries()) {
        expect(page.trimEnd()).toMatch(new RegExp(`\\b${at + 1} ?/ ?${pages.length}$`));
        expect(page).not.toContain('REHEARSAL');
      }
    });

    it('says on each page of a rehearsal that it is one', async () => {
      for (const page of await print(renderReport(makeRehearsal()))) {
        expect(page.replaceAll(' ', '')).toContain('REHEARSAL');
      }
    });

    it('leaves no heading at the end of a page, and repeats the head of a table that goes on', async () => {
      const html = renderReport(makeBundleOf(100));
      const pages = await print(html);
      const titles = [...html.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title);
      expect(titles.length).toBeGreaterThan(8);
      for (const page of pages) {
        const lines = page
          .trim()
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '');
        expect(titles).not.toContain(lines.at(-2));
      }
      const files = pages.filter((page) => /File +What it is +Bytes +SHA-256/.test(page));
      expect(files.length).toBeGreaterThan(1);
    });

    it('parts no heading from its table, no head of a table from its rows, and no sentence from its command', async () => {
      // Wherever a page ends: each line more moves all that comes behind it.
      for (let lines = 0; lines < 8; lines += howMany(2, 1)) {
        const purpose = Array.from({ length: 1 + 5 * lines }, (_, at) => `line ${at}`).join('\n');
        const script = renderScript({ ...makeScript(), purpose });
        const deviations = (await print(script)).filter((page) => /^ *Deviations$/m.test(page));
        expect(deviations).toHaveLength(1);
        expect(deviations[0]).toMatch(/What was not done as written\n+ *Step +What was/);
        for (const page of await print(renderReport(makeBundleOf(20 + 3 * lines)))) {
          const last = page.trim().split(/\n\s*/).at(-2) ?? '';
          expect(last).not.toMatch(/:$|^File +What it is|^Files of the bundle/);
        }
      }
    });

    it('names the script on each of its pages, and cuts no step', async () => {
      const pages = await print(renderScript(makeScript()));
      for (const [at, page] of pages.entries()) {
        expect(page).toContain(`script ${digestOf('s').slice(0, 16)}`);
        expect(page.trimEnd()).toMatch(new RegExp(`\\b${at + 1} ?/ ?${pages.length}$`));
        expect(page.match(/Step \d+:/g)?.length).toBe(page.match(/Remarks/g)?.length);
      }
      expect(pages.at(-1)).toContain('Sign-off');
      expect(pages.at(-1)).toContain('SHA-256 of the record');
    });
  },
);

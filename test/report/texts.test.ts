/** What stands in files is shown, and is never more than shown. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderReport } from '../../src/report/render-report.tsx';
import { makeContradicted, replaceTexts } from '../support/evidence-manifest.ts';
import { howMany } from '../support/how-many.ts';

/**
 * The elements of a page, in their order: each `<` of it is one of ours. Words of commands are `span` where they have a
 * hyphen, which no text that is tried can make.
 */
function listTags(html: string): readonly string[] {
  return html
    .replaceAll(/<span class="word">([^<]*)<\/span>/g, '$1')
    .split('<')
    .slice(1)
    .map((rest) => /^[!/]?\w*/.exec(rest)?.[0] ?? '');
}

/** Nothing that is a time or a hash: those are shown otherwise. */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  // Users are told apart in small letters.
  .filter((text) => text === text.toLowerCase());
const markup = fc
  .array(
    fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '<!--', ']]>', '</style>', '=', ' ', 'x'),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

it('makes the same elements of any texts', () => {
  const expected = listTags(renderReport(replaceTexts(makeContradicted(), () => 'x')));
  expect(expected.length).toBeGreaterThan(500);
  fc.assert(
    fc.property(fc.oneof(word, markup), (text) => {
      const html = renderReport(replaceTexts(makeContradicted(), () => text));
      expect(listTags(html)).toEqual(expected);
    }),
    { numRuns: howMany(20, 100) },
  );
});

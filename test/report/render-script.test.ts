import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { renderScript } from '../../src/report/render-script.tsx';
import { makeScript } from '../support/ceremony-script.ts';
import { digestOf } from '../support/evidence-manifest.ts';

it('gives the same text for the same script', () => {
  expect(renderScript(makeScript())).toBe(renderScript(makeScript()));
});

it('has the beginning of its digest on each page, and nothing else of the file in its style', () => {
  const styleOf = (html: string): string => /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const style = styleOf(renderScript(makeScript()));
  expect(style).toContain(`content: 'script ${digestOf('s').slice(0, 16)}'`);
  expect(styleOf(renderScript(makeScript({ digest: "'; } * { display: none" })))).toContain(
    "content: ''",
  );
  const hash = createHash('sha256').update(style).digest('base64');
  expect(renderScript(makeScript())).toContain(`style-src 'sha256-${hash}';`);
});

it('has a place for the initials of everybody who does a step, by their names', () => {
  const html = renderScript(makeScript());
  const blanks = [...html.matchAll(/Initials of <bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name);
  expect(blanks).toEqual([
    'Ada Lovelace',
    ...['Ada Lovelace', 'Grace Hopper'],
    ...Array(4).fill('Ada Lovelace'),
  ]);
});

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { renderReport } from '../../src/report/render-report.tsx';
import { makeContradicted, makeManifest, makeRehearsal } from '../support/evidence-manifest.ts';

const ALL = [makeManifest(), makeRehearsal(), makeContradicted()];

/** The same value, with the members of each object in the opposite order. */
function turnMembers<Value>(value: Value): Value {
  const visit = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(visit);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item)
        .reverse()
        .map(([name, one]) => [name, visit(one)]),
    );
  };
  return visit(value) as Value;
}

it('gives the same text for the same manifest, in whatever order its members are', () => {
  for (const manifest of ALL) {
    expect(renderReport(turnMembers(manifest))).toBe(renderReport(manifest));
  }
});

it('has one style sheet, which its policy names by hash, and nothing that runs or is fetched', () => {
  for (const html of ALL.map(renderReport)) {
    const [style, ...others] = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)];
    expect(others).toEqual([]);
    const hash = createHash('sha256')
      .update(style?.[1] ?? '')
      .digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<(script|img|iframe|link|object|form|svg)\b|\b(src|style|on\w+)=/);
    expect(html.replaceAll(/href="#/g, '')).not.toContain('href=');
  }
});

it('has everything that is wrong in front of all that went well', () => {
  const html = renderReport(makeContradicted());
  const order = [
    'In short',
    'What contradicts',
    'Deviations',
    'What cannot be checked',
    'What was asked for',
  ];
  const places = order.map((title) => html.indexOf(`>${title}</h2>`));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(0);
});

it('says of a rehearsal that it is one, before anything else', () => {
  const html = renderReport(makeRehearsal());
  expect(html.indexOf('REHEARSAL</strong>')).toBeGreaterThan(0);
  expect(html.indexOf('REHEARSAL</strong>')).toBeLessThan(html.indexOf('<h1>'));
  expect(html).toContain('<title>REHEARSAL: ');
  expect(renderReport(makeManifest())).not.toContain('REHEARSAL<');
});

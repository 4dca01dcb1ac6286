/** What a record says that cannot be so: each thing alone, in the record of a small ceremony. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import type { Piece } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { ceremonyScript } from '../../support/small-ceremony.ts';

const SCRIPT = Buffer.from(ceremonyScript());
const LIST = Buffer.from('bob\n');
const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

type Line = readonly [at: string, event: Readonly<Record<string, unknown>>];

const OPENED: Line = [
  '2026-11-29T09:00:00Z',
  { kind: 'opened', script: digest(SCRIPT), policy: null, isRehearsal: false, software: [] },
];
const FILE = { path: 'list.txt', sha256: digest(LIST), bytes: LIST.length };
const WORK = { began: '2026-11-29T09:01:00Z', by: ['ada'], initials: ['AL'], remark: null };
const LISTED: Line = [
  '2026-11-29T09:02:00Z',
  { kind: 'done', step: 'list', ...WORK, files: [FILE] },
];
const COMPARED: Line = [
  '2026-11-29T09:03:00Z',
  {
    kind: 'done',
    step: 'compare',
    began: '2026-11-29T09:02:00Z',
    by: ['ada', 'walter'],
    initials: ['AL', 'WW'],
    remark: null,
    files: [],
  },
];
const CLOSED: Line = ['2026-11-29T09:04:00Z', { kind: 'closed', isComplete: true }];

/** Lines that are each bound to the one before, by this test's own SHA-256. */
function chain(lines: readonly Line[]): Buffer {
  let previous = '0'.repeat(64);
  const written = lines.map(([at, event], number) => {
    const line = JSON.stringify({ number, previous, at, event });
    previous = digest(line);
    return `${line}\n`;
  });
  return Buffer.from(written.join(''));
}

function judge(record: Uint8Array, outcome: Uint8Array = LIST, script: Uint8Array = SCRIPT) {
  const pieces: readonly Piece[] = [
    { path: 'ceremony/ceremony.toml', kind: 'script', bytes: script },
    { path: 'ceremony/record.jsonl', kind: 'record', bytes: record },
    { path: 'outcomes/list.txt', kind: 'outcome', bytes: outcome },
  ];
  return judgePieces(pieces, nodeCrypto);
}

describe('the record of a ceremony', () => {
  it('shows what was done, by whom, and that all of it was', () => {
    const { ceremony, contradictions, deviations } = judge(
      chain([OPENED, LISTED, COMPARED, CLOSED]),
    );
    expect(contradictions).toEqual([]);
    expect(deviations).toEqual([]);
    expect(ceremony).toMatchObject({
      title: 'Keep a list',
      isComplete: true,
      began: OPENED[0],
      ended: CLOSED[0],
      steps: [
        { id: 'list', attempts: [{ state: 'done', files: [FILE] }] },
        { id: 'compare', statement: 'bob is on it', attempts: [{ by: ['ada', 'walter'] }] },
      ],
    });
  });

  it('says what was done otherwise than the script says, and nobody gave a reason for', () => {
    const judged = (lines: readonly Line[]) =>
      judge(chain([OPENED, ...lines, CLOSED])).deviations.map(({ kind, step }) => [kind, step]);
    const early: Line = ['2026-11-29T09:01:30Z', COMPARED[1]];
    const compared: Line = [early[0], { ...COMPARED[1], began: '2026-11-29T09:01:00Z' }];
    const listed: Line = [LISTED[0], { ...LISTED[1], began: '2026-11-29T09:01:40Z' }];
    expect(judged([compared, listed])).toEqual([['out-of-order', 'compare']]);
    const byWalter: Line = [LISTED[0], { ...LISTED[1], by: ['walter'], initials: ['WW'] }];
    expect(judged([byWalter, COMPARED])).toEqual([['by-others', 'list']]);
    const byOne: Line = [COMPARED[0], { ...COMPARED[1], by: ['ada'], initials: ['AL'] }];
    expect(judged([LISTED, byOne])).toEqual([['by-others', 'compare']]);
    const without: Line = [LISTED[0], { ...LISTED[1], files: [] }];
    expect(judged([without, COMPARED])).toEqual([['file-missing', 'list']]);
  });

  it('says with each deviation who agreed to it, and what was never done', () => {
    const skipped: Line = [
      '2026-11-29T09:02:00Z',
      { kind: 'skipped', step: 'list', reason: 'no paper', acceptedBy: 'walter' },
    ];
    const { deviations, ceremony } = judge(chain([OPENED, skipped]));
    expect(ceremony?.isComplete).toBe(false);
    expect(deviations).toMatchObject([
      { kind: 'skipped', step: 'list', reason: 'no paper', acceptedBy: 'walter' },
      { kind: 'not-done', step: 'compare' },
    ]);
  });

  it('says in front that it was stopped, by whom and why', () => {
    const stop = { isComplete: false, by: 'walter', reason: 'an alarm' };
    const { deviations, ceremony } = judge(
      chain([OPENED, LISTED, ['2026-11-29T09:03:00Z', { kind: 'closed', ...stop }]]),
    );
    expect(ceremony?.isComplete).toBe(false);
    expect(deviations).toMatchObject([
      { kind: 'stopped', by: 'walter', reason: 'an alarm', at: '2026-11-29T09:03:00Z' },
      { kind: 'not-done', step: 'compare' },
    ]);
  });

  it('takes a break for none, and one that nobody asked for for a deviation', () => {
    const paused: Line = ['2026-11-29T09:02:10Z', { kind: 'paused' }];
    const resumed: Line = ['2026-11-29T09:02:20Z', { kind: 'resumed', lost: 0 }];
    const compared: Line = [COMPARED[0], { ...COMPARED[1], began: resumed[0] }];
    const asked = judge(chain([OPENED, LISTED, paused, resumed, compared, CLOSED]));
    expect(asked.deviations).toEqual([]);
    expect(asked.ceremony?.breaks).toEqual([{ from: paused[0], to: resumed[0] }]);
    const killed = judge(chain([OPENED, LISTED, resumed, compared, CLOSED]));
    expect(killed.deviations).toMatchObject([{ kind: 'resumed', at: resumed[0] }]);
    expect(killed.ceremony?.breaks).toEqual([]);
    expect(judge(chain([OPENED, LISTED, paused])).ceremony?.breaks).toEqual([
      { from: paused[0], to: null },
    ]);
  });

  it.each([
    ['skipped', 'ada', true],
    ['skipped', 'walter', false],
    ['repeated', 'ada', true],
    ['repeated', 'walter', false],
    ['deviated', 'walter', true],
    ['deviated', 'ada', false],
  ])('marks what was %s and accepted by %s themselves: %s', (kind, acceptedBy, is) => {
    const excuse = { reason: 'no paper', acceptedBy };
    const work = { ...LISTED[1], kind, by: ['walter'], initials: ['WW'] };
    const event = kind === 'deviated' ? { ...work, ...excuse } : { kind, step: 'list', ...excuse };
    const before = kind === 'repeated' ? [OPENED, LISTED] : [OPENED];
    const { deviations } = judge(chain([...before, [LISTED[0], event]]));
    expect(deviations[0]).toMatchObject({ kind, isSelfAccepted: is });
  });

  it.each([
    ['done', {}],
    ['deviated', { reason: 'no printer', acceptedBy: 'walter' }],
  ])('takes remarks within a step that was %s', (kind, excuse) => {
    const within: Line = [
      '2026-11-29T09:01:01Z',
      { kind: 'remark', by: 'ada', remark: 'the printer is slow' },
    ];
    const ended: Line = [LISTED[0], { ...LISTED[1], kind, ...excuse }];
    const { contradictions } = judge(chain([OPENED, within, ended, COMPARED, CLOSED]));
    expect(contradictions).toEqual([]);
  });

  it.each([
    ['after its end', OPENED, '2026-11-29T09:02:01Z'],
    ['before what came before it', OPENED, '2026-11-29T08:59:59Z'],
    [
      'before it was gone on with',
      ['2026-11-29T09:01:30Z', { kind: 'resumed', lost: 0 }] as const,
      '2026-11-29T09:01:29Z',
    ],
  ] as const)('contradicts that a step began %s', (_, line, began) => {
    const lines = line === OPENED ? [OPENED] : [OPENED, line];
    const done: Line = [LISTED[0], { ...LISTED[1], began }];
    const { contradictions } = judge(chain([...lines, done]));
    expect(contradictions).toEqual([{ code: 'time-goes-back', at: began }]);
  });

  it.each([
    [
      'a file that is not as it came out',
      [OPENED, LISTED],
      Buffer.from('eve\n'),
      SCRIPT,
      'outcome-changed',
    ],
    [
      'another script',
      [OPENED, LISTED],
      LIST,
      Buffer.from(ceremonyScript().replace('Room 101', 'Room 102')),
      'other-script',
    ],
    [
      'a step that the script does not have',
      [OPENED, [LISTED[0], { ...LISTED[1], step: 'burn' }] as const],
      LIST,
      SCRIPT,
      'not-in-script',
    ],
    [
      'somebody whom the script does not have',
      [OPENED, [LISTED[0], { ...LISTED[1], by: ['eve'] }] as const],
      LIST,
      SCRIPT,
      'not-in-script',
    ],
    [
      'a clock that was set back',
      [OPENED, ['2026-11-29T08:59:59Z', { ...LISTED[1], began: '2026-11-29T08:59:58Z' }] as const],
      LIST,
      SCRIPT,
      'time-goes-back',
    ],
  ] as const)('contradicts %s', (_, lines, outcome, script, code) => {
    const codes = judge(chain(lines), outcome, script).contradictions.map((one) => one.code);
    expect(new Set(codes)).toEqual(new Set([code]));
  });

  it('is no record with a line changed, taken out, or cut off', () => {
    const whole = chain([OPENED, LISTED, COMPARED, CLOSED]).toString();
    const lines = whole.split('\n');
    const damaged = [
      whole.replace('"AL"', '"EL"'),
      lines.toSpliced(1, 1).join('\n'),
      `${whole}{"number":4`,
    ];
    for (const text of damaged) {
      const { contradictions } = judge(Buffer.from(text));
      expect(contradictions.map(({ code }) => code)).toContain('unreadable-piece');
    }
  });
});

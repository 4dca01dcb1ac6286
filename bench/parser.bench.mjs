// The parser's throughput beside that of parsers of the same kind, each on its own equivalent text.
import { parseTree } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parseDocument } from 'yaml';
import { parseApproval } from '../dist/modules/parser/index.js';
import { median } from './pairs.mjs';

export const title =
  'Lossless parse, as a multiple of the throughput of others on their own equivalent text (medians)';

/** Bytes that one measurement reads at least. */
const MEASURED = 2_000_000;
const ROUNDS = 15;

export async function run() {
  return [
    ...compare('20 approvers', 20, true),
    ...compare('20 approvers, no comments', 20, false),
    ...compare('1 MB', 4_450, true),
    ...compareSizes(),
    readAll(),
  ];
}

/** Rows for a file of so many approvers. */
function compare(what, approvers, commented) {
  const texts = TEXTS(approvers, commented);
  const others = [
    ['smol-toml', () => parseToml(texts.toml), texts.toml.length, 'at least 1.3'],
    ['jsonc-parser parseTree', () => parseTree(texts.jsonc), texts.jsonc.length, 'at least 1.5'],
    // Too slow to be run on a megabyte time and again.
    ...(approvers > 1000
      ? []
      : [
          ['yaml parseDocument', () => parseDocument(texts.yaml), texts.yaml.length, 'at least 10'],
        ]),
  ];
  const bytes = Buffer.from(texts.approval);
  const ours = () => parseApproval(bytes);
  return others.map(([name, theirs, length, goal]) => {
    const pairs = Array.from({ length: ROUNDS }, () => [
      throughput(ours, bytes.length),
      throughput(theirs, length),
    ]).slice(3);
    const ratio = median(pairs.map(([a, b]) => a / b));
    const speed = median(pairs.map(([a]) => a));
    return {
      what: `${what}: ${name}`,
      figure: `${ratio.toFixed(2)} × (${speed.toFixed(0)} MB/s)`,
      goal,
    };
  });
}

/** What a byte costs in a large file, as a multiple of what it costs in a smaller one. */
function compareSizes() {
  const small = Buffer.from(TEXTS(4_450, true).approval);
  const large = Buffer.from(TEXTS(88_000, true).approval);
  const pairs = Array.from({ length: 9 }, () => [
    throughput(() => parseApproval(small), small.length, 20_000_000),
    throughput(() => parseApproval(large), large.length, 1),
  ]).slice(2);
  const ratio = median(pairs.map(([a, b]) => a / b));
  return [
    {
      what: `time for a byte, ${megabytes(large)} against ${megabytes(small)}`,
      figure: `${ratio.toFixed(2)} ×`,
      goal: 'at most 1.4',
    },
  ];
}

/** The parser keeps places as numbers and makes objects of them when asked: the same with all objects. */
function readAll() {
  const bytes = Buffer.from(TEXTS(20, true).approval);
  const everything = () => {
    for (const item of parseApproval(bytes).items) if (item.text === '') throw new Error('empty');
  };
  const speeds = Array.from({ length: ROUNDS }, () => throughput(everything, bytes.length)).slice(
    3,
  );
  return {
    what: '20 approvers, and every item and its text made an object',
    figure: `${median(speeds).toFixed(0)} MB/s`,
  };
}

const megabytes = (bytes) => `${(bytes.length / 1e6).toFixed(1)} MB`;

/** MB/s */
function throughput(parse, length, least = MEASURED) {
  const times = Math.max(1, Math.ceil(least / length));
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) parse();
  return (length * times * 1e3) / Number(process.hrtime.bigint() - start);
}

/** One approval as each format would have it: the same data, the same comments. */
function TEXTS(approvers, commented) {
  const each = (make) => Array.from({ length: approvers }, (_, i) => make(i + 1)).join('');
  const remarks = (sign, ...lines) =>
    commented ? lines.map((line) => `${sign} ${line}\n`).join('') : '';
  const tail = (sign) => (commented ? ` ${sign} 2 for CO, 1 for CU` : '');
  const head = (sign) => remarks(sign, 'The file that holds the token, and how many approve it');
  const approver = (sign, i) =>
    remarks(
      sign,
      `Approver ${i}`,
      'Type, name, and the path of the file that holds',
      'the signature',
    );
  return {
    approval: `${head('#')}Multi Token File Path = officer1.token;
Token File Path = ;
Number of Approvals = ${approvers};
${each(
  (i) => `
${approver('#', i)}Approver Type = 2;${tail('#')}
Approver Name = officer${i};
Approval File = officer1.token.sig${i};
`,
)}`,
    toml: `${head('#')}multiTokenFilePath = "officer1.token"
tokenFilePath = ""
numberOfApprovals = ${approvers}
${each(
  (i) => `
${approver('#', i)}[[approvers]]
type = 2${tail('#')}
name = "officer${i}"
file = "officer1.token.sig${i}"
`,
)}`,
    jsonc: `${head('//')}{
  "multiTokenFilePath": "officer1.token",
  "tokenFilePath": "",
  "numberOfApprovals": ${approvers},
  "approvers": [${each(
    (i) => `${i > 1 ? ',' : ''}
${approver('//', i)}    {
      "type": 2,${tail('//')}
      "name": "officer${i}",
      "file": "officer1.token.sig${i}"
    }`,
  )}
  ]
}
`,
    yaml: `${head('#')}multiTokenFilePath: officer1.token
tokenFilePath: ""
numberOfApprovals: ${approvers}
approvers:
${each(
  (i) => `
${approver('#', i)}  - type: 2${tail('#')}
    name: officer${i}
    file: officer1.token.sig${i}
`,
)}`,
  };
}

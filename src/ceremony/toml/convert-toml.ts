import type { AST } from 'toml-eslint-parser';
import type { Span } from '../../diagnostic.ts';
import { DEEPEST_TOML } from './scan-toml.ts';
import type { TomlMember, TomlTable, TomlValue } from './toml-value.ts';

type SpanOf = (range: readonly [number, number]) => Span;

/** A table that is still being filled: TOML says of it in several places. */
interface OpenTable extends TomlTable {
  readonly members: Map<string, TomlMember>;
}

/** A dotted key goes deeper than anything that is needed. */
export class TooDeep extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super('too deep');
    this.span = span;
  }
}

/**
 * Makes tables of what the parser has: it has refused what is defined twice, or as two things.
 *
 * @throws TooDeep
 */
export function convertToml(program: AST.TOMLProgram, spanOf: SpanOf): TomlTable {
  const [top] = program.body;
  const root = openTable(spanOf(program.range));
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') setMember(root, node, spanOf);
    else {
      const table = openHeader(root, node, spanOf);
      for (const member of node.body) setMember(table, member, spanOf);
    }
  }
  return root;
}

function openTable(span: Span): OpenTable {
  return { kind: 'table', members: new Map(), span };
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

/** `[a.b]` or `[[a.b]]` */
function openHeader(root: OpenTable, { key, kind }: AST.TOMLTable, spanOf: SpanOf): OpenTable {
  const { table, last } = descend(root, key, spanOf);
  if (kind === 'standard') return step(table, last, spanOf);
  const span = spanOf(last.range);
  const item = openTable(span);
  const before = table.members.get(nameOf(last))?.value;
  // All arrays of tables are made here; there may be very many tables.
  if (before?.kind === 'array') (before.items as TomlValue[]).push(item);
  else {
    const value: TomlValue = { kind: 'array', items: [item], span };
    table.members.set(nameOf(last), { nameSpan: span, value });
  }
  return item;
}

function setMember(table: OpenTable, { key, value }: AST.TOMLKeyValue, spanOf: SpanOf): void {
  const { table: parent, last } = descend(table, key, spanOf);
  const nameSpan = spanOf(last.range);
  parent.members.set(nameOf(last), { nameSpan, value: convert(value, spanOf) });
}

/** The table that a dotted key is of, and the key's last part. */
function descend(
  root: OpenTable,
  { keys, range }: AST.TOMLKey,
  spanOf: SpanOf,
): { readonly table: OpenTable; readonly last: AST.TOMLBare | AST.TOMLQuoted } {
  if (keys.length > DEEPEST_TOML) throw new TooDeep(spanOf(range));
  const last = keys.at(-1);
  if (last === undefined) throw new TooDeep(spanOf(range));
  const table = keys.slice(0, -1).reduce((at, key) => step(at, key, spanOf), root);
  return { table, last };
}

/** The table of that name, made where there is none; of an array of tables, its last. */
function step(table: OpenTable, key: AST.TOMLBare | AST.TOMLQuoted, spanOf: SpanOf): OpenTable {
  const name = nameOf(key);
  const found = table.members.get(name)?.value;
  const value = found?.kind === 'array' ? found.items.at(-1) : found;
  // All tables are made here.
  if (value?.kind === 'table') return value as OpenTable;
  const span = spanOf(key.range);
  const made = openTable(span);
  table.members.set(name, { nameSpan: span, value: made });
  return made;
}

function convert(node: AST.TOMLContentNode, spanOf: SpanOf): TomlValue {
  const span = spanOf(node.range);
  switch (node.type) {
    case 'TOMLArray':
      return { kind: 'array', items: node.elements.map((item) => convert(item, spanOf)), span };
    case 'TOMLInlineTable': {
      const table = openTable(span);
      for (const member of node.body) setMember(table, member, spanOf);
      return table;
    }
    case 'TOMLValue':
      return { ...convertScalar(node), span };
  }
}

type Bare<Value> = Value extends unknown ? Omit<Value, 'span'> : never;

function convertScalar(node: AST.TOMLValue): Bare<Exclude<TomlValue, { kind: 'array' | 'table' }>> {
  switch (node.kind) {
    case 'string':
      return { kind: 'string', value: node.value };
    case 'integer':
      return { kind: 'integer', value: node.value };
    case 'float':
      return { kind: 'float' };
    case 'boolean':
      return { kind: 'boolean', value: node.value };
    case 'local-date':
    case 'offset-date-time': {
      // A date is its beginning in UTC. The parser's own value would be in the zone of this machine.
      const time = Date.parse(node.datetime.toUpperCase().replace(' ', 'T'));
      const seconds = Math.floor(time / 1000);
      return Number.isFinite(seconds) ? { kind: 'date', seconds } : { kind: 'local-time' };
    }
    case 'local-date-time':
    case 'local-time':
      return { kind: 'local-time' };
  }
}

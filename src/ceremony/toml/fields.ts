import type { Span } from '../../diagnostic.ts';
import type { TomlKind, TomlValueForm } from '../../failure-codes/toml-diagnostic.ts';
import { nearestWord } from '../../nearest-word.ts';
import type { Found, TomlReport } from './report.ts';
import type { TomlMember, TomlTable, TomlValue } from './toml-value.ts';

/** More of anything than such a file needs: lint takes its time with each. */
export const MOST_ITEMS = 300;

type Scalar<Kind extends TomlKind> = Extract<TomlValue, { readonly kind: Kind }>;

/** A table whose keys are known: each is asked for by its name, and what nobody asked for is an error. */
export class Fields {
  readonly table: TomlTable;
  /** Of the table, with a dot behind it; empty for the file itself. */
  readonly #prefix: string;
  readonly #report: TomlReport;
  readonly #span: Span;
  readonly #asked: string[] = [];

  /** @param span of the name that the table has */
  constructor(table: TomlTable, path: string, span: Span, report: TomlReport) {
    this.table = table;
    this.#prefix = path === '' ? '' : `${path}.`;
    this.#span = span;
    this.#report = report;
  }

  string(name: string): Found<string> | undefined {
    const found = this.#take(name, 'string');
    return found && { ...found, value: found.value.value };
  }

  integer(name: string): Found<number> | undefined {
    const found = this.#take(name, 'integer');
    return found && { ...found, value: found.value.value };
  }

  /** @returns seconds since 1970 */
  date(name: string): Found<number> | undefined {
    const found = this.#take(name, 'date');
    return found && { ...found, value: found.value.seconds };
  }

  /** A table inside. */
  fields(name: string): Fields | undefined {
    const found = this.#take(name, 'table');
    const nameSpan = this.table.members.get(name)?.nameSpan;
    return found && new Fields(found.value, found.path, nameSpan ?? found.span, this.#report);
  }

  strings(name: string): readonly Found<string>[] | undefined {
    return this.#items(name, 'string')?.map((item) => ({ ...item, value: item.value.value }));
  }

  tables(name: string, most: number = MOST_ITEMS): readonly Fields[] | undefined {
    return this.#items(name, 'table', most)?.map(
      ({ value, path, span }) => new Fields(value, path, span, this.#report),
    );
  }

  /** A text or a number: `"USER_MGMT"` as `3`. */
  word(name: string): Found<string> | undefined {
    const member = this.#member(name);
    if (member === undefined) return undefined;
    if (member.value.kind === 'integer') {
      const { value, span } = member.value;
      return { value: String(value), path: this.path(name), span };
    }
    return this.string(name);
  }

  /** Every member of a table whose keys are free. */
  entries(): readonly { readonly name: string; readonly nameSpan: Span; readonly path: string }[] {
    return [...this.table.members].map(([name, { nameSpan }]) => ({
      name,
      nameSpan,
      path: this.path(name),
    }));
  }

  path(name: string): string {
    return `${this.#prefix}${name}`;
  }

  get span(): Span {
    return this.#span;
  }

  /** Says so, unless it is there and is something else than was asked for. */
  missing(name: string): undefined {
    if (this.table.members.has(name)) return undefined;
    return this.#report.add('missing-key', { path: this.path(name) }, this.#span);
  }

  /** To be called when all keys are asked for. */
  refuseOthers(): void {
    for (const { name, nameSpan, path } of this.entries()) {
      if (this.#asked.includes(name)) continue;
      const nearest = nearestWord(name, this.#asked);
      this.#report.add('unknown-key', { path, nearest }, nameSpan);
    }
  }

  #member(name: string): TomlMember | undefined {
    this.#asked.push(name);
    return this.table.members.get(name);
  }

  #take<Kind extends TomlKind>(name: string, kind: Kind): Found<Scalar<Kind>> | undefined {
    const member = this.#member(name);
    return member && this.#narrow(member.value, kind, this.path(name));
  }

  #narrow<Kind extends TomlKind>(
    value: TomlValue,
    kind: Kind,
    path: string,
  ): Found<Scalar<Kind>> | undefined {
    const { span } = value;
    if (value.kind === kind) return { value: value as Scalar<Kind>, path, span };
    return this.#report.add('value-type', { path, found: value.kind, expected: kind }, span);
  }

  #items<Kind extends TomlKind>(
    name: string,
    kind: Kind,
    most: number = MOST_ITEMS,
  ): readonly Found<Scalar<Kind>>[] | undefined {
    const found = this.#take(name, 'array');
    if (found === undefined) return undefined;
    const { items } = found.value;
    if (items.length > most) {
      return this.#report.add('too-many', { path: found.path, most }, found.span);
    }
    return items.flatMap((item, at) => this.#narrow(item, kind, `${found.path}[${at}]`) ?? []);
  }
}

/** Says that a value is none of the form that is wanted. */
export function refuseForm(
  { value, path, span }: Found<string>,
  expected: TomlValueForm,
  report: TomlReport,
  known: readonly string[] = [],
): undefined {
  const nearest = nearestWord(value, known);
  return report.add('value-form', { path, found: value, expected, nearest }, span);
}

/** TOML as it was read: each value with its place. */
import type { Span } from '../../diagnostic.ts';

/** A value of TOML 1.0. */
export type TomlValue =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'integer'; readonly value: number; readonly span: Span }
  | { readonly kind: 'float'; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  /** a date, or a time with its offset: a moment that is the same everywhere */
  | { readonly kind: 'date'; readonly seconds: number; readonly span: Span }
  /** a time without an offset, which is another moment in each place */
  | { readonly kind: 'local-time'; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly TomlValue[]; readonly span: Span }
  | TomlTable;

export interface TomlTable {
  readonly kind: 'table';
  /** A map, so that no name is anything but a name: `__proto__` neither. */
  readonly members: ReadonlyMap<string, TomlMember>;
  /** Of its first header, where it has one. */
  readonly span: Span;
}

export interface TomlMember {
  readonly nameSpan: Span;
  readonly value: TomlValue;
}

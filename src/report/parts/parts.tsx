/**
 * The small things of which the pages are made. What comes from files stands in `bdi`, so that no direction of writing
 * runs from it into our own words.
 */
import type { ComponentChildren, VNode } from 'preact';
import { cutAtHyphens } from '../../words/cut-at-hyphens.ts';

/** A chapter, by which the list of contents and other chapters can name it. */
export function Chapter({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** What stands in a file: a name, a path. */
export function Given({ children }: { readonly children: string }): VNode {
  return (
    <bdi>
      <Words>{children}</Words>
    </bdi>
  );
}

/** A path, a command, a word of a console. */
export function Code({ children }: { readonly children: string }): VNode {
  return (
    <code>
      <bdi>
        <Words>{children}</Words>
      </bdi>
    </code>
  );
}

/** Text that is broken at its blanks. */
function Words({ children }: { readonly children: string }): VNode {
  const parts = cutAtHyphens(children);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <span class="word">{part}</span>))}</>;
}

/** What is typed as it stands. */
export function Command({ children }: { readonly children: string }): VNode {
  return (
    <pre>
      <code>
        <Words>{children}</Words>
      </code>
    </pre>
  );
}

/** Digits that are compared, not read: they may break anywhere. */
export function Digest({ children }: { readonly children: string }): VNode {
  return <code class="digest">{children}</code>;
}

/** An instant as `2026-11-29T18:44:31Z` is written for people; what is none stays as it is. */
export function Time({ at }: { readonly at: string }): VNode {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/.exec(at);
  if (parts === null) return <Given>{at}</Given>;
  return (
    <time datetime={at}>
      {parts[1]} {parts[2]} UTC
    </time>
  );
}

/** `told`: to be read by whoever answers for it; `open`: nobody knows. */
export type Standing = 'good' | 'bad' | 'told' | 'open';

/** So that nobody needs colours to tell them apart. */
const SIGNS: Readonly<Record<Standing, string>> = { good: '✓', bad: '✗', told: '!', open: '?' };

/** A word on how something stands. */
export function Mark({
  standing,
  children,
}: {
  readonly standing: Standing;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <span class={`mark ${standing}`}>
      <span aria-hidden="true">{SIGNS[standing]} </span>
      {children}
    </span>
  );
}

/** Several commands, each told apart where it is broken. */
export function Commands({ lines }: { readonly lines: readonly string[] }): VNode {
  return (
    <pre class="commands">
      {lines.map((line) => (
        <code>
          <Words>{line}</Words>
        </code>
      ))}
    </pre>
  );
}

/** Words, and what belongs to each; what has nothing is left out. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [string, ComponentChildren])[];
}): VNode {
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What can be moved sideways where there is no room for it, also by keys. */
function Wide({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1)
    // biome-ignore lint/a11y/useSemanticElements: it is neither a chapter nor part of a form
    <div class="wide" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** A table, whose first cell in each row names the row. */
export function Table({
  caption,
  head,
  rows,
}: {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly TableRow[];
}): VNode {
  return (
    <Captioned caption={caption}>
      <table aria-label={caption}>
        <thead>
          <tr>
            {head.map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, cells: [first, ...others] }) => (
            <tr class={kind}>
              <th scope="row">{first}</th>
              {others.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Captioned>
  );
}

/** A table under what it is called, which stays where it is when the table is moved sideways. */
export function Captioned({
  caption,
  children,
}: {
  readonly caption: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      <Wide label={caption}>{children}</Wide>
    </figure>
  );
}

export interface TableRow {
  readonly kind?: string | undefined;
  /** The first names the row. */
  readonly cells: readonly [ComponentChildren, ...ComponentChildren[]];
}

/** Said where a chapter has nothing to tell. */
export function Nothing({ children }: { readonly children: string }): VNode {
  return <p class="nothing">{children}</p>;
}

/** Several in a row: `a, b and c`. */
export function Row({
  items,
  last = 'and',
}: {
  readonly items: readonly ComponentChildren[];
  readonly last?: 'and' | 'or';
}): VNode {
  return (
    <>
      {items.map((item, at) => (
        <>
          {at === 0 ? '' : at === items.length - 1 ? ` ${last} ` : ', '}
          {item}
        </>
      ))}
    </>
  );
}

/** Names in a row. */
export function Names({ names }: { readonly names: readonly string[] }): VNode {
  return <Row items={names.map((name) => <Given>{name}</Given>)} />;
}

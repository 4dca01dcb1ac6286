/** Small pieces of which the page is made. All text that they are given is safe to show. */
import type { ComponentChildren, JSX } from 'preact';
import { layOutWords, wordsOfDigest } from '../../../digest-words/words-of-digest.ts';
import { cutAtHyphens } from '../../../words/cut-at-hyphens.ts';
import type { Row } from '../../engine/page-model.ts';
import type { Headline, Tone } from '../results/headline.ts';

/** A sign beside the words: colour is never all there is. */
const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', open: '…', bad: '✕', plain: '•' };

export function Sign({ tone }: { readonly tone: Tone }): JSX.Element {
  return (
    <span class={`sign ${tone}`} aria-hidden="true">
      {SIGNS[tone]}
    </span>
  );
}

/** What is said first, in large letters. */
export function Banner({ tone, title, details }: Headline): JSX.Element {
  return (
    <div class={`banner ${tone}`}>
      <Sign tone={tone} />
      <div>
        <p class="banner-title">{title}</p>
        {details.map((detail) => (
          <p key={detail}>{detail}</p>
        ))}
      </div>
    </div>
  );
}

/** A part of an article, under a heading of its own. */
export function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Labels, each with what it says; a row without a label goes on from the one before. */
export function Rows({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
  return (
    <dl class="rows">
      {groupRows(rows).map(({ label, texts }, at) => (
        <div key={`${at} ${label}`}>
          <dt>{label}</dt>
          {texts.map((text) => (
            <dd key={text}>{text}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function groupRows(
  rows: readonly Row[],
): readonly { readonly label: string; readonly texts: readonly string[] }[] {
  const groups: { label: string; texts: string[] }[] = [];
  for (const { label, text } of rows) {
    const last = groups.at(-1);
    if (label === '' && last !== undefined) last.texts.push(text);
    else groups.push({ label, texts: [text] });
  }
  return groups;
}

/** What somebody should know before signing. */
export function Cautions({ cautions }: { readonly cautions: readonly string[] }): JSX.Element {
  return (
    <ul class="cautions">
      {cautions.map((caution) => (
        <li key={caution}>
          <strong>Careful:</strong> {caution}
        </li>
      ))}
    </ul>
  );
}

/** A digest, to be compared by eye, and by telephone. */
export function Digest({
  of,
  sha256,
}: {
  readonly of: string;
  readonly sha256: string;
}): JSX.Element {
  return (
    <details class="digest">
      <summary>SHA-256 of the {of}, in words to compare by telephone</summary>
      <p>
        <code class="hex">{sha256}</code>
      </p>
      <ol class="words">
        {layOutWords(wordsOfDigest(sha256)).map(({ number, words }) => (
          <li key={number} value={number}>
            {words.join(' ')}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What is to be typed, elsewhere. */
export function Commands({ commands }: { readonly commands: readonly string[] }): JSX.Element {
  return (
    <pre class="commands">
      <code>
        <Words>{commands.join('\n')}</Words>
      </code>
    </pre>
  );
}

/** Text that is broken at its blanks. */
function Words({ children }: { readonly children: string }): JSX.Element {
  const parts = cutAtHyphens(children);
  return (
    <>
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <span key={at} class="word">
            {part}
          </span>
        ),
      )}
    </>
  );
}

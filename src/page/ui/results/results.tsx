import type { JSX } from 'preact';
import type { PageModel } from '../../engine/page-model.ts';
import { Sign } from '../parts/parts.tsx';
import { ApprovalArticle } from './approval.tsx';
import { PolicyArticle } from './policy.tsx';
import { RequestArticle } from './request.tsx';
import { listSubjects, type Subject } from './subjects.ts';
import { TokenArticle } from './token.tsx';

/** All that is known. */
export function Results({ model }: { readonly model: PageModel }): JSX.Element {
  const subjects = listSubjects(model);
  if (subjects.length === 0) return <Nothing />;
  return (
    <>
      {subjects.length > 1 && <Overview subjects={subjects} />}
      {subjects.map((subject) => (
        <article key={subject.id} id={subject.id} aria-labelledby={`${subject.id}-heading`}>
          <h2 id={`${subject.id}-heading`}>{subject.path}</h2>
          <Article subject={subject} model={model} />
        </article>
      ))}
    </>
  );
}

function Nothing(): JSX.Element {
  return (
    <p class="nothing">
      There is no token, approval file, request or policy among these files. Drop those that you
      were sent, or the whole folder.
    </p>
  );
}

/** What was found, at one glance. */
function Overview({ subjects }: { readonly subjects: readonly Subject[] }): JSX.Element {
  return (
    <nav class="overview" aria-label="What was found">
      <ul>
        {subjects.map(({ id, path, headline: { tone, title } }) => (
          <li key={id}>
            <Sign tone={tone} />
            <p>
              <a href={`#${id}`}>{path}</a>: {title}
            </p>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Article({
  subject,
  model,
}: {
  readonly subject: Subject;
  readonly model: PageModel;
}): JSX.Element {
  const { headline } = subject;
  switch (subject.kind) {
    case 'approval':
      return (
        <ApprovalArticle
          approval={subject.view}
          token={subject.token}
          signatures={model.signatures}
          headline={headline}
        />
      );
    case 'token':
      return (
        <TokenArticle token={subject.view} signatures={model.signatures} headline={headline} />
      );
    case 'request':
      return <RequestArticle request={subject.view} headline={headline} />;
    case 'policy':
      return <PolicyArticle policy={subject.view} headline={headline} />;
  }
}

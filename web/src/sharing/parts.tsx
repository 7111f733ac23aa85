import type { ComponentChildren, JSX } from 'preact';
import { useComputed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, Notice, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { lay } from './paper.ts';
import ours from './paper.css?inline';
import type { Shared } from './sharing.ts';
import { FIELDS, withOrWithout, type Field } from './terms.ts';
import './sharing.css';

/** A page of many weeks takes its time to be drawn. */
const PATIENCE = 20_000;

/** Any of what can be ticked. */
export function Ticks<Value extends string>(given: {
  label: string;
  of: readonly Value[];
  at: readonly Value[];
  say: (value: Value) => ComponentChildren;
  choose: (values: Value[]) => void;
}): JSX.Element {
  return (
    <fieldset class="ticks">
      <legend>{given.label}</legend>
      {given.of.map((each) => (
        <label key={each} class="tick">
          <input
            type="checkbox"
            checked={given.at.includes(each)}
            onChange={() => {
              given.choose(withOrWithout(given.at, each));
            }}
          />
          <span>{given.say(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Fields(given: {
  label: string;
  of?: readonly Field[];
  at: readonly Field[];
  choose: (fields: Field[]) => void;
}): JSX.Element {
  return <Ticks label={given.label} of={given.of ?? FIELDS} at={given.at} say={fieldName} choose={given.choose} />;
}

export function fieldName(field: Field): string {
  return t(`field.${field}`);
}

/** A screen about what is shared; what it needs of the services is asked for first. */
export function SharingFrame(given: { title: string; children: (shared: Shared) => ComponentChildren }): JSX.Element {
  const { session, sharing } = useParts();
  const { subject } = session;
  useEffect(() => {
    void sharing.look();
  }, [sharing, subject.value]);
  const mine = useComputed(() => (sharing.shared.value?.owner === subject.value ? sharing.shared.value : null));
  return (
    <Screen title={given.title}>
      {subject.value === null ? <p>{t('sharing.alone')}</p> : mine.value && given.children(mine.value)}
      {subject.value !== null && <Trouble />}
    </Screen>
  );
}

/** Why something did not go through: a service may not be there, the network may not, or the time may be over. */
function Trouble(): JSX.Element | null {
  const { sharing, online } = useParts();
  const problem = sharing.trouble.value;
  if (!problem) return null;
  return (
    <Notice live>
      <p>{troubleInWords(problem.status, problem.detail, online.value)}</p>
      <Button onPress={() => void sharing.look()}>{t('sharing.again')}</Button>
    </Notice>
  );
}

const REFUSALS = [409, 412, 422];

/** What the rules refuse, they say in words of their own. */
function troubleInWords(status: number, detail: string, online: boolean): string {
  if (REFUSALS.includes(status) && detail) return detail;
  return t(status === 0 && !online ? 'sharing.offline' : 'sharing.trouble');
}

/** The very page a report is made from, when somebody asks for it. */
export function Preview(given: { path: string | null }): JSX.Element {
  const { client, online } = useParts();
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const look = async (path: string): Promise<void> => {
    const answer = await client.get<Blob>(path, { file: true, wait: PATIENCE });
    setTrouble(answer.ok ? null : troubleInWords(answer.problem.status, answer.problem.detail, online.value));
    if (!answer.ok || !place.current) return;
    lay(await answer.data.text(), place.current, ours);
    setShown(path);
  };
  return (
    <section>
      <Button
        disabled={given.path === null}
        onPress={() => {
          if (given.path !== null) void look(given.path);
        }}
      >
        {t(shown === null ? 'agree.look' : 'agree.look.again')}
      </Button>
      {trouble && <Notice live>{trouble}</Notice>}
      {/* What is chosen otherwise by now is not what stands here. */}
      <div hidden={shown === null || shown !== given.path}>
        <p class="small" role="status">
          {shown !== null && t('preview.what')}
        </p>
        <div ref={place} class="preview" tabIndex={0} role="region" aria-label={t('preview.title')} />
      </div>
    </section>
  );
}

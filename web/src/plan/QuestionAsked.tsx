import type { JSX } from 'preact';
import type { Signal } from '@preact/signals';
import { One } from '../moment/Tags.tsx';
import { emotion, families } from '../wheel/emotions.ts';
import { t } from '../words/index.ts';
import { said, smallerThan, type Question } from './five.ts';
import type { Words } from './plans.ts';
import { Typed } from './Typed.tsx';

interface Given {
  readonly question: Question;
  readonly words: Signal<Words>;
}

/** What one of the five questions is answered with. */
export function QuestionAsked(given: Given): JSX.Element {
  switch (given.question.id) {
    case 'smallest':
      return <Smallest {...given} />;
    case 'after':
      return <After {...given} />;
    case 'skipped':
      return <Skipped {...given} />;
    default:
      return <OneOf {...given} name={given.question.id} label={t('plan.five.choose')} />;
  }
}

function OneOf({ question, words, name, label }: Given & { name: string; label: string }): JSX.Element {
  return (
    <>
      {question.shown?.map((each) => (
        <p key={each} class="own-words">
          {each}
        </p>
      ))}
      <One
        label={label}
        of={question.choices.map((each) => each.code)}
        at={said(words.value, name) || null}
        say={(code) => question.choices.find((each) => each.code === code)?.label ?? code}
        choose={(code) => {
          words.value = { ...words.value, [name]: code ?? '' };
        }}
      />
    </>
  );
}

function Smallest({ question, words }: Given): JSX.Element {
  const ready = question.suggestions ?? [];
  const text = said(words.value, 'tiny');
  const answer = (code: string | null): void => {
    const smaller = code === 'no' ? { tiny: smallerThan(text, ready), worst: '' } : { worst: code ?? '' };
    words.value = { ...words.value, ...smaller };
  };
  return (
    <>
      <Typed words={words} name="tiny" label={t('plan.edit.tiny')} hint={t('plan.edit.tiny.hint')} most={200} />
      <One
        label={t('plan.five.ready')}
        of={ready}
        at={text || null}
        say={(each) => each}
        choose={(each) => {
          words.value = { ...words.value, tiny: each ?? '', worst: '' };
        }}
      />
      {text && (
        <One
          label={question.hint ?? ''}
          of={question.choices.map((each) => each.code)}
          at={said(words.value, 'worst') || null}
          say={(code) => question.choices.find((each) => each.code === code)?.label ?? code}
          choose={answer}
        />
      )}
    </>
  );
}

function After({ question, words }: Given): JSX.Element {
  return (
    <>
      <One
        label={t('plan.five.choose')}
        of={question.choices.map((each) => each.label)}
        at={said(words.value, 'after') || null}
        say={(label) => label}
        choose={(label) => {
          words.value = { ...words.value, after: label ?? '' };
        }}
      />
      <Typed words={words} name="after" label={t('plan.five.own')} most={200} />
      <Typed words={words} name="time" type="time" label={t('plan.edit.time')} />
      {question.hint && <p class="hint">{question.hint}</p>}
    </>
  );
}

function Skipped({ question, words }: Given): JSX.Element {
  return (
    <>
      {question.suggestions?.map((each) => (
        <p key={each} class="own-words">
          {each}
        </p>
      ))}
      <One
        label={t('plan.five.feel')}
        of={families.map((each) => each.id)}
        at={said(words.value, 'feeling') || null}
        say={(id) => emotion(id).label}
        choose={(id) => {
          words.value = { ...words.value, feeling: id ?? '' };
        }}
      />
      <OneOf question={{ ...question, shown: [] }} words={words} name="cancelling" label={t('plan.five.cancel')} />
      {question.hint && <p class="hint">{question.hint}</p>}
    </>
  );
}

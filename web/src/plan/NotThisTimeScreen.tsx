import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { ReadButton } from '../learn/reading.tsx';
import { Any } from '../moment/Tags.tsx';
import { OneCard } from '../offer/Cards.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import type { Known } from './plans.ts';
import { barrierWords, kindly } from './saying.ts';
import type { Card, Code, NotThisTime, Task } from './shapes.ts';
import { OneTask } from './TaskScreen.tsx';
import { useTold } from './told.ts';
import { sendTyped } from './typed.ts';
import { Typed } from './Typed.tsx';

const MOST = 3;
const GROUPS = ['me', 'task', 'life'] as const;

/** Not this time: worth as much as having done it. Nothing has to be said; anything may. */
export function NotThisTimeScreen(): JSX.Element {
  return (
    <OneTask title={t('plan.not.title')}>
      {(task, known) => <Telling key={task.id} task={task} known={known} />}
    </OneTask>
  );
}

function Telling({ task, known }: { task: Task; known: Known }): JSX.Element {
  const { plans } = useParts();
  const kept = useSignal<readonly Code[] | null>(null);
  const cards = useSignal<readonly Card[]>([]);
  const trouble = useSignal('');
  const line = plans.words(`line/${task.id}`);
  const tell = useTold(line);
  const chosen = (line.value['barriers'] ?? '').split(' ').filter(Boolean) as readonly Code[];
  const keep = async (): Promise<void> => {
    kept.value = chosen;
    trouble.value = '';
    tell();
    const answer = await sendTyped(line, (typed) => {
      const said = { what: 'not-this-time', barriers: chosen, line: typed['line'] ?? '' } as const;
      return plans.say<NotThisTime>(task.id, said);
    });
    if (answer && !answer.ok) {
      kept.value = null;
      trouble.value = kindly(answer.problem);
      return;
    }
    cards.value = answer?.data.cards ?? [];
  };
  if (kept.value) return <After task={task} known={known} chosen={kept.value} cards={cards.value} />;
  return (
    <>
      <p>{t('plan.not.worth')}</p>
      <p>{t('plan.not.what')}</p>
      <Barriers
        known={known}
        at={chosen}
        choose={(codes) => {
          line.value = { ...line.value, barriers: codes.join(' ') };
        }}
      />
      <Typed words={line} name="line" label={t('plan.not.line')} hint={t('plan.not.line.hint')} rows={2} />
      <ReadButton kind="plain" page="why-homework-slips">
        {t('learn.homework')}
      </ReadButton>
      <p role="status">{trouble.value}</p>
      <div class="act">
        <Button kind="main" onPress={() => void keep()}>
          {t('plan.not.keep')}
        </Button>
      </div>
    </>
  );
}

function Barriers(given: { known: Known; at: readonly Code[]; choose: (codes: readonly Code[]) => void }): JSX.Element {
  const full = useSignal(false);
  const choose = (codes: readonly string[]): void => {
    full.value = codes.length > MOST;
    if (!full.value) given.choose(codes as readonly Code[]);
  };
  return (
    <>
      {GROUPS.map((group) => (
        <Any
          key={group}
          label={t(`plan.not.${group}`)}
          of={given.known.barriers.filter((each) => each.group === group).map((each) => each.code)}
          at={given.at}
          say={(code) => barrierWords(code, given.known.barriers)}
          choose={choose}
        />
      ))}
      <p role="status">{full.value && t('plan.not.full')}</p>
    </>
  );
}

/** What may help first, for each thing that was named, in the order in which it was. */
function After(given: { task: Task; known: Known; chosen: readonly Code[]; cards: readonly Card[] }): JSX.Element {
  const { outbox } = useParts();
  const fixes = given.chosen.map((code) => given.known.barriers.find((each) => each.code === code));
  return (
    <>
      <Arrived title={t(outbox.unkept.value > 0 ? 'plan.not.counts' : 'plan.not.kept')} />
      {fixes.length > 0 && (
        <section>
          <h2>{t('plan.not.fix')}</h2>
          {fixes.map(
            (each) =>
              each && (
                <div key={each.code} class="calm">
                  <p class="row-name">{each.words}</p>
                  <p>{each.first_fix}</p>
                </div>
              ),
          )}
        </section>
      )}
      {given.cards.map((card) => (
        <OneCard key={card.id} card={card} />
      ))}
      <LinkButton to="plan">{t('plan.back')}</LinkButton>
    </>
  );
}

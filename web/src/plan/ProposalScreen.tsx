import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { changeOf, faultsOf, formOf, typedOver } from './editing.ts';
import { Gate } from './Gate.tsx';
import { pathOf } from './plans.ts';
import { PlanScreen } from './PlanScreen.tsx';
import { kindly } from './saying.ts';
import type { Proposal, Task } from './shapes.ts';
import { TaskCard } from './TaskCard.tsx';
import { useTold } from './told.ts';
import { handedOver, sendTyped } from './typed.ts';
import { Typed } from './Typed.tsx';

/** What a therapist proposes: no part of the plan until the person takes it in, as it is or smaller. */
export function ProposalScreen(): JSX.Element {
  const { plans } = useParts();
  const proposal = plans.known.value?.plan.proposals?.find((each) => each.id === plans.at.value);
  if (!proposal) return <PlanScreen />;
  return <Gate title={proposal.title}>{() => <Answering key={proposal.id} proposal={proposal} />}</Gate>;
}

function Answering({ proposal }: { proposal: Proposal }): JSX.Element {
  const { plans, router } = useParts();
  const words = plans.words(`proposal/${proposal.id}`);
  const tell = useTold(words);
  const faults = useSignal<ReturnType<typeof faultsOf>>({});
  const trouble = useSignal('');
  const answer = async (what: 'accept' | 'let-go'): Promise<void> => {
    tell();
    const stands = formOf(proposal);
    const body = what === 'accept' ? changeOf(stands, typedOver(stands, words.value)) : {};
    const whenHere = router.whenHere();
    const answered = await sendTyped(words, () => plans.change<Task>('post', pathOf(proposal.id, what), body));
    faults.value = answered.ok ? {} : faultsOf(answered.problem);
    trouble.value = answered.ok ? '' : kindly(answered.problem);
    if (!answered.ok) return;
    const since = what === 'accept' && handedOver(words, plans.words(`change/${proposal.id}`));
    whenHere(() => {
      if (what === 'accept') router.instead(since ? 'change-task' : 'task');
      else router.instead('plan');
    });
  };
  return (
    <>
      <p>{t('plan.proposal.what')}</p>
      <ul class="sizes">
        {(['full', 'small'] as const).map((size) => {
          const text = proposal.versions[size];
          return (
            text && (
              <li key={size} class="size">
                <p class="size-name">{t(`plan.size.${size}`)}</p>
                <p class="size-text">{text}</p>
              </li>
            )
          );
        })}
      </ul>
      <Typed
        words={words}
        name="tiny"
        label={t('plan.edit.tiny')}
        hint={t('plan.proposal.tiny')}
        most={200}
        stands={proposal.versions.tiny}
        error={faults.value.tiny}
      />
      <TaskCard task={proposal} />
      <p role="status">{trouble.value}</p>
      <Button kind="main" onPress={() => void answer('accept')}>
        {t('plan.proposal.accept')}
      </Button>
      <Button onPress={() => void answer('let-go')}>{t('plan.proposal.no')}</Button>
    </>
  );
}
